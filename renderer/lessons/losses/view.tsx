import { SegmentedControl } from '@mantine/core';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { Curves } from './curves.tsx';
import { FacesView } from './faces-view.tsx';
import { LineView } from './line-view.tsx';
import './losses.css';
import { BETA, type Settings, type Tab, tabs } from './settings.ts';
import { texts } from './texts.ts';

/** Three losses: as curves, as lines through points that one drags, and on the landmarks of faces. */
export function View(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  const Part = { line: LineView, curves: Curves, faces: FacesView }[settings.tab];
  return (
    <div className="losses">
      <SegmentedControl
        fullWidth
        aria-label={t('tabs')}
        value={settings.tab}
        data={tabs.map((id) => ({ value: id, label: t(`tab_${id}`) }))}
        onChange={(next) => change({ tab: next as Tab })}
      />
      <ExactSlider
        label={t('beta')}
        symbol="beta"
        value={settings.beta}
        {...BETA}
        step={0.05}
        scale="log"
        onChange={(beta) => change({ beta })}
      />
      <Part {...props} />
    </div>
  );
}
