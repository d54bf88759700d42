import { describe, expect, it } from 'vitest';
import { bootstrapByPerson } from '../../../models/metrics/bootstrap.ts';
import { allRuns, bootstrapOverRuns, type DrawnRun, meanOfRuns } from '../../../models/metrics/bootstrap-runs.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';

const values = (run: number): Float64Array => {
  const random = seededRandom(run + 1);
  return Float64Array.from({ length: 40 }, () => run + random());
};
const meanOf = (all: Float64Array, drawn: Float64Array): number => {
  const weight = drawn.reduce((a, b) => a + b, 0);
  return all.reduce((sum, value, i) => sum + value * drawn[i]!, 0) / weight;
};
const over = (runs: readonly Float64Array[]) => {
  const clusters = runs.map(({ length }) => [length]);
  const statistic = (drawn: readonly DrawnRun[]) => meanOfRuns(drawn, (run, [own]) => meanOf(runs[run]!, own!));
  return { value: statistic(allRuns(clusters)), interval: bootstrapOverRuns(clusters, statistic)! };
};

describe('bootstrap over runs', () => {
  it('is about the bootstrap by person where there is one run', () => {
    const { interval } = over([values(0)]);
    const plain = bootstrapByPerson(40, (drawn) => meanOf(values(0), drawn))!;
    expect(interval.low).toBeCloseTo(plain.low, 1);
    expect(interval.high).toBeCloseTo(plain.high, 1);
  });

  it('is wider where runs differ than where only people do, and holds the mean of runs', () => {
    const alike = over([values(0), values(0).map((x) => x), values(0)]);
    const apart = over([values(0), values(1), values(2)]);
    expect(apart.interval.high - apart.interval.low).toBeGreaterThan(4 * (alike.interval.high - alike.interval.low));
    expect(apart.value).toBeCloseTo(
      (meanOf(values(0), new Float64Array(40).fill(1)) +
        meanOf(values(1), new Float64Array(40).fill(1)) +
        meanOf(values(2), new Float64Array(40).fill(1))) /
        3,
    );
    expect(apart.interval.low).toBeLessThan(apart.value!);
    expect(apart.interval.high).toBeGreaterThan(apart.value!);
  });

  it('says nothing of two people, nor where a figure is often not defined', () => {
    expect(bootstrapOverRuns([[2]], () => 1)).toBeNull();
    expect(bootstrapOverRuns([[1], [1], [1]], () => 1)).not.toBeNull();
    expect(bootstrapOverRuns([[9]], ([{ drawn } = { drawn: [] }]) => (drawn[0]![0] === 0 ? null : 1))).toBeNull();
  });
});
