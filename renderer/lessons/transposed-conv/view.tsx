import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { Looks } from '../parts/looks.tsx';
import { BackView } from './back-view.tsx';
import { BoardView } from './board-view.tsx';
import { OverlapView } from './overlap-view.tsx';
import type { Settings } from './settings.ts';
import { texts } from './texts.ts';
import './transposed-conv.css';

/** How stamps overlap, what that leaves on pictures before training, and what does give values back. */
const views = { overlap: OverlapView, board: BoardView, back: BackView };

export function View(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  return (
    <Looks
      {...props}
      label={t('looks')}
      look={props.settings.look}
      views={views}
      word={(look) => t(`look_${look}`)}
      onLook={(look) => props.change({ look, step: null })}
    />
  );
}
