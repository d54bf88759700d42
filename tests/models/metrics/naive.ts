import fc from 'fast-check';

/** Scores on a coarse grid, so that ties are frequent, and now and then an infinite one. */
export const coarseScore = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -10, max: 10 }).map((k) => k / 10) },
  { weight: 1, arbitrary: fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);
export const coarseScores = fc.array(coarseScore, { minLength: 1, maxLength: 40 });

export const naiveFmr = (nonMated: readonly number[], t: number): number =>
  nonMated.filter((score) => score >= t).length / nonMated.length;

export const naiveFnmr = (mated: readonly number[], t: number): number =>
  mated.filter((score) => !(score >= t)).length / mated.length;
