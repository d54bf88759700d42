import { SegmentedControl } from '@mantine/core';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { BackView } from './back-view.tsx';
import { BoardView } from './board-view.tsx';
import { OverlapView } from './overlap-view.tsx';
import { looks, type Settings } from './settings.ts';
import { texts } from './texts.ts';
import './transposed-conv.css';

/** How stamps overlap, what that leaves on pictures before training, and what does give values back. */
export function View(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  return (
    <div className="transposed">
      <SegmentedControl
        fullWidth
        aria-label={t('looks')}
        value={settings.look}
        data={looks.map((look) => ({ value: look, label: t(`look_${look}`) }))}
        onChange={(look) => change({ look: look as Settings['look'], step: null })}
      />
      {settings.look === 'overlap' && <OverlapView {...props} />}
      {settings.look === 'board' && <BoardView {...props} />}
      {settings.look === 'back' && <BackView {...props} />}
    </div>
  );
}
