import { type Outcome, ok } from '../../contract/errors.ts';
import type { CallOutput } from '../../contract/index.ts';
import { FPIR_TARGETS } from './identification-report.ts';
import { identitiesOf } from './identities.ts';
import type { Trials } from './trials.ts';
import { FMR_TARGETS } from './verification-report.ts';

type Inspected = CallOutput<'evaluation.inspect'>;

/** What a protocol holds, counted before anything is embedded: failures to acquire will make it less. */
export function inspect(trials: Trials): Outcome<Inspected> {
  const counts = countsOf(trials);
  const strictest = FMR_TARGETS.filter((fmr) => counts.nonMated > 0 && counts.nonMated < Math.ceil(30 / Number(fmr)));
  const fpirs = FPIR_TARGETS.filter((fpir) => counts.knownProbes > 0 && counts.unknownProbes < 1 / Number(fpir));
  const notes = [
    ...strictest.map(
      (fmr) => `FMR ${fmr} will not be measurable: it needs ${Math.ceil(30 / Number(fmr))} non-mated comparisons`,
    ),
    ...fpirs.map(
      (fpir) => `FPIR ${fpir} will not be measurable: it needs ${Math.ceil(1 / Number(fpir))} strangers' pictures`,
    ),
  ];
  return ok({ ...counts, notes });
}

const noSearches = { enrolled: 0, knownProbes: 0, unknownProbes: 0 };

function countsOf(trials: Trials): Omit<Inspected, 'notes'> {
  switch (trials.protocol) {
    case 'verification': {
      const { pairs } = trials;
      const paths = [...new Set(pairs.flatMap(({ path1, path2 }) => [path1, path2]))];
      const { identity, people, byFolder } = identitiesOf(paths, pairs);
      const mated = pairs.filter((pair) => pair.mated).length;
      const nonMated = byFolder ? pairsOfDifferent(sizesOf(identity)) : pairs.length - mated;
      return { ...noSearches, images: paths.length, people: byFolder ? people : null, mated, nonMated };
    }
    case 'all-pairs': {
      const sizes = sizesOf(trials.images.map(({ identity }) => identity));
      const mated = sizes.reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
      return {
        ...noSearches,
        images: trials.images.length,
        people: sizes.length,
        mated,
        nonMated: pairsOfDifferent(sizes),
      };
    }
    case 'identification': {
      const count = (wanted: string): number => trials.images.filter(({ role }) => role === wanted).length;
      return {
        images: trials.images.length,
        people: new Set(trials.images.map(({ identity }) => identity)).size,
        ...{ mated: 0, nonMated: 0 },
        ...{ enrolled: count('enrol'), knownProbes: count('known_probe'), unknownProbes: count('unknown_probe') },
      };
    }
    case 'gallery': {
      const { enrolled } = trials;
      const strangers = trials.strangers?.images ?? [];
      const sizes = sizesOf(enrolled.map(({ personId }) => personId));
      return {
        images: enrolled.length + strangers.length,
        people: sizes.length + new Set(strangers.map(({ identity }) => identity)).size,
        mated: sizes.reduce((sum, n) => sum + (n * (n - 1)) / 2, 0),
        nonMated: pairsOfDifferent(sizes) + enrolled.length * strangers.length,
        enrolled: enrolled.length,
        knownProbes: sizes.reduce((sum, n) => sum + (n > 1 ? n : 0), 0),
        unknownProbes: trials.strangers === null ? enrolled.length : strangers.length,
      };
    }
  }
}

function sizesOf(names: ArrayLike<string | number>): number[] {
  const sizes = new Map<string | number, number>();
  for (const name of Array.from(names)) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  return [...sizes.values()];
}

function pairsOfDifferent(sizes: readonly number[]): number {
  const all = sizes.reduce((sum, n) => sum + n, 0);
  return (all ** 2 - sizes.reduce((sum, n) => sum + n * n, 0)) / 2;
}
