import { decadesOf } from './rates.ts';
import type { BandPoint } from './series.ts';

/** Two error rates at one threshold: `x` falls and `y` rises as the threshold does. */
export interface TradePoint {
  readonly threshold: number;
  readonly x: number;
  readonly y: number;
}

/** A point that has a name: the equal error rate, or where the threshold in use stands. */
export interface TradeMark {
  readonly id: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

export interface TradeSeries {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  /** By ascending threshold. */
  readonly points: readonly TradePoint[];
  /** What `y` may be at an `x`, ascending in `x`, at a stated confidence. */
  readonly band?: readonly BandPoint[];
  readonly marks?: readonly TradeMark[];
}

/** What both axes hold: every point that a logarithm has, with the named ones and bands; whole decades. */
export function tradeDomains(series: readonly TradeSeries[]): {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
} {
  const drawn = series.flatMap(({ points, marks = [] }) => [...points, ...marks].filter(({ x, y }) => x > 0 && y > 0));
  const bands = series.flatMap(({ band = [] }) => band.flatMap(({ low, high }) => [low, high]));
  return {
    x: decadesOf(drawn.map(({ x }) => x)),
    y: decadesOf([...drawn.map(({ y }) => y), ...bands.filter((rate) => rate > 0)]),
  };
}

/** Where a cursor can stand: the logarithm of each `x` above zero at which some curve was measured, ascending. */
export const tradeStops = (series: readonly TradeSeries[]): number[] =>
  [...new Set(series.flatMap(({ points }) => points.flatMap(({ x }) => (x > 0 ? [Math.log10(x)] : []))))].sort(
    (a, b) => a - b,
  );

/** The point that keeps the promise "`x` at most this" with the lowest `y`; null where none does. */
export function tradePointAt({ points }: TradeSeries, logX: number): TradePoint | null {
  const most = 10 ** logX * (1 + 1e-9);
  let best: TradePoint | null = null;
  for (const point of points) if (point.x <= most && (best === null || point.y < best.y)) best = point;
  return best;
}

/** The band where `x` is, between its points on the logarithm; null beyond its ends. */
export function bandAt(band: readonly BandPoint[] | undefined, x: number): BandPoint | null {
  if (band === undefined || x <= 0) return null;
  const after = band.findIndex((point) => point.x >= x);
  if (after < 0) return null;
  const next = band[after]!;
  if (next.x === x) return next;
  const before = band[after - 1];
  if (before === undefined) return null;
  const share = Math.log(x / before.x) / Math.log(next.x / before.x);
  const between = (a: number, b: number): number => a + (b - a) * share;
  return { x, low: between(before.low, next.low), high: between(before.high, next.high) };
}

/** The part of a band between two rates, with its ends there. */
export function bandWithin(band: readonly BandPoint[], [low, high]: readonly [number, number]): readonly BandPoint[] {
  const inside = band.filter(({ x }) => x > low && x < high);
  return [bandAt(band, low), ...inside, bandAt(band, high)].filter((point) => point !== null);
}
