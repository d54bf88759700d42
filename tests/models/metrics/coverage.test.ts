import { expect, it } from 'vitest';
import { bootstrapByPerson } from '../../../models/metrics/bootstrap.ts';
import { listedNonMated, matedComparisons } from '../../../models/metrics/person-comparisons.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { weightedEer } from '../../../models/metrics/weighted-rates.ts';

/** Φ(−1): the EER of mated scores from N(2, 1) and non-mated ones from N(0, 1), which cross at 1. */
const TRUE_EER = 0.158655254;
const PEOPLE = 150;
const PER_PERSON = 4;
const REPEATS = 200;

it('95 % intervals hold the known EER in 92–98 % of 200 repeats, although half the variance is by person', () => {
  const random = seededRandom(42);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const scores = (mean: number): { scores: number[]; person: number[] } => {
    const drawn = Array.from({ length: PEOPLE }, (_, person) => {
      const own = normal();
      return Array.from({ length: PER_PERSON }, () => ({
        score: mean + Math.SQRT1_2 * own + Math.SQRT1_2 * normal(),
        person,
      }));
    }).flat();
    return { scores: drawn.map((d) => d.score), person: drawn.map((d) => d.person) };
  };
  let covered = 0;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const m = scores(2);
    const n = scores(0);
    const mated = matedComparisons(m.scores, m.person);
    const nonMated = listedNonMated(n.scores, n.person);
    const options = { replicates: 400, seed: repeat };
    const interval = bootstrapByPerson(PEOPLE, (drawn) => weightedEer(mated, nonMated, drawn), options)!;
    if (interval.low <= TRUE_EER && TRUE_EER <= interval.high) covered++;
  }
  expect(covered / REPEATS).toBeGreaterThanOrEqual(0.92);
  expect(covered / REPEATS).toBeLessThanOrEqual(0.98);
});
