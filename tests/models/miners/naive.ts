/** Naive selections: lists of index pairs and triplets, from a matrix in which more is farther. */
export interface Seen {
  readonly far: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly options: Readonly<Record<string, number>>;
}

type Pairs = { mated: number[][]; nonMated: number[][] };

export function everyPair({ labels }: Pick<Seen, 'labels'>): Pairs {
  const pairs: Pairs = { mated: [], nonMated: [] };
  for (let a = 0; a < labels.length; a++)
    for (let b = 0; b < labels.length; b++)
      if (a !== b) (labels[a] === labels[b] ? pairs.mated : pairs.nonMated).push([a, b]);
  return pairs;
}

export function tripletsOf({ mated, nonMated }: Pairs): number[][] {
  return mated.flatMap(([a, p]) => nonMated.flatMap(([b, n]) => (a === b ? [[a!, p!, n!]] : [])));
}

const gap = ({ far }: Seen, [a, p, n]: readonly number[]): number => far[a!]![p!]! - far[a!]![n!]!;
const all = (seen: Seen) => tripletsOf(everyPair(seen));

export const NAIVE_TRIPLETS: Readonly<Record<string, (seen: Seen) => number[][]>> = {
  all,
  hard: (seen) => all(seen).filter((t) => gap(seen, t) >= 0),
  'semi-hard': (seen) => all(seen).filter((t) => gap(seen, t) < 0 && gap(seen, t) > -seen.options.margin!),
  'batch-hard': (seen) =>
    seen.labels.flatMap((_, a) => {
      const mine = all(seen).filter(([anchor]) => anchor === a);
      if (mine.length === 0) return [];
      const farthest = Math.max(...mine.map(([, p]) => seen.far[a]![p!]!));
      const closest = Math.min(...mine.map(([, , n]) => seen.far[a]![n!]!));
      return [mine.find(([, p, n]) => seen.far[a]![p!] === farthest && seen.far[a]![n!] === closest)!];
    }),
};

export const NAIVE_PAIRS: Readonly<Record<string, (seen: Seen) => Pairs>> = {
  'multi-similarity'({ far, labels, options }) {
    const { mated, nonMated } = everyPair({ labels });
    const of = (pairs: number[][], a: number) => pairs.filter(([anchor]) => anchor === a).map(([, b]) => far[a]![b!]!);
    return {
      mated: mated.filter(([a, p]) => of(nonMated, a!).some((d) => far[a!]![p!]! + options.epsilon! > d)),
      nonMated: nonMated.filter(([a, n]) => of(mated, a!).some((d) => far[a!]![n!]! - options.epsilon! < d)),
    };
  },
};
