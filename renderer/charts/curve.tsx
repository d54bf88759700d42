import { area, curveLinear, line } from 'd3-shape';
import { measures } from './measures.ts';
import type { Scale } from './scale-of.ts';
import { type BandPoint, type CurvePoint, isValue, type Series } from './series.ts';

interface Props {
  readonly series: Series;
  readonly x: Scale;
  readonly y: Scale;
}

/** A thin line with gaps where nothing was measured; one measurement alone is a dot; its interval a band behind it. */
export function Curve({ series, x, y }: Props) {
  const { points, band, colour, dash, kind } = series;
  const [left, right] = x.range() as [number, number];
  if (kind === 'reference') {
    const level = points[0]?.y;
    if (!isValue(level)) return null;
    return (
      <line className="chart-reference" x1={left} x2={right} y1={y(level)} y2={y(level)} style={{ stroke: colour }} />
    );
  }
  const shown = points.filter(({ y: value }) => isValue(value));
  const path = line<CurvePoint>()
    .defined(({ y: value }) => isValue(value) && Number.isFinite(y(value)))
    .x((point) => x(point.x))
    .y((point) => y(point.y ?? 0))
    .curve(curveLinear)(points);
  return (
    <g>
      {band !== undefined && <Band band={band} colour={colour} x={x} y={y} />}
      <path className="chart-line" data-kind={kind} d={path ?? ''} style={{ stroke: colour, strokeDasharray: dash }} />
      {shown.length === 1 && (
        <circle cx={x(shown[0]!.x)} cy={y(shown[0]!.y ?? 0)} r={measures.tickLength / 2} style={{ fill: colour }} />
      )}
    </g>
  );
}

function Band({ band, colour, x, y }: { band: readonly BandPoint[]; colour: string; x: Scale; y: Scale }) {
  // A logarithm has no zero: what reaches it reaches the axis.
  const [base] = y.range() as [number, number];
  const at = (value: number): number => (Number.isFinite(y(value)) ? Math.min(base, y(value)) : base);
  const path = area<BandPoint>()
    .x((point) => x(point.x))
    .y0((point) => at(point.low))
    .y1((point) => at(point.high))(band);
  return <path className="chart-band" d={path ?? ''} style={{ fill: colour }} />;
}
