import { type BootstrapOptions, drawPeople, type Interval } from './bootstrap.ts';
import { quantile } from './quantile.ts';
import { seededRandom } from './seeded-random.ts';

/** One draw of a run, and of its clusters: how often each person (newcomer, stranger) of each kind was drawn. */
export interface DrawnRun {
  readonly run: number;
  readonly drawn: readonly Float64Array[];
}

/** Fewer clusters in all than this say nothing about others. */
const fewestClusters = 3;

/**
 * Percentile interval of a figure over several runs, each with other people, other first weights and other batches: runs are
 * drawn with replacement, and in each draw its people, so that the interval holds both what another run and what other people
 * would change (Davison, Hinkley, "Bootstrap Methods and their Application", 1997, §3.8: drawing on both levels errs on the
 * wide side). With one run it is the bootstrap by person.
 * @param clusters for each run how many clusters of each kind there are, e.g. `[enrolled, strangers]`
 * @param statistic of the runs drawn, null where it is not defined; in over a twentieth of the replicates, and there is no interval
 */
export function bootstrapOverRuns(
  clusters: readonly (readonly number[])[],
  statistic: (runs: readonly DrawnRun[]) => number | null,
  options: BootstrapOptions = {},
): Interval | null {
  const { replicates = 1000, seed = 1, level = 0.95 } = options;
  const kinds = clusters[0]?.length ?? 0;
  for (let kind = 0; kind < kinds; kind++)
    if (clusters.reduce((sum, run) => sum + run[kind]!, 0) < fewestClusters) return null;
  if (kinds === 0) return null;
  const random = seededRandom(seed);
  const values: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const runs = clusters.map((): DrawnRun => {
      const run = Math.floor(random() * clusters.length);
      return { run, drawn: clusters[run]!.map((count) => drawPeople(count, random)) };
    });
    const value = statistic(runs);
    if (value !== null) values.push(value);
  }
  if (values.length < replicates * 0.95) return null;
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2)];
  return low === null || high === null ? null : { low, high, level };
}

/** Every run and every cluster once. */
export const allRuns = (clusters: readonly (readonly number[])[]): DrawnRun[] =>
  clusters.map((counts, run) => ({ run, drawn: counts.map((count) => new Float64Array(count).fill(1)) }));

/** The mean of what `of` says of each drawn run; null where it says nothing of one of them. */
export function meanOfRuns(
  runs: readonly DrawnRun[],
  of: (run: number, drawn: readonly Float64Array[]) => number | null,
): number | null {
  let sum = 0;
  for (const { run, drawn } of runs) {
    const value = of(run, drawn);
    if (value === null) return null;
    sum += value;
  }
  return runs.length === 0 ? null : sum / runs.length;
}
