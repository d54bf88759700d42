import { SegmentedControl } from '@mantine/core';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { CostView } from './cost-view.tsx';
import './downsampling.css';
import { LostView } from './lost-view.tsx';
import { looks, type Settings } from './settings.ts';
import { ShiftView } from './shift-view.tsx';
import { texts } from './texts.ts';

/** Five ways to half the size: what a shift does to them, what they throw away, what they cost. */
export function View(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  return (
    <div className="down">
      <SegmentedControl
        fullWidth
        aria-label={t('looks')}
        value={settings.look}
        data={looks.map((look) => ({ value: look, label: t(`look_${look}`) }))}
        onChange={(look) => change({ look: look as Settings['look'] })}
      />
      {settings.look === 'shift' && <ShiftView {...props} />}
      {settings.look === 'lost' && <LostView {...props} />}
      {settings.look === 'cost' && <CostView {...props} />}
    </div>
  );
}
