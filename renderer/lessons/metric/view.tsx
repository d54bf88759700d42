import { SegmentedControl } from '@mantine/core';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ClassicView } from './classic-view.tsx';
import './metric.css';
import { PullView } from './pull-view.tsx';
import { type Settings, SNAPSHOTS, STEPS, type ViewId, viewIds } from './settings.ts';
import { texts } from './texts.ts';
import { TrainView } from './train-view.tsx';
import { UsesView } from './uses-view.tsx';
import { WaysView } from './ways-view.tsx';

const views = { pull: PullView, train: TrainView, ways: WaysView, classic: ClassicView, uses: UsesView } as const;

/** From points one pulls by hand to a trained embedding, the four ways to it, and what it is good for. */
export function View(props: ViewProps<Settings>) {
  const { settings, change } = props;
  const t = useTexts(texts);
  const Shown = views[settings.view];
  return (
    <div className="metric">
      <SegmentedControl
        fullWidth
        aria-label={t('views')}
        value={settings.view}
        data={viewIds.map((id) => ({ value: id, label: t(`view_${id}`) }))}
        onChange={(next) => {
          const view = next as ViewId;
          const most = view === 'train' ? SNAPSHOTS : STEPS;
          change({ view, step: view === 'train' ? SNAPSHOTS : Math.min(settings.step, most) });
        }}
      />
      <Shown {...props} />
    </div>
  );
}
