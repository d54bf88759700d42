import type { Scores } from './scores.ts';

/**
 * Detection error trade-off: one point for each distinct score used as a threshold, ascending, and last the threshold
 * +∞, which only +∞ scores pass. FMR falls and FNMR rises along it.
 */
export interface DetCurve {
  readonly thresholds: Float64Array;
  readonly fmr: Float64Array;
  readonly fnmr: Float64Array;
}

/** `mated` and `nonMated` ascending. Null when either is empty: no trade-off is measurable. One merge, O(n). */
export function detCurve(mated: Scores, nonMated: Scores): DetCurve | null {
  if (mated.length === 0 || nonMated.length === 0) return null;
  const capacity = mated.length + nonMated.length + 1;
  const thresholds = new Float64Array(capacity);
  const fmr = new Float64Array(capacity);
  const fnmr = new Float64Array(capacity);
  let count = 0;
  let matedBelow = 0;
  let nonMatedBelow = 0;
  const add = (threshold: number): void => {
    thresholds[count] = threshold;
    fmr[count] = (nonMated.length - nonMatedBelow) / nonMated.length;
    fnmr[count] = matedBelow / mated.length;
    count++;
  };
  while (matedBelow < mated.length || nonMatedBelow < nonMated.length) {
    const threshold = Math.min(
      mated[matedBelow] ?? Number.POSITIVE_INFINITY,
      nonMated[nonMatedBelow] ?? Number.POSITIVE_INFINITY,
    );
    if (threshold === Number.POSITIVE_INFINITY) break;
    add(threshold);
    while (mated[matedBelow]! <= threshold) matedBelow++;
    while (nonMated[nonMatedBelow]! <= threshold) nonMatedBelow++;
  }
  add(Number.POSITIVE_INFINITY);
  return { thresholds: thresholds.slice(0, count), fmr: fmr.slice(0, count), fnmr: fnmr.slice(0, count) };
}

/**
 * The points a log–log plot can tell apart: a point is kept when FMR or FNMR has moved by at least 1/`perDecade` of a
 * decade since the last kept one, or is about to reach zero. Both ends stay. For the picture only; figures use the whole curve.
 */
export function thinDet(curve: DetCurve, perDecade = 40): DetCurve {
  const last = curve.thresholds.length - 1;
  const moved = (from: number, to: number): boolean =>
    from !== to && (from === 0 || to === 0 || Math.abs(Math.log10(to / from)) >= 1 / perDecade);
  const kept: number[] = [0];
  for (let i = 1; i < last; i++) {
    const previous = kept.at(-1)!;
    if (moved(curve.fmr[previous]!, curve.fmr[i]!) || moved(curve.fnmr[previous]!, curve.fnmr[i]!)) kept.push(i);
  }
  if (last > 0) kept.push(last);
  const pick = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => values[i]!);
  return { thresholds: pick(curve.thresholds), fmr: pick(curve.fmr), fnmr: pick(curve.fnmr) };
}
