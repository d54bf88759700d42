import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealtFolds, foldAccuracy } from '../../../models/metrics/lfw-folds.ts';
import { coarseScore } from './naive.ts';

/** fold, mated, score; folds 2, 3 and 4 as the development set has them. */
const rows = [
  [2, 1, 0.9],
  [2, 1, 0.7],
  [2, 0, 0.1],
  [2, 0, 0.3],
  [3, 1, 0.8],
  [3, 1, 0.4],
  [3, 0, 0.2],
  [3, 0, 0.3],
  [4, 1, 0.6],
  [4, 1, 0.25],
  [4, 0, 0.1],
  [4, 0, 0.45],
] as const;
const comparisons = {
  fold: rows.map(([fold]) => fold),
  mated: rows.map(([, mated]) => mated),
  scores: rows.map(([, , score]) => score),
};

describe('LFW folds', () => {
  it('by hand', () => {
    const result = foldAccuracy(comparisons)!;
    // Held 2, chosen on 3 and 4: two errors at (0.2, 0.25] (0.3, 0.45), at (0.3, 0.4] (0.25, 0.45) and at (0.45, 0.6]
    // (0.25, 0.4); three or more elsewhere. Of the three the middle one is taken, at its middle.
    expect(result.folds[0]).toMatchObject({ fold: 2, errors: 0, comparisons: 4, accuracy: 1 });
    expect(result.folds[0]!.threshold).toBeCloseTo(0.35, 12);
    // Held 3, chosen on 2 and 4: (0.45,0.6] errs once (0.25). At 0.525 the held 0.4 is refused.
    expect(result.folds[1]).toMatchObject({ fold: 3, errors: 1, accuracy: 0.75 });
    expect(result.folds[1]!.threshold).toBeCloseTo(0.525, 12);
    // Held 4, chosen on 2 and 3: (0.3,0.4] errs never. At 0.35 the held 0.25 is refused and 0.45 accepted.
    expect(result.folds[2]).toMatchObject({ fold: 4, errors: 2, accuracy: 0.5 });
    expect(result.folds[2]!.threshold).toBeCloseTo(0.35, 12);
    // Mean 0.75; deviations 0.25, 0, 0.25; variance 0.125/2; standard error √(0.0625/3).
    expect(result.mean).toBe(0.75);
    expect(result.standardError).toBeCloseTo(Math.sqrt(0.0625 / 3), 12);
  });

  it('needs two folds', () => {
    expect(foldAccuracy({ ...comparisons, fold: rows.map(() => 2) })).toBeNull();
    expect(foldAccuracy({ scores: [], mated: [], fold: [] })).toBeNull();
  });

  it('counts a failure to acquire (−∞) as refused', () => {
    const scores = comparisons.scores.map((score, i) => (i === 0 || i === 2 ? Number.NEGATIVE_INFINITY : score));
    expect(foldAccuracy({ ...comparisons, scores })!.folds[0]).toMatchObject({ fold: 2, errors: 1 });
  });

  it('deals folds that all have both kinds', () => {
    expect([...dealtFolds([1, 1, 0, 1, 0, 0, 1], 2)]).toEqual([0, 1, 0, 0, 1, 0, 1]);
  });

  it('chooses a threshold no naive one beats on the other folds', () => {
    const row = fc.tuple(fc.constantFrom(1, 2, 3), fc.constantFrom(0, 1), coarseScore);
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 40 }), (list) => {
        const result = foldAccuracy({
          fold: list.map(([f]) => f),
          mated: list.map(([, m]) => m),
          scores: list.map(([, , s]) => s),
        });
        const errors = (fold: number, t: number): number =>
          list.filter(([f, m, s]) => f !== fold && s >= t !== (m === 1)).length;
        for (const { fold, threshold } of result?.folds ?? []) {
          const naive = [...list.map(([, , s]) => s), Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
          expect(errors(fold, threshold)).toBe(Math.min(...naive.map((t) => errors(fold, t))));
        }
      }),
    );
  });

  it('takes a weight as so many copies', () => {
    const row = fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(0, 1), coarseScore, fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 20 }), (list) => {
        const of = (rows: typeof list) => ({
          fold: rows.map(([f]) => f),
          mated: rows.map(([, m]) => m),
          scores: rows.map(([, , s]) => s),
        });
        const copies = list.flatMap((r) => Array.from({ length: r[3] }, () => r));
        const weighted = foldAccuracy(
          of(list),
          list.map((r) => r[3]),
        );
        const copied = foldAccuracy(of(copies));
        if (weighted !== null && copied !== null) {
          for (const [k, fold] of weighted.folds.entries()) expect(fold.comparisons).toBe(copied.folds[k]!.comparisons);
        }
        expect(weighted === null).toBe(copied === null);
      }),
    );
  });
});
