import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cumulativeMatch,
  falseNegativeIdentificationRate,
  falsePositiveIdentificationRate,
  fnirAtFpir,
  type KnownSearch,
} from '../../../models/metrics/identification.ts';
import { nextUp } from '../../../models/metrics/scores.ts';
import { forty } from './forty-scores.ts';
import { coarseScore, coarseScores } from './naive.ts';

/** The forty scores as searches: strangers get the non-mated ones; of the known, one comes second (0.6), one third (0.3), one is not found. */
const ranks = new Map([
  [1, 3],
  [6, Number.POSITIVE_INFINITY],
  [7, 2],
]);
const known: KnownSearch[] = forty.mated.map((mateScore, i) => ({ mateScore, mateRank: ranks.get(i) ?? 1 }));

describe('open-set identification of the forty scores, by hand', () => {
  it.each([
    // threshold, strangers accepted, known missed: too low a score, or not first
    [Number.NEGATIVE_INFINITY, 20, 3],
    [0.5, 3, 5],
    [nextUp(0.5), 1, 7],
    [0.65, 0, 9],
    [Number.POSITIVE_INFINITY, 0, 19],
  ])('at %f: %d strangers accepted, %d known missed', (threshold, accepted, missed) => {
    expect(falsePositiveIdentificationRate(forty.nonMated, threshold).errors).toBe(accepted);
    expect(falseNegativeIdentificationRate(known, threshold)).toEqual({
      errors: missed,
      trials: 20,
      rate: missed / 20,
    });
  });

  it('counts a mate within the rank asked for', () => {
    expect(falseNegativeIdentificationRate(known, 0.5, 2).errors).toBe(4);
    expect([...cumulativeMatch(known, 4)!]).toEqual([0.85, 0.9, 0.95, 0.95]);
  });

  it('sets the threshold by the strangers', () => {
    expect(fnirAtFpir(known, forty.nonMated, 0.1)).toEqual({
      threshold: nextUp(0.5),
      fpir: { errors: 1, trials: 20, rate: 0.05 },
      fnir: { errors: 7, trials: 20, rate: 0.35 },
    });
  });

  it('is not measurable without probes', () => {
    expect(fnirAtFpir(known, [], 0.1)).toBeNull();
    expect(cumulativeMatch([], 3)).toBeNull();
    expect(falseNegativeIdentificationRate([], 0.5).rate).toBeNull();
    expect(fnirAtFpir([], forty.nonMated, 0.1)?.fnir.rate).toBeNull();
  });
});

it('keeps the FPIR it promises, and misses what a naive loop misses', () => {
  const search = fc.record({ mateRank: fc.constantFrom(1, 1, 1, 2, Number.POSITIVE_INFINITY), mateScore: coarseScore });
  fc.assert(
    fc.property(
      fc.array(search),
      coarseScores,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (mates, strangers, target) => {
        const at = fnirAtFpir(mates, strangers, target);
        if (at === null) return;
        expect(at.fpir.rate!).toBeLessThanOrEqual(target);
        const found = mates.filter((m) => m.mateRank === 1 && m.mateScore >= at.threshold).length;
        expect(at.fnir.errors).toBe(mates.length - found);
      },
    ),
  );
});
