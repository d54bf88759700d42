/** One value of a curve. A `y` that is null or not a number is a gap: the line stops and goes on after it. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number | null;
}

/** What a value may be instead, at a stated confidence. */
export interface BandPoint {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

export interface Series {
  readonly id: string;
  readonly label: string;
  /** A custom property of theme/tokens.css, as `var(--chart-1)`. */
  readonly colour: string;
  /** Where colours do not suffice: of its strokes and gaps, as SVG has it. */
  readonly dash?: string;
  /** In ascending `x`. */
  readonly points: readonly CurvePoint[];
  readonly band?: readonly BandPoint[];
  /** `reference`: a level to compare with, dashed across the chart; `faint`: what a curve is the mean of. Default: a curve. */
  readonly kind?: 'curve' | 'faint' | 'reference';
}

export interface AxisSpec {
  readonly label: string;
  /** Default linear. Rates that span decades are `log`. */
  readonly scale?: 'linear' | 'log';
  /** Default: what the series need. */
  readonly domain?: readonly [number, number];
  /** Default: round values, as many as there is room for. */
  readonly ticks?: readonly number[];
  /** A value as it is read out; default three significant digits. */
  readonly format?: (value: number) => string;
}

export const isValue = (y: number | null | undefined): y is number => typeof y === 'number' && Number.isFinite(y);

/** The value at the point nearest to `x`, null where the series has a gap there or none; ties go to the earlier one. */
export function valueNear({ points, kind }: Series, x: number): CurvePoint | null {
  if (kind === 'reference') return points[0] === undefined ? null : { x, y: points[0].y };
  let best: CurvePoint | null = null;
  for (const point of points) if (best === null || Math.abs(point.x - x) < Math.abs(best.x - x)) best = point;
  return best;
}

/** Every `x` at which some curve was measured, ascending: where a cursor can stand. */
export function stops(series: readonly Series[]): number[] {
  const all = new Set<number>();
  for (const { points, kind } of series)
    if (kind !== 'reference') for (const { x, y } of points) if (isValue(y)) all.add(x);
  return [...all].sort((a, b) => a - b);
}
