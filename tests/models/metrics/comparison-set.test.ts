import { describe, expect, test } from 'vitest';
import {
  type ComparisonSet,
  type PersonTemplate,
  pairSet,
  searchSet,
  withJudged,
} from '../../../models/metrics/comparison-set.ts';
import { ratesAt, scoreCurve } from '../../../models/metrics/score-curve.ts';

const end = <T>(steps: Generator<number, T, void>): T => {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
};
/** A unit vector in the plane, by its angle in degrees: scores are cosines of differences. */
const at = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const of = (person: number, degrees: number, quality = 1): PersonTemplate => ({ person, vector: at(degrees), quality });
const cos = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);
const close = (actual: Iterable<number>, expected: readonly number[]): void => {
  const all = [...actual];
  expect(all).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(all[i]).toBeCloseTo(value, 5);
};

// Person 0 at 0° and 20°, person 1 at 60° and 100°, person 2 at 90°.
const templates = [of(0, 0), of(0, 20), of(1, 60), of(1, 100), of(2, 90)];

describe('pairs', () => {
  const set = end(pairSet(templates, 3));

  test('every template against every other, the closest with their people', () => {
    close(set.mated.scores, [cos(40), cos(20)]);
    expect([...set.mated.person]).toEqual([1, 0]);
    close(set.nonMated, [cos(100), cos(90), cos(80), cos(70), cos(60), cos(40), cos(30), cos(10)]);
    close(set.tail.scores, [cos(10), cos(30), cos(40), cos(60), cos(70), cos(80), cos(90), cos(100)]);
  });

  test('weights follow how often people were drawn', () => {
    const drawn = Float64Array.of(2, 0, 1);
    // Of the closest, 100°–90° is of people 1 and 2, the fifth (90°–20°) of 0 and 2.
    expect(set.tail.weight(0, drawn)).toBe(0);
    expect(set.tail.weight(4, drawn)).toBe(2);
    expect(set.tail.totalWeight(drawn)).toBe(2 * 2 * 1 * 1);
    expect(set.tail.totalWeight(Float64Array.of(1, 1, 1))).toBe(8);
  });
});

describe('searches', () => {
  const set = end(searchSet(templates, 3));

  test('every template against the means of others, and of its own person without it', () => {
    // Means: person 0 at 10°, person 1 at 80°, person 2 at 90°.
    close(
      set.nonMated,
      [cos(90), cos(90), cos(80), cos(80), cos(70), cos(60), cos(50), cos(30), cos(10), cos(10)].sort((a, b) => a - b),
    );
    close(set.mated.scores, [cos(40), cos(40), cos(20), cos(20)]);
    expect(set.tail.totalWeight(Float64Array.of(1, 1, 1))).toBe(10);
    // Person 0 twice, person 2 once: 4 searches of person 0's templates meet person 2, 1 of person 2's meets person 0 twice.
    expect(set.tail.totalWeight(Float64Array.of(2, 0, 1))).toBe(4 + 2);
  });

  test('the weights of all comparisons are the total', () => {
    for (const drawn of [Float64Array.of(2, 0, 1), Float64Array.of(0, 3, 0), Float64Array.of(1, 1, 1)]) {
      const sum = Array.from(set.tail.scores.keys()).reduce((all, i) => all + set.tail.weight(i, drawn), 0);
      expect(sum).toBe(set.tail.totalWeight(drawn));
    }
  });

  test('nobody and a single person have no comparison', () => {
    expect(end(searchSet([], 0)).nonMated).toHaveLength(0);
    expect(end(searchSet([of(0, 5)], 1))).toMatchObject({ people: 1 });
    expect(end(pairSet([], 0)).nonMated).toHaveLength(0);
  });
});

describe('judged comparisons', () => {
  const set = withJudged(end(searchSet(templates, 3)), [
    { person: 1, score: 0.99, mated: false },
    { person: 0, score: 0.2, mated: true },
  ]);

  test('are comparisons like the others, a stranger each', () => {
    expect(set.people).toBe(4);
    expect(set.nonMated).toHaveLength(11);
    expect(set.tail.scores[0]).toBe(0.99);
    expect(set.tail.weight(0, Float64Array.of(1, 2, 0, 3))).toBe(6);
    expect(set.tail.totalWeight(Float64Array.of(1, 1, 1, 1))).toBe(11);
    expect(set.mated.scores[0]).toBe(0.2);
    expect(set.mated.person[0]).toBe(0);
  });
});

describe('the curve', () => {
  const people = 20;
  /** Every person has one mated comparison at p/20 and is the first of ten non-mated ones at −p/40. */
  const set: ComparisonSet = {
    people,
    mated: {
      scores: Float64Array.from({ length: people }, (_, p) => p / people),
      person: Int32Array.from({ length: people }, (_, p) => p),
    },
    nonMated: Float64Array.from({ length: people * 10 }, (_, i) => -Math.floor(i / 10) / 40).sort(),
    tail: {
      scores: Float64Array.from({ length: people * 10 }, (_, i) => -Math.floor(i / 10) / 40),
      weight: (i, drawn) => drawn[Math.floor(i / 10)]!,
      totalWeight: (drawn) => drawn.reduce((sum, d) => sum + 10 * d, 0),
    },
  };
  const curve = end(scoreCurve(set, { replicates: 200 }));

  test('has the rates by hand at thresholds on scores and between', () => {
    expect(ratesAt(curve, 0)).toMatchObject({ fmr: 10 / 200, fnmr: 0 });
    expect(ratesAt(curve, -0.025)).toMatchObject({ fmr: 20 / 200, fnmr: 0 });
    expect(ratesAt(curve, 0.05)).toMatchObject({ fmr: 0, fnmr: 1 / 20 });
    // Between two grid points the worse of both: 0.2525 is read at 0.253.
    expect(ratesAt(curve, 0.2525).fnmr).toBe(6 / 20);
    expect(ratesAt(curve, 2)).toMatchObject({ fmr: 0, fnmr: 1 });
  });

  test('has bands around them; where no error was seen, the rule of three', () => {
    const middle = ratesAt(curve, 0.5);
    expect(middle.fnmr).toBe(0.5);
    expect(middle.fnmrLow!).toBeGreaterThan(0.2);
    expect(middle.fnmrLow!).toBeLessThan(0.4);
    expect(middle.fnmrHigh!).toBeGreaterThan(0.6);
    expect(middle.fnmrHigh!).toBeLessThan(0.8);
    expect(middle).toMatchObject({ fmr: 0, fmrLow: 0, fmrHigh: 3 / 200 });
  });

  test('has no band with fewer than five people, and no rate without comparisons', () => {
    const few = end(scoreCurve(end(searchSet(templates, 3)), { replicates: 50 }));
    expect(ratesAt(few, 0.55).fmr).toBe(4 / 10);
    expect(ratesAt(few, 0.55)).toMatchObject({ fmrLow: null, fmrHigh: null });
    expect(ratesAt(end(scoreCurve(end(pairSet([], 0)))), 0.5)).toMatchObject({ fmr: null, fnmr: null, fmrLow: null });
  });
});
