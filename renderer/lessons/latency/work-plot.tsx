import { medianOf, p95Of, workAndTime } from '../../../models/experiments/latency/answers.ts';
import { Axes } from '../../charts/axes.tsx';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { countOf, shortNumber } from '../../charts/digits.ts';
import { measures } from '../../charts/measures.ts';
import { Mark, Points } from '../../charts/points.tsx';
import { Readout } from '../../charts/readout.tsx';
import { scaleOf } from '../../charts/scale-of.ts';
import { nearestPlace } from '../../charts/scatter.tsx';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import type { Shown } from './shown.ts';
import type { Words } from './texts.ts';

const height = 300;

/** Every convolution that was timed: how much work it is, how long it took, by backend. */
export function WorkPlot({ shown, t }: { shown: readonly Shown[]; t: Words }) {
  const [plot, width] = useWidth();
  const cursor = useCursor();
  const points = shown.flatMap((one) =>
    one.result.cells
      .filter(({ macs }) => macs > 0)
      .map((cell) => ({ one, cell, ms: medianOf(cell), p95: p95Of(cell) })),
  );
  const xAxis = { label: t('work'), scale: 'log', format: countOf } as const;
  const yAxis = { label: t('ms'), scale: 'log' } as const;
  const x = scaleOf(
    xAxis,
    points.map(({ cell }) => cell.macs),
    [measures.left, Math.max(measures.left + 1, width - measures.right)],
  );
  const y = scaleOf(
    yAxis,
    points.map(({ ms }) => ms),
    [height - measures.bottom, measures.top + 14],
  );
  const places = points.map(({ one, cell, ms }) => ({ x: x(cell.macs), y: y(ms), group: one.mark, face: null }));
  const at = cursor.x !== null && cursor.x < points.length ? cursor.x : null;
  const said = (i: number): string => {
    const { one, cell, ms, p95 } = points[i]!;
    return t('pointSaid', {
      ...{ piece: cell.id, backend: one.label, macs: countOf(cell.macs) },
      ...{ ms: shortNumber(ms), p95: shortNumber(p95) },
    });
  };
  const rhos = shown.flatMap(({ label, result }) => {
    const rho = workAndTime(result);
    return rho === null ? [] : [{ label, rho }];
  });
  const values = rhos.map(({ rho }) => rho);
  const short = (rho: number): string => shortNumber(rho, 2);
  const hint =
    rhos.length === 0
      ? t('workHintNone')
      : rhos.length > 8
        ? t('workHintMany', { low: short(Math.min(...values)), high: short(Math.max(...values)), count: rhos.length })
        : t('workHint', { rhos: rhos.map(({ label, rho }) => `${label} ${short(rho)}`).join('; ') });
  return (
    <ChartFrame
      title={t('workTitle')}
      hint={hint}
      data={{
        head: [t('backend'), t('block'), t('work'), t('ms'), 'p95'],
        rows: points.map(({ one, cell, ms, p95 }) => [one.label, cell.id, cell.macs, ms, p95]),
      }}
    >
      <ul className="chart-legend" aria-hidden>
        {shown.map(({ id, mark, label }) => (
          <li key={id}>
            <Mark group={mark} />
            {label}
          </li>
        ))}
      </ul>
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('workTitle')}>
          <Axes x={x} y={y} xAxis={xAxis} yAxis={yAxis} width={width} height={height} />
          <Points places={places} />
          {at !== null && <Points places={[places[at]!]} chosen />}
        </svg>
        {points.length > 0 && (
          <CursorTrack
            label={t('workTitle')}
            said={at === null ? t('workHintNone') : said(at)}
            stops={points.map((_, i) => i)}
            cursor={cursor}
            stopAt={(px, py) => nearestPlace(places, px, py)}
          />
        )}
        {at !== null && (
          <Readout at={places[at]!.x} width={width}>
            <p>{said(at)}</p>
          </Readout>
        )}
      </div>
    </ChartFrame>
  );
}
