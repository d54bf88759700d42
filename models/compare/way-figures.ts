import { allRuns, bootstrapOverRuns, type DrawnRun, meanOfRuns } from '../metrics/bootstrap-runs.ts';
import { ERRORS_NEEDED, upperBoundWithoutErrors } from '../metrics/measurable.ts';
import { WAYS } from './choice.ts';
import type { Estimate, SeedRecord, Tally, WayFigures, WayRun } from './results.ts';

/** Figures of every way that was run. */
export function wayFigures(records: readonly SeedRecord[]): WayFigures[] {
  return WAYS.flatMap((id) => {
    const all = records.map(({ ways }) => ways.filter((way) => way.id === id));
    return all.some((runs) => runs.length === 0) ? [] : [figuresOf(records, all)];
  });
}

function figuresOf(records: readonly SeedRecord[], all: readonly (readonly WayRun[])[]): WayFigures {
  const runs = all.flat();
  const [first] = runs as [WayRun];
  const left = all.map((some) => some.flatMap((run) => (run.left === null ? [] : [run.left])));
  return {
    id: first.id,
    enrolMs: {
      ...meanEstimate(all.map((some) => some.map(({ ms }) => ms))),
      trials: runs.length,
      indicative: runs.length < 3,
    },
    reached: mean(runs.map(({ reached }) => (reached ? 1 : 0))),
    embedMs: mean(runs.map(({ embedMs }) => embedMs)),
    compileMs: mean(runs.map(({ compileMs }) => compileMs)),
    timed: first.timed,
    newcomer: accuracyEstimate(
      all.map((some) => some.flatMap((run) => (run.newcomerTally === null ? [] : [run.newcomerTally]))),
    ),
    old: accuracyEstimate(all.map((some) => byPerson(some.flatMap(({ old }) => old)))),
    oldBefore: accuracyEstimate(all.map((some) => byPerson(some.flatMap(({ oldBefore }) => oldBefore)))),
    leftStillNamed: left.flat().length === 0 ? null : accuracyEstimate(left),
    curves: all.flatMap((some, i) =>
      some.flatMap(({ points, newcomer }) =>
        points.length === 0 ? [] : [{ seed: records[i]!.seed, newcomer, points: [...points] }],
      ),
    ),
  };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

/** The mean of values by seed, and what other seeds and newcomers might have given. */
function meanEstimate(all: readonly (readonly number[])[]): Pick<Estimate, 'value' | 'interval'> {
  return estimated(
    all.map(({ length }) => length),
    (run, drawn) => weighted(all[run]!, drawn),
  );
}

/** The share of pictures answered rightly, bootstrapped by person. */
export function accuracyEstimate(all: readonly (readonly Tally[])[]): Estimate {
  const trials = all.flat().reduce((sum, tally) => sum + tally.trials, 0);
  const errors = trials - all.flat().reduce((sum, { right }) => sum + right, 0);
  const share = estimated(
    all.map(({ length }) => length),
    (run, drawn) => shareOf(all[run]!, drawn),
  );
  const indicative = Math.min(errors, trials - errors) < ERRORS_NEEDED;
  return { value: share.value, interval: withoutErrors(share, trials), trials, indicative };
}

/** A bootstrap that saw no error, or nothing else, can only repeat itself; the rule of three says what that allows. */
export function withoutErrors({ value, interval }: Pick<Estimate, 'value' | 'interval'>, trials: number) {
  if (interval === null || trials === 0) return interval;
  if (value === 0) return [0, upperBoundWithoutErrors(trials)] as const;
  return value === 1 ? ([1 - upperBoundWithoutErrors(trials), 1] as const) : interval;
}

/** The interval of the difference of two ways' accuracy on the same people's pictures. */
export function accuracyDifference(
  a: readonly (readonly Tally[])[],
  b: readonly (readonly Tally[])[],
): readonly [number, number] | null {
  const { interval } = estimated(
    a.map(({ length }) => length),
    (run, drawn) => {
      const [first, second] = [shareOf(a[run]!, drawn), shareOf(b[run]!, drawn)];
      return first === null || second === null ? null : first - second;
    },
  );
  return interval;
}

/** How many times longer one way takes than another, by their means, on the same newcomers. */
export function ratioEstimate(
  records: readonly SeedRecord[],
  slow: WayRun['id'],
  quick: WayRun['id'],
): Estimate | null {
  const of = (id: WayRun['id']) => records.map(({ ways }) => ways.filter((way) => way.id === id).map(({ ms }) => ms));
  const [a, b] = [of(slow), of(quick)];
  const runs = a.flat().length;
  if (runs === 0 || b.flat().length !== runs) return null;
  const counts = a.map(({ length }) => length);
  const over = (drawn: readonly DrawnRun[]): number | null => {
    const [over, under] = [a, b].map((all) => meanOfRuns(drawn, (run, [own]) => weighted(all[run]!, own!)));
    return over === null || under === null || !(under! > 0) ? null : over! / under!;
  };
  return { ...intervalOver(counts, over), trials: runs, indicative: runs < 3 };
}

function estimated(
  counts: readonly number[],
  of: (run: number, drawn: Float64Array) => number | null,
): Pick<Estimate, 'value' | 'interval'> {
  return intervalOver(counts, (runs) => meanOfRuns(runs, (run, [own]) => of(run, own!)));
}

function intervalOver(
  counts: readonly number[],
  over: (runs: readonly DrawnRun[]) => number | null,
): Pick<Estimate, 'value' | 'interval'> {
  const clusters = counts.map((count) => [count]);
  const value = over(allRuns(clusters));
  if (value === null) return { value, interval: null };
  const interval = bootstrapOverRuns(clusters, over);
  return { value, interval: interval && [interval.low, interval.high] };
}

function weighted(values: readonly number[], drawn: Float64Array): number | null {
  let [sum, weight] = [0, 0];
  for (const [i, value] of values.entries()) {
    sum += drawn[i]! * value;
    weight += drawn[i]!;
  }
  return weight === 0 ? null : sum / weight;
}

function shareOf(all: readonly Tally[], drawn: Float64Array): number | null {
  let [right, trials] = [0, 0];
  for (const [i, tally] of all.entries()) {
    right += drawn[i]! * tally.right;
    trials += drawn[i]! * tally.trials;
  }
  return trials === 0 ? null : right / trials;
}

/** Several tallies of one person as one. */
export function byPerson(all: readonly Tally[]): Tally[] {
  return [...Map.groupBy(all, ({ label }) => label)].map(([label, own]) => ({
    label,
    right: own.reduce((sum, { right }) => sum + right, 0),
    trials: own.reduce((sum, { trials }) => sum + trials, 0),
  }));
}
