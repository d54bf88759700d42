import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { Looks } from '../parts/looks.tsx';
import './anatomy.css';
import { NarrowView } from './narrow-view.tsx';
import { PretextView } from './pretext-view.tsx';
import type { Settings } from './settings.ts';
import { texts } from './texts.ts';
import { WalkView } from './walk-view.tsx';

/** A face through the network in use; what a narrow place costs; and what is learnt from turned pictures. */
const views = { walk: WalkView, narrow: NarrowView, pretext: PretextView };

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
