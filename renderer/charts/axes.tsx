import { scaleLinear } from 'd3-scale';
import { measures } from './measures.ts';
import type { Scale } from './scale-of.ts';
import type { AxisSpec } from './series.ts';

interface Props {
  readonly x: Scale;
  readonly y: Scale;
  readonly xAxis: AxisSpec;
  readonly yAxis: AxisSpec;
  readonly width: number;
  readonly height: number;
  /** Rows stand where values would: no ticks along y. */
  readonly bare?: boolean;
}

/** A base line, few ticks and no grid; what the axes mean stands at their ends. */
export function Axes({ x, y, xAxis, yAxis, width, height, bare = false }: Props) {
  const [left, right] = x.range() as [number, number];
  const [bottom, top] = y.range() as [number, number];
  const rows = bare ? [] : (yAxis.ticks ?? ticks(y, (bottom - top) / measures.tickHeight));
  // A value at the upper end stands where the name would.
  const crowded = rows.some((value) => y(value) - top < measures.tickText);
  return (
    <g className="chart-axes" aria-hidden>
      <line x1={left} x2={right} y1={bottom} y2={bottom} />
      {(xAxis.ticks ?? ticks(x, (right - left) / measures.tickWidth)).map((value) => (
        <g key={value} transform={`translate(${x(value)},${bottom})`}>
          <line y2={measures.tickLength} />
          <text y={measures.tickLength + 12} textAnchor="middle">
            {(xAxis.format ?? shortTick)(value)}
          </text>
        </g>
      ))}
      {rows.map((value) => (
        <g key={value} transform={`translate(${left},${y(value)})`}>
          <line x1={-measures.tickLength} />
          <text x={-measures.tickLength - 4} dy="0.32em" textAnchor="end">
            {(yAxis.format ?? shortTick)(value)}
          </text>
        </g>
      ))}
      <text className="chart-axis-name" x={right} y={height - 2} textAnchor="end">
        {xAxis.label}
      </text>
      {width > 0 && yAxis.label !== '' && (
        <text className="chart-axis-name" x={2} y={top - (crowded ? measures.tickText : 1)}>
          {yAxis.label}
        </text>
      )}
    </g>
  );
}

/** A tick is short: 0.5, not 0.500. */
const shortTick = (value: number): string =>
  (value === 0 ? '0' : String(Number(value.toPrecision(3)))).replace('-', '\u2212');

/** Of a logarithmic axis the powers of ten; where it holds fewer than two of them, round numbers as on a linear one. */
function ticks(scale: Scale, wanted: number): number[] {
  const count = Math.max(2, Math.round(wanted));
  const all = scale.ticks(count);
  if (!('base' in scale)) return all;
  const powers = all.filter((value) => Number.isInteger(Number(Math.log10(value).toFixed(9))));
  return powers.length >= 2 ? powers : scaleLinear(scale.domain(), [0, 1]).ticks(count);
}
