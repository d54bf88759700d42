import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Axes } from './axes.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { CursorTrack, nearestIndex } from './cursor-track.tsx';
import { Legend } from './direct-labels.tsx';
import { measures } from './measures.ts';
import { rateTick, rateWords } from './rates.ts';
import { Readout, ReadoutRow } from './readout.tsx';
import { scaleOf } from './scale-of.ts';
import { TradeCurve } from './trade-curve.tsx';
import { bandAt, type TradeSeries, tradeDomains, tradePointAt, tradeStops } from './trade-off.ts';
import { type Cursor, useCursor } from './use-cursor.ts';
import { useWidth } from './use-width.ts';

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly series: readonly TradeSeries[];
  /** The names of the rates; along `x`, stricter is to the left, and the axis says so. */
  readonly x: string;
  readonly y: string;
  readonly height?: number;
  readonly cursor?: Cursor;
  readonly aside?: ReactNode;
}

/**
 * One error rate against the other, both on logarithmic axes: the detection error trade-off of ISO/IEC 19795-1, or FNIR
 * against FPIR. Where both rates are one, a faint diagonal: a curve crosses it at its equal error rate.
 */
export function TradeOff({ title, hint, series, x: xName, y: yName, height = 320, cursor: shared, aside }: Props) {
  const { t } = useTranslation('charts');
  const own = useCursor();
  const cursor = shared ?? own;
  const [plot, width] = useWidth();
  const where = useMemo(() => tradeStops(series), [series]);
  const domains = useMemo(() => tradeDomains(series), [series]);
  const xAxis = {
    label: `${t('stricterLeft')} · ${xName}`,
    scale: 'log',
    domain: domains.x,
    format: rateTick,
  } as const;
  const yAxis = { label: yName, scale: 'log', domain: domains.y, format: rateTick } as const;
  const x = scaleOf(xAxis, [], [measures.left, Math.max(measures.left + 1, width - measures.right)]);
  const y = scaleOf(yAxis, [], [height - measures.bottom, measures.top + 20]);
  const at = cursor.x === null || where.length === 0 ? null : where[nearestIndex(where, cursor.x)]!;
  const read = at === null ? [] : series.map((one) => ({ ...one, point: tradePointAt(one, at) }));
  const said =
    at === null
      ? t('cursorNowhere')
      : `${xName} ≤ ${rateWords(10 ** at)}: ${read
          .map(({ label, point }) => `${label} ${point === null ? '–' : `${yName} ${rateWords(point.y)}`}`)
          .join(', ')}`;
  const px = at === null ? 0 : x(10 ** at);
  const [bottom, top] = y.range() as [number, number];
  const empty = where.length === 0 || series.every(({ points }) => points.every((p) => p.x <= 0 || p.y <= 0));
  return (
    <ChartFrame
      title={title}
      {...(hint === undefined ? {} : { hint })}
      aside={aside}
      data={rowsOf(series, xName, yName, t('threshold'), t('curve'))}
    >
      {series.length > 1 && <Legend series={series} />}
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={width} height={height} role="img" aria-label={title}>
          <Axes x={x} y={y} xAxis={xAxis} yAxis={yAxis} width={width} height={height} />
          {(empty ? [] : series).map((one) => (
            <TradeCurve key={one.id} series={one} x={x} y={y} />
          ))}
          {at !== null && (
            <g className="chart-cursor" data-pinned={cursor.pinned || undefined} aria-hidden>
              <line x1={px} x2={px} y1={top} y2={bottom} />
              {read.map(
                ({ id, colour, point }) =>
                  point !== null &&
                  point.x > 0 &&
                  point.y > 0 && <circle key={id} cx={x(point.x)} cy={y(point.y)} r={3} style={{ fill: colour }} />,
              )}
            </g>
          )}
        </svg>
        {empty && <p className="chart-nothing quiet">{t('noTradeOff')}</p>}
        {where.length > 0 && (
          <CursorTrack
            label={t('read', { title })}
            said={said}
            stops={where}
            cursor={cursor}
            stopAt={(pointer) => where[nearestIndex(where, Math.log10(x.invert(pointer)))] ?? null}
          />
        )}
        {at !== null && (
          <Readout at={px} width={width}>
            <p className="chart-readout-at">
              {xName} ≤ {rateWords(10 ** at)}
              {cursor.pinned && ` · ${t('pinned')}`}
            </p>
            {read.map(({ id, colour, label, point, band }) => {
              const interval = point === null ? null : bandAt(band, point.x);
              return (
                <ReadoutRow
                  key={id}
                  colour={colour}
                  label={series.length === 1 ? yName : label}
                  value={
                    point === null
                      ? '–'
                      : `${rateWords(point.y)}${interval === null ? '' : ` [${rateWords(interval.low)}, ${rateWords(interval.high)}]`}`
                  }
                />
              );
            })}
            {read.length === 1 && read[0]!.point !== null && (
              <p className="chart-readout-at">
                {t('threshold')} <b>{read[0]!.point.threshold.toFixed(3)}</b>
              </p>
            )}
          </Readout>
        )}
      </div>
    </ChartFrame>
  );
}

function rowsOf(series: readonly TradeSeries[], x: string, y: string, threshold: string, curve: string) {
  const several = series.length > 1;
  return {
    head: [...(several ? [curve] : []), threshold, x, y],
    rows: series.flatMap(({ label, points }) =>
      points.map((point) => [
        ...(several ? [label] : []),
        // +∞: what nothing reaches.
        Number.isFinite(point.threshold) ? point.threshold : String(point.threshold).replace('Infinity', '∞'),
        point.x,
        point.y,
      ]),
    ),
  };
}
