import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Axes } from './axes.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { CursorTrack, nearestIndex } from './cursor-track.tsx';
import { Curve } from './curve.tsx';
import { shortNumber } from './digits.ts';
import { DirectLabels, Legend, strokeOf } from './direct-labels.tsx';
import { measures, textWidth } from './measures.ts';
import { Readout, ReadoutRow } from './readout.tsx';
import { heights, scaleOf } from './scale-of.ts';
import { type AxisSpec, isValue, type Series, stops, valueNear } from './series.ts';
import { type Cursor, useCursor } from './use-cursor.ts';
import { useWidth } from './use-width.ts';

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly series: readonly Series[];
  readonly x: AxisSpec;
  readonly y: AxisSpec;
  /** Shared by charts over the same x. */
  readonly cursor?: Cursor;
  readonly height?: number;
  readonly aside?: ReactNode;
}

/** Curves over one x: thin lines, direct labels where there is room, exact values at the cursor. */
export function LineChart({
  title,
  hint,
  series,
  x: xAxis,
  y: yAxis,
  cursor: shared,
  height = measures.height,
  aside,
}: Props) {
  const { t } = useTranslation('charts');
  const own = useCursor();
  const cursor = shared ?? own;
  const [plot, width] = useWidth();
  const where = useMemo(() => stops(series), [series]);
  const told = series.filter(({ kind }) => kind !== 'faint');
  const labels = Math.min(
    measures.labelMost,
    Math.max(0, ...told.map(({ label }) => textWidth(label))) + strokeOf(told) + 14,
  );
  const direct =
    told.length > 1 && told.length <= measures.labelsMost && width - measures.left - labels >= measures.leastPlot;
  const beside = direct ? labels : 0;
  const x = scaleOf(
    xAxis.domain === undefined ? { ...xAxis, domain: [where[0] ?? 0, Math.max(where.at(-1) ?? 1, 1)] } : xAxis,
    where,
    [measures.left, Math.max(measures.left + 1, width - measures.right - beside)],
  );
  const y = scaleOf(yAxis, heights(series), [height - measures.bottom, measures.top + (yAxis.label === '' ? 0 : 14)]);
  const readX = xAxis.format ?? ((value: number) => shortNumber(value, 4));
  const readY = yAxis.format ?? shortNumber;
  const at = cursor.x === null || where.length === 0 ? null : where[nearestIndex(where, cursor.x)]!;
  const read =
    at === null
      ? []
      : series.map((one) => {
          const y = valueNear(one, at)?.y;
          return { ...one, value: isValue(y) ? readY(y) : '–' };
        });
  const said =
    at === null
      ? t('cursorNowhere')
      : `${xAxis.label} ${readX(at)}: ${read.map(({ label, value }) => `${label} ${value}`).join(', ')}`;
  const [bottom, top] = y.range() as [number, number];
  return (
    <ChartFrame
      title={title}
      {...(hint === undefined ? {} : { hint })}
      aside={aside}
      data={rowsOf(series, xAxis, where)}
    >
      {!direct && told.length > 1 && <Legend series={series} />}
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={width} height={height} role="img" aria-label={title}>
          <Axes x={x} y={y} xAxis={xAxis} yAxis={yAxis} width={width} height={height} />
          {series.map((one) => (
            <Curve key={one.id} series={one} x={x} y={y} />
          ))}
          {direct && <DirectLabels series={series} x={x} y={y} />}
          {at !== null && (
            <g className="chart-cursor" data-pinned={cursor.pinned || undefined} aria-hidden>
              <line x1={x(at)} x2={x(at)} y1={top} y2={bottom} />
              {series.map((one) => {
                const point = one.kind === 'reference' ? null : valueNear(one, at);
                return (
                  point !== null &&
                  isValue(point.y) && (
                    <circle key={one.id} cx={x(point.x)} cy={y(point.y)} r={3} style={{ fill: one.colour }} />
                  )
                );
              })}
            </g>
          )}
        </svg>
        {where.length > 0 && (
          <CursorTrack
            label={t('read', { title })}
            said={said}
            stops={where}
            cursor={cursor}
            stopAt={(px) => where[nearestIndex(where, x.invert(px))] ?? null}
          />
        )}
        {at !== null && (
          <Readout at={x(at)} width={width}>
            <p className="chart-readout-at">
              {xAxis.label} {readX(at)}
              {cursor.pinned && ` · ${t('pinned')}`}
            </p>
            {read.map(({ id, colour, dash, label, value }) => (
              <ReadoutRow key={id} colour={colour} dash={dash} label={label} value={value} />
            ))}
          </Readout>
        )}
      </div>
    </ChartFrame>
  );
}

function rowsOf(series: readonly Series[], x: AxisSpec, where: readonly number[]) {
  const byX = series.map(({ points }) => new Map(points.map((point) => [point.x, point.y])));
  return {
    head: [x.label, ...series.map(({ label }) => label)],
    rows: where.map((at) => [
      at,
      ...series.map(({ kind, points }, i) =>
        kind === 'reference' ? (points[0]?.y ?? null) : (byX[i]?.get(at) ?? null),
      ),
    ]),
  };
}
