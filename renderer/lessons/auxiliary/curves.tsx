import { SegmentedControl } from '@mantine/core';
import { type DeepRun, hasEnded, type Point } from '../../../models/experiments/auxiliary/runs.ts';
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
  // A pair ends when its second network does.
  const whole = runs.filter((run) => runs.filter(({ seed }) => seed === run.seed).every(hasEnded));
  const growing = runs.filter((run) => !whole.includes(run));
  return (
    <div>
      <LineChart
        title={t('curveTitle')}
        hint={hintOf(runs, whole.length / 2, t)}
        height={260}
        series={seriesOf(whole, growing, measure, t)}
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
      <p className={whole.length === 0 ? 'quiet' : 'auxiliary-crossing'} role="status">
        {crossingText(whole, t)}
      </p>
    </div>
  );
}

function hintOf(runs: readonly DeepRun[], pairs: number, t: Words): string {
  if (runs.length === 0) return t('notTrained');
  return pairs === 0 ? t('learning') : pairs > 1 ? t('trained', { pairs }) : t('trainedOne');
}

function crossingText(ended: readonly DeepRun[], t: Words): string {
  if (ended.length === 0) return t('noneYet');
  const found = overtaking(ended);
  return found.is === 'crossing' ? t('crossing', { step: Math.round(found.step) }) : t(`none_${found.is}`);
}

/** Means of the pairs that have ended; the one that learns grows beside them, or alone. */
function seriesOf(ended: readonly DeepRun[], growing: readonly DeepRun[], measure: Measure, t: Words): Series[] {
  return (['without', 'branched'] as const).flatMap((which): Series[] => {
    const of = (runs: readonly DeepRun[]): DeepRun[] =>
      runs.filter(({ branched }) => branched === (which === 'branched'));
    const [own, now] = [of(ended), of(growing)];
    const line = { id: which, label: t(which), colour: colours[which] };
    const grown = now.flatMap(({ points }) => points.map((point) => ({ x: point.step, y: measured(point, measure) })));
    if (own.length === 0) return [{ ...line, points: grown }];
    const at = own[0]!.points.map((_, i) => own.map(({ points }) => measured(points[i]!, measure)));
    const steps = own[0]!.points.map(({ step }) => step);
    return [
      {
        ...line,
        points: steps.map((x, i) => ({ x, y: at[i]!.reduce((a, b) => a + b, 0) / own.length })),
        ...(own.length > 1 && {
          band: steps.map((x, i) => ({ x, low: Math.min(...at[i]!), high: Math.max(...at[i]!) })),
        }),
      },
      ...(grown.length === 0
        ? []
        : [
            {
              ...{ id: `${which}-now`, label: t('now', { which: t(which) }), colour: colours[which] },
              ...{ kind: 'faint' as const, points: grown },
            },
          ]),
    ];
  });
}

/** A loss beyond the picture lies at its edge. */
const measured = (point: Point, measure: Measure): number =>
  measure === 'accuracy' ? point.accuracy : Math.min(2.5, point[measure]);
