import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { Looks } from '../parts/looks.tsx';
import { CostView } from './cost-view.tsx';
import './downsampling.css';
import { LostView } from './lost-view.tsx';
import type { Settings } from './settings.ts';
import { ShiftView } from './shift-view.tsx';
import { texts } from './texts.ts';

/** Five ways to half the size: what a shift does to them, what they throw away, what they cost. */
const views = { shift: ShiftView, lost: LostView, cost: CostView };

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
