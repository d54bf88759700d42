import { SegmentedControl } from '@mantine/core';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import './anatomy.css';
import { NarrowView } from './narrow-view.tsx';
import { PretextView } from './pretext-view.tsx';
import { looks, type Settings } from './settings.ts';
import { texts } from './texts.ts';
import { WalkView } from './walk-view.tsx';

/** A face through the network in use; what a narrow place costs; and what is learnt from turned pictures. */
export function View(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  return (
    <div className="anatomy">
      <SegmentedControl
        fullWidth
        aria-label={t('looks')}
        value={settings.look}
        data={looks.map((look) => ({ value: look, label: t(`look_${look}`) }))}
        onChange={(look) => change({ look: look as Settings['look'] })}
      />
      {settings.look === 'walk' && <WalkView {...props} />}
      {settings.look === 'narrow' && <NarrowView {...props} />}
      {settings.look === 'pretext' && <PretextView {...props} />}
    </div>
  );
}
