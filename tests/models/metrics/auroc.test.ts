import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownedScores, weightedAuroc } from '../../../models/metrics/auroc.ts';
import { fnirAtFpir } from '../../../models/metrics/identification.ts';
import { weightedFnirAtFpir } from '../../../models/metrics/weighted-identification.ts';
import { coarseScores } from './naive.ts';

/** Every known score against every unknown one, each as often as its owner was drawn. */
function naive(known: readonly number[], unknown: readonly number[], a: readonly number[], b: readonly number[]) {
  let [area, pairs] = [0, 0];
  for (const [i, k] of known.entries())
    for (const [j, u] of unknown.entries()) {
      const weight = a[i]! * b[j]!;
      pairs += weight;
      area += weight * (k > u ? 1 : k === u ? 0.5 : 0);
    }
  return pairs === 0 ? null : area / pairs;
}

const drawnFor = (n: number) => fc.array(fc.integer({ min: 0, max: 3 }), { minLength: n, maxLength: n });
const sides = fc
  .tuple(coarseScores, coarseScores)
  .chain(([known, unknown]) =>
    fc.tuple(fc.constant(known), fc.constant(unknown), drawnFor(known.length), drawnFor(unknown.length)),
  );

describe('AUROC', () => {
  it('is the share of pairs in order, ties half, each as often as its owners were drawn', () => {
    fc.assert(
      fc.property(sides, ([known, unknown, a, b]) => {
        const area = weightedAuroc(
          ownedScores(known, [...known.keys()]),
          ownedScores(unknown, [...unknown.keys()]),
          a,
          b,
        );
        const expected = naive(known, unknown, a, b);
        if (expected === null) expect(area).toBeNull();
        else expect(area).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('is 1 and 0 where the scores are apart, a half where they are the same, and refuses NaN', () => {
    const of = (known: number[], unknown: number[]) =>
      weightedAuroc(ownedScores(known, [0, 1]), ownedScores(unknown, [0, 1]), [1, 1], [1, 1]);
    expect(of([3, 4], [1, 2])).toBe(1);
    expect(of([1, 2], [3, 4])).toBe(0);
    expect(of([1, 2], [1, 2])).toBe(0.5);
    expect(() => ownedScores([Number.NaN], [0])).toThrow(RangeError);
  });
});

describe('FNIR at FPIR over people drawn', () => {
  it('is the plain figure where everybody was drawn once', () => {
    const target = fc.constantFrom(0.01, 0.05, 0.2, 0.5);
    const rights = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(coarseScores, coarseScores, rights, target, (known, strangers, right, rate) => {
        const answers = known.map((mateScore, i) => ({ mateRank: right[i] ? 1 : 2, mateScore }));
        const plain = fnirAtFpir(answers, strangers, rate);
        const owned = ownedScores(known, [...known.keys()]);
        const weighted = weightedFnirAtFpir(
          { ...owned, right: Uint8Array.from(owned.owner, (i) => (right[i] ? 1 : 0)) },
          ownedScores(strangers, [...strangers.keys()]),
          rate,
          known.map(() => 1),
          strangers.map(() => 1),
        );
        // A stranger's +∞ that may not be accepted leaves no threshold; nobody is accepted then.
        expect(weighted).toBeCloseTo(plain?.fnir.rate ?? 1, 10);
      }),
    );
  });
});
