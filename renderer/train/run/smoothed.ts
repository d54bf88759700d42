import type { CurvePoint } from '../../charts/series.ts';

/** How many points the mean of a curve of `count` runs over: a twentieth, at least one. */
export const windowOf = (count: number): number => Math.max(1, Math.round(count / 20));

/** The mean of the last `window` values at each point; gaps are left out. */
export function smoothed(points: readonly CurvePoint[], window: number): CurvePoint[] {
  const kept: number[] = [];
  let sum = 0;
  return points.map(({ x, y }) => {
    if (y === null || !Number.isFinite(y)) return { x, y: null };
    kept.push(y);
    sum += y;
    if (kept.length > window) sum -= kept.shift()!;
    return { x, y: sum / kept.length };
  });
}
