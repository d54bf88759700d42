const sharp = { depth: 0.6, at: -1, width: 0.15 } as const;
const wide = { depth: 1, at: 1, width: 0.6 } as const;
const wells = [sharp, wide] as const;

/** A loss of one weight with a shallow, sharp valley at −1 and a deep, wide one at 1, in a shallow bowl so that nothing is lost far out. */
export const valley = {
  f: (x: number): number =>
    0.02 * x * x -
    wells.reduce((sum, { depth, at, width }) => sum + depth * Math.exp(-(((x - at) / width) ** 2) / 2), 0),
  slope: (x: number): number =>
    0.04 * x +
    wells.reduce(
      (sum, { depth, at, width }) => sum + (depth * (x - at) * Math.exp(-(((x - at) / width) ** 2) / 2)) / width ** 2,
      0,
    ),
} as const;

/**
 * Of starts spread over the sharp valley, how many descents at this rate end in the deep one. A descent stays in a valley only while
 * its rate is below 2 / curvature (Nesterov, Introductory Lectures on Convex Optimization, §1.2.3): the sharp one lets go first.
 */
export function escapes(rate: number, starts = 40): number {
  let deep = 0;
  for (let k = 0; k < starts; k++) {
    let x = sharp.at + sharp.width * ((2 * (k + 0.5)) / starts - 1);
    for (let step = 0; step < 1000; step++) x -= rate * valley.slope(x);
    if (x > 0) deep++;
  }
  return deep;
}
