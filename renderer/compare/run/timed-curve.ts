import type { CurvePoint } from '../../charts/series.ts';

export interface TimedPoint {
  readonly seconds: number;
  readonly value: number | null;
}

/** How shortly before a single step its "before" is drawn, as a share of its time: the curve rises there, not on the way. */
const justBefore = 0.999;

/**
 * A course of accuracy for a logarithmic axis of seconds between `from` and `to`: what is at 0 seconds stands at the axis' left
 * end, and what was reached at the end stays. `steps`: it changes at once at its points (an insert), not between them.
 */
export function timedCurve(points: readonly TimedPoint[], from: number, to: number, steps: boolean): CurvePoint[] {
  const curve: CurvePoint[] = [];
  let last: number | null = null;
  for (const { seconds, value } of points) {
    const x = Math.max(seconds, from);
    // A straight line from the left end would say when it rose, which nobody saw.
    const hidden = steps || curve.at(-1)?.x === from;
    if (hidden && last !== null && x * justBefore > from) curve.push({ x: x * justBefore, y: last });
    curve.push({ x, y: value });
    last = value;
  }
  const end = curve.at(-1);
  if (end !== undefined && end.x < to) curve.push({ x: to, y: end.y });
  return curve;
}

/** The powers of ten between which every positive time lies; a tenth of a millisecond and a second where there is none. */
export function decadesOf(seconds: readonly number[]): readonly [number, number] {
  const positive = seconds.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return [1e-4, 1];
  const low = 10 ** Math.floor(Math.log10(Math.min(...positive)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...positive)));
  return [low, high > low ? high : low * 10];
}
