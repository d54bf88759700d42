import type { CrossTail } from './cross-tail.ts';

/** Mated comparisons by ascending score, and whose they are (person numbers from 0). */
export interface MatedComparisons {
  readonly scores: Float64Array;
  readonly person: Int32Array;
}

/**
 * The closest non-mated comparisons by descending score: enough of them for the rate asked for, while the others count
 * only in `totalWeight`. `weight(i, drawn)` is how often comparison i occurs when person p was drawn `drawn[p]` times.
 */
export interface NonMatedTail {
  readonly scores: Float64Array;
  readonly weight: (i: number, drawn: Float64Array) => number;
  readonly totalWeight: (drawn: Float64Array) => number;
}

export function matedComparisons(scores: ArrayLike<number>, person: ArrayLike<number>): MatedComparisons {
  const order = orderOf(scores, (a, b) => a - b);
  return { scores: Float64Array.from(order, (i) => scores[i]!), person: Int32Array.from(order, (i) => person[i]!) };
}

/**
 * Listed non-mated comparisons, each belonging to its first-named person (the subsets bootstrap). A list compares each
 * person with few others; there the product of both people's draws would treble the variance of a single comparison.
 */
export function listedNonMated(scores: ArrayLike<number>, person: ArrayLike<number>): NonMatedTail {
  const order = orderOf(scores, (a, b) => b - a);
  const owner = Int32Array.from(order, (i) => person[i]!);
  return {
    scores: Float64Array.from(order, (i) => scores[i]!),
    weight: (i, drawn) => drawn[owner[i]!]!,
    totalWeight: (drawn) => owner.reduce((sum, p) => sum + drawn[p]!, 0),
  };
}

/**
 * All comparisons between different people: one occurs as often as the product of both people's draws (the pigeonhole
 * bootstrap: Owen, Annals of Applied Statistics 2007, slightly too wide rather than too narrow). `first` and `second` are
 * the people of the closest comparisons by descending score; `images[p]` is how many images of person p took part, so
 * that the total is ((Σ dₚnₚ)² − Σ (dₚnₚ)²) / 2 for person p drawn dₚ times. People who are `apart` (1) were compared with all
 * others, but not with one another: strangers to a gallery.
 */
export function crossedNonMated(
  { scores, first, second }: CrossTail,
  images: ArrayLike<number>,
  apart: ArrayLike<number> | null = null,
): NonMatedTail {
  return {
    scores,
    weight: (i, drawn) => drawn[first[i]!]! * drawn[second[i]!]!,
    totalWeight: (drawn) =>
      pairsOf(drawn, images) - (apart === null ? 0 : pairsOf(drawn, images, (p) => apart[p] === 1)),
  };
}

/** Pairs of images of different people, as often as both were drawn. */
function pairsOf(
  drawn: Float64Array,
  images: ArrayLike<number>,
  among: (person: number) => boolean = () => true,
): number {
  let sum = 0;
  let squares = 0;
  for (let p = 0; p < drawn.length; p++) {
    if (!among(p)) continue;
    const count = drawn[p]! * images[p]!;
    sum += count;
    squares += count * count;
  }
  return (sum * sum - squares) / 2;
}

/** Indexes in the order of their scores; equal infinities (whose difference is NaN) keep their order. */
const orderOf = (scores: ArrayLike<number>, difference: (a: number, b: number) => number): number[] =>
  Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => difference(scores[a]!, scores[b]!) || 0);
