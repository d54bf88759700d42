import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Axes } from './axes.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { CursorTrack, nearestIndex } from './cursor-track.tsx';
import { percent, shortNumber } from './digits.ts';
import { Legend } from './direct-labels.tsx';
import { type Bins, binAt, shares } from './histogram.ts';
import { measures } from './measures.ts';
import { decadesOf, rateTick } from './rates.ts';
import { Readout, ReadoutRow } from './readout.tsx';
import { type Scale, scaleOf } from './scale-of.ts';
import { type ScoreMark, ScoreMarks } from './score-marks.tsx';
import type { AxisSpec } from './series.ts';
import { type Cursor, useCursor } from './use-cursor.ts';
import { useWidth } from './use-width.ts';

/** One kind of scores. All kinds of a chart have the same edges. */
export interface HistogramKind extends Bins {
  readonly id: string;
  readonly label: string;
  /** A custom property of theme/tokens.css. */
  readonly colour: string;
}

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly kinds: readonly HistogramKind[];
  readonly x: AxisSpec;
  /** Where one accepts from; `at` infinite: accepts nobody, and no line is drawn. */
  readonly threshold?: { readonly at: number; readonly label: string };
  /** Several such levels, each named above the picture. Where no threshold says which way is stricter, the axis does. */
  readonly marks?: readonly ScoreMark[];
  /** Along y. On a logarithmic one the few scores about a threshold are seen, which are the errors. */
  readonly scale?: 'linear' | 'log';
  readonly cursor?: Cursor;
  readonly height?: number;
  readonly aside?: ReactNode;
}

/** How scores are spread, a step line a kind, each as a share of its own; with the threshold and its stricter side. */
export function HistogramChart({
  title,
  hint,
  kinds,
  x: xAxis,
  threshold,
  marks = [],
  scale = 'linear',
  cursor: shared,
  height = measures.height,
  aside,
}: Props) {
  const { t } = useTranslation('charts');
  const own = useCursor();
  const cursor = shared ?? own;
  const [plot, width] = useWidth();
  const drawn = useMemo(() => kinds.map((kind) => ({ ...kind, shares: shares(kind) })), [kinds]);
  const edges = drawn[0]?.edges ?? [0, 1];
  const middles = useMemo(() => edges.slice(1).map((edge, i) => (edge + edges[i]!) / 2), [edges]);
  const x = scaleOf({ ...xAxis, domain: xAxis.domain ?? [edges[0]!, edges.at(-1)!] }, edges, [
    measures.left,
    Math.max(measures.left + 1, width - measures.right),
  ]);
  const highest = Math.max(0.01, ...drawn.flatMap((kind) => kind.shares));
  const y = scaleOf(
    {
      label: '',
      scale,
      domain: scale === 'log' ? decadesOf(drawn.flatMap((kind) => kind.shares)) : [0, highest * 1.08],
    },
    [],
    [height - measures.bottom, measures.top + (marks.length > 0 ? 36 : 14)],
  );
  const [bottom, top] = y.range() as [number, number];
  const at = cursor.x === null || middles.length === 0 ? null : nearestIndex(middles, cursor.x);
  const readX = xAxis.format ?? shortNumber;
  const where = (bin: number): string => `${readX(edges[bin]!)} … ${readX(edges[bin + 1]!)}`;
  const said =
    at === null
      ? t('cursorNowhere')
      : `${xAxis.label} ${where(at)}: ${drawn.map(({ label, counts, shares: part }) => `${label} ${counts[at]} (${percent(part[at]!)})`).join(', ')}`;
  const line = threshold !== undefined && Number.isFinite(threshold.at) ? threshold : null;
  const lineAt = line === null ? 0 : Math.min(Math.max(x(line.at), measures.left), width - measures.right);
  return (
    <ChartFrame
      title={title}
      {...(hint === undefined ? {} : { hint })}
      aside={aside}
      data={{
        head: [t('from'), t('to'), ...drawn.map(({ label }) => label)],
        rows: middles.map((_, i) => [edges[i]!, edges[i + 1]!, ...drawn.map(({ counts }) => counts[i]!)]),
      }}
    >
      <Legend series={drawn.map(({ id, label, colour }) => ({ id, label, colour, points: [] }))} />
      <div className="chart-plot" ref={plot} style={{ height }}>
        <svg width={width} height={height} role="img" aria-label={title}>
          <Axes
            x={x}
            y={y}
            xAxis={threshold === undefined ? { ...xAxis, label: `${xAxis.label} · ${t('stricter')}` } : xAxis}
            yAxis={{
              label: scale === 'log' ? t('shareOfKind') : '',
              format: scale === 'log' ? rateTick : (share) => percent(share, highest < 0.1 ? 1000 : 100),
            }}
            width={width}
            height={height}
          />
          {drawn.map(({ id, colour, shares: part }) => {
            const path = stepPath(edges, part, x, y);
            return (
              <g key={id}>
                <path className="chart-band" d={`${path}L${x(edges.at(-1)!)},${bottom}Z`} style={{ fill: colour }} />
                <path className="chart-line" d={path} style={{ stroke: colour }} />
              </g>
            );
          })}
          <ScoreMarks marks={marks} x={x} top={top} bottom={bottom} />
          {line !== null && (
            <g className="chart-threshold" aria-hidden>
              <line x1={lineAt} x2={lineAt} y1={top - 4} y2={bottom} />
              <ThresholdWords at={lineAt} top={top} width={width} label={line.label} stricter={t('stricter')} />
            </g>
          )}
          {at !== null && (
            <g className="chart-cursor" data-pinned={cursor.pinned || undefined} aria-hidden>
              <line x1={x(middles[at]!)} x2={x(middles[at]!)} y1={top} y2={bottom} />
            </g>
          )}
        </svg>
        {middles.length > 0 && (
          <CursorTrack
            label={t('read', { title })}
            said={said}
            stops={middles}
            cursor={cursor}
            stopAt={(px) => middles[drawn[0] === undefined ? 0 : binAt(drawn[0], x.invert(px))] ?? null}
          />
        )}
        {at !== null && (
          <Readout at={x(middles[at]!)} width={width}>
            <p className="chart-readout-at">
              {xAxis.label} {where(at)}
              {cursor.pinned && ` · ${t('pinned')}`}
            </p>
            {drawn.map(({ id, colour, label, counts, shares: part }) => (
              <ReadoutRow key={id} colour={colour} label={label} value={`${counts[at]} · ${percent(part[at]!)}`} />
            ))}
          </Readout>
        )}
      </div>
    </ChartFrame>
  );
}

/** The threshold's value on the side with more room, and always which way is stricter. */
function ThresholdWords({
  at,
  top,
  width,
  label,
  stricter,
}: {
  at: number;
  top: number;
  width: number;
  label: string;
  stricter: string;
}) {
  const right = at < width * 0.6;
  return right ? (
    <text x={at + 4} y={top + 4}>
      {label} · {stricter}
    </text>
  ) : (
    <text x={at - 4} y={top + 4} textAnchor="end">
      {label} · {stricter}
    </text>
  );
}

function stepPath(edges: readonly number[], heights: readonly number[], x: Scale, y: Scale): string {
  // A logarithm has no zero: an empty bin lies on the base.
  const [base] = y.range() as [number, number];
  const level = (height: number): number => (height > 0 ? Math.min(base, y(height)) : base);
  const steps = heights.map((height, i) => `L${x(edges[i]!)},${level(height)}L${x(edges[i + 1]!)},${level(height)}`);
  return `M${x(edges[0]!)},${base}${steps.join('')}L${x(edges.at(-1)!)},${base}`;
}
