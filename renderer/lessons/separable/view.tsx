import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { Looks } from '../parts/looks.tsx';
import { BlockLook } from './block-look.tsx';
import type { Settings } from './settings.ts';
import { texts } from './texts.ts';
import { TimeLook } from './time-look.tsx';
import { TrainLook } from './train-look.tsx';
import './separable.css';

/** How a block is connected, how long it takes, and what it still learns. */
const views = { block: BlockLook, time: TimeLook, train: TrainLook };

export function View(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  return (
    <Looks
      {...props}
      label={t('looks')}
      look={props.settings.look}
      views={views}
      word={(look) => t(`look_${look}`)}
      onLook={(look) => props.change({ look })}
    />
  );
}
