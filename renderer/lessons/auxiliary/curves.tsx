import { SegmentedControl } from '@mantine/core';
import type { DeepRun, Point } from '../../../models/experiments/auxiliary/runs.ts';
import { overtaking } from '../../../models/experiments/auxiliary.ts';
import { percent } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import type { Series } from '../../charts/series.ts';
import { colours } from './gradients-plane.tsx';
import { type Measure, measures, type Settings } from './settings.ts';
import type { Words } from './texts.ts';

interface Props {
  readonly settings: Settings;
  readonly change: (part: Partial<Settings>) => void;
  readonly runs: readonly DeepRun[];
  readonly t: Words;
}

/** Both networks while they learn, and the step at which one overtakes the other for good. */
export function Curves({ settings, change, runs, t }: Props) {
  const { measure, steps } = settings;
  const pairs = runs.filter(({ branched }) => branched).length;
  return (
    <div>
      <LineChart
        title={t('curveTitle')}
        hint={runs.length === 0 ? t('notTrained') : pairs > 1 ? t('trained', { pairs }) : t('trainedOne')}
        height={260}
        series={seriesOf(runs, measure, t)}
        x={{ label: t('steps'), domain: [0, steps], format: String }}
        y={
          measure === 'accuracy'
            ? { label: t('measure_accuracy'), domain: [0, 1], format: (value) => percent(value, 100) }
            : { label: t(`measure_${measure}`), domain: [0, 2.5] }
        }
        aside={
          <SegmentedControl
            size="xs"
            aria-label={t('measure')}
            value={measure}
            data={measures.map((id) => ({ value: id, label: t(`measure_${id}`) }))}
            onChange={(next) => change({ measure: next as Measure })}
          />
        }
      />
      <p className={runs.length === 0 ? 'quiet' : 'auxiliary-crossing'} role="status">
        {crossingText(runs, t)}
      </p>
    </div>
  );
}

function crossingText(runs: readonly DeepRun[], t: Words): string {
  const both = runs.filter((run) => runs.some(({ seed, branched }) => seed === run.seed && branched !== run.branched));
  if (both.length === 0) return t('noneYet');
  const found = overtaking(both);
  return found.is === 'crossing' ? t('crossing', { step: Math.round(found.step) }) : t(`none_${found.is}`);
}

function seriesOf(runs: readonly DeepRun[], measure: Measure, t: Words): Series[] {
  return (['without', 'branched'] as const).flatMap((which): Series[] => {
    const own = runs.filter(({ branched }) => branched === (which === 'branched'));
    if (own.length === 0) return [];
    const at = own[0]!.points.map((_, i) => own.map(({ points }) => measured(points[i]!, measure)));
    const steps = own[0]!.points.map(({ step }) => step);
    return [
      {
        ...{ id: which, label: t(which), colour: colours[which] },
        points: steps.map((x, i) => ({ x, y: at[i]!.reduce((a, b) => a + b, 0) / own.length })),
        ...(own.length > 1 && {
          band: steps.map((x, i) => ({ x, low: Math.min(...at[i]!), high: Math.max(...at[i]!) })),
        }),
      },
    ];
  });
}

/** A loss beyond the picture lies at its edge. */
const measured = (point: Point, measure: Measure): number =>
  measure === 'accuracy' ? point.accuracy : Math.min(2.5, point[measure]);
