import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparisonChoice, ComparisonResults, LivePoint, WayFigures } from '../../../main/contract/compare.ts';
import type { WayId } from '../../../models/compare/choice.ts';
import type { WayPoint } from '../../../models/compare/results.ts';
import { Bars } from '../../charts/bars.tsx';
import { percent } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import type { Series } from '../../charts/series.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { wayColour } from '../colours.ts';
import { useFormats } from '../words.ts';
import { decadesOf, timedCurve } from './timed-curve.ts';

interface Props {
  readonly choice: ComparisonChoice;
  readonly results: ComparisonResults | null;
  readonly points: readonly LivePoint[];
}

/** Ways that are one step: their accuracy changes at once. */
const atOnce: readonly WayId[] = ['imprinted', 'features-insert', 'insert', 'drop-row', 'remove'];

/** How long each way takes until the newcomer is known, and what the others' accuracy does meanwhile: really timed. */
export function Ways({ choice, results, points }: Props) {
  const { t } = useTranslation(['compareRun', 'compareWords']);
  const { duration, rate } = useFormats();
  const cursor = useCursor();
  const runs = useMemo(() => [...runsOf(points), ...stepsOf(points, results)], [points, results]);
  const leaves = choice.scenario === 'leaves';
  if (runs.length === 0) return null;
  const [from, to] = decadesOf(runs.flatMap((run) => run.points.map(({ seconds }) => seconds)));
  const x = {
    label: t('seconds'),
    scale: 'log' as const,
    domain: [from, to] as const,
    format: (seconds: number) => duration(seconds * 1000),
  };
  const y = { label: '', domain: [0, 1] as const, format: (value: number) => percent(value, 1) };
  const seriesOf = (pick: 'newcomer' | 'old'): Series[] =>
    // Faint ones lie beneath.
    [...runs]
      .sort((a, b) => Number(a.first) - Number(b.first))
      .map((run) => ({
        id: run.key,
        label: t(`compareWords:way_${run.way}`),
        colour: wayColour(run.way),
        kind: run.first ? 'curve' : 'faint',
        points: timedCurve(
          run.points.map((point) => ({ seconds: point.seconds, value: point[pick] })),
          from,
          to,
          atOnce.includes(run.way),
        ),
      }));
  return (
    <section className="chart-cards" aria-label={t(leaves ? 'waysTimeLeave' : 'arrive')}>
      {!leaves && (
        <LineChart
          title={t('newcomerCurve')}
          hint={t('arriveHint')}
          x={x}
          y={y}
          cursor={cursor}
          series={seriesOf('newcomer')}
        />
      )}
      <LineChart title={t('oldCurve')} hint={t('oldCurveHint')} x={x} y={y} cursor={cursor} series={seriesOf('old')} />
      {results !== null && results.ways.length > 0 && (
        <Bars
          title={t(leaves ? 'waysTimeLeave' : 'waysTime')}
          hint={t('waysTimeHint', { target: rate(choice.target) })}
          rowWord={t('way')}
          valueWord="ms"
          x={{ label: t('seconds'), scale: 'log', format: duration }}
          bars={results.ways.map((way) => ({
            id: way.id,
            label: t(`compareWords:way_${way.id}`),
            colour: wayColour(way.id),
            value: way.enrolMs.value,
            interval: way.enrolMs.interval,
            said: saidOf(way),
          }))}
        />
      )}
    </section>
  );

  function saidOf({ enrolMs, reached }: WayFigures): string {
    if (enrolMs.value === null) return t('notMeasurable');
    const time = duration(enrolMs.value);
    if (reached === 0) return t('notReached', { time });
    return reached < 1 ? t('reachedPart', { time, share: percent(reached, 1) }) : time;
  }
}

interface Run {
  readonly key: string;
  readonly way: WayId;
  /** The way's first run: the others are faint. */
  readonly first: boolean;
  readonly points: readonly WayPoint[];
}

/** Points by way, seed and newcomer, in the order in which they came. */
function runsOf(points: readonly LivePoint[]): Run[] {
  const runs = new Map<string, { way: WayId; points: LivePoint[] }>();
  for (const point of points) {
    if (point.way === null) continue;
    const key = `${point.way} ${point.seed} ${point.newcomerIndex}`;
    const run = runs.get(key) ?? { way: point.way, points: [] };
    run.points.push(point);
    runs.set(key, run);
  }
  const seen = new Set<WayId>();
  return [...runs].map(([key, run]) => {
    const first = !seen.has(run.way);
    seen.add(run.way);
    return { key, first, ...run };
  });
}

/** Ways that are one step have no course: nobody new is known before it, and after it what was measured. Means of all runs. */
function stepsOf(points: readonly LivePoint[], results: ComparisonResults | null): Run[] {
  const watched = new Set(points.map(({ way }) => way));
  return (results?.ways ?? []).flatMap(({ id, enrolMs, newcomer, old, oldBefore }): Run[] => {
    if (watched.has(id) || enrolMs.value === null || old.value === null) return [];
    return [
      {
        key: `${id} mean`,
        way: id,
        first: true,
        points: [
          { seconds: 0, newcomer: newcomer.value === null ? null : 0, old: oldBefore.value ?? old.value },
          { seconds: enrolMs.value / 1000, newcomer: newcomer.value, old: old.value },
        ],
      },
    ];
  });
}
