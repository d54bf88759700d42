import { SegmentedControl } from '@mantine/core';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { BlockLook } from './block-look.tsx';
import { looks, type Settings } from './settings.ts';
import { texts } from './texts.ts';
import { TimeLook } from './time-look.tsx';
import { TrainLook } from './train-look.tsx';
import './separable.css';

/** How a block is connected, how long it takes, and what it still learns. */
export function View(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  return (
    <div className="sep">
      <SegmentedControl
        fullWidth
        aria-label={t('looks')}
        value={settings.look}
        data={looks.map((look) => ({ value: look, label: t(`look_${look}`) }))}
        onChange={(look) => change({ look: look as Settings['look'] })}
      />
      {settings.look === 'block' && <BlockLook {...props} />}
      {settings.look === 'time' && <TimeLook {...props} />}
      {settings.look === 'train' && <TrainLook {...props} />}
    </div>
  );
}
