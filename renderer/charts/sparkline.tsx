import { line } from 'd3-shape';
import { scaleOf } from './scale-of.ts';
import { type CurvePoint, isValue } from './series.ts';

interface Props {
  readonly points: readonly CurvePoint[];
  readonly colour: string;
  /** What it shows, with its last value: the line itself is read by nobody who cannot see it. */
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

/** A curve the size of a word: where it went, not what it was. */
export function Sparkline({ points, colour, label, width = 72, height = 20 }: Props) {
  const shown = points.filter(({ y }) => isValue(y));
  const x = scaleOf({ label: '', domain: [shown[0]?.x ?? 0, shown.at(-1)?.x ?? 1] }, [], [1, width - 3]);
  const values = shown.map(({ y }) => y ?? 0);
  const y = scaleOf({ label: '', domain: [Math.min(...values), Math.max(...values)] }, values, [height - 3, 3]);
  const path = line<CurvePoint>()
    .x((point) => x(point.x))
    .y((point) => y(point.y ?? 0))(shown);
  const last = shown.at(-1);
  return (
    <svg className="sparkline" width={width} height={height} role="img" aria-label={label}>
      <path className="chart-line" d={path ?? ''} style={{ stroke: colour }} />
      {last !== undefined && <circle cx={x(last.x)} cy={y(last.y ?? 0)} r={2} style={{ fill: colour }} />}
    </svg>
  );
}
