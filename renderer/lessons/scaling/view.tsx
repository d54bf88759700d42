import { SegmentedControl } from '@mantine/core';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { AlgorithmsView } from './algorithms-view.tsx';
import { DescentView } from './descent-view.tsx';
import './scaling.css';
import { type Settings, type Tab, tabs } from './settings.ts';
import { texts } from './texts.ts';

/** What units do to descent, and to algorithms that measure distances. */
export function View(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  return (
    <div className="scaling">
      <SegmentedControl
        fullWidth
        aria-label={t('tabs')}
        value={settings.tab}
        data={tabs.map((id) => ({ value: id, label: t(`tab_${id}`) }))}
        onChange={(next) => change({ tab: next as Tab })}
      />
      {settings.tab === 'descent' ? <DescentView {...props} /> : <AlgorithmsView {...props} />}
    </div>
  );
}
