import type { CrossComparisons } from './cross-comparisons.ts';

/** The comparisons with the highest scores, descending, and what they were between: images, or people. */
export interface CrossTail {
  readonly scores: Float64Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
}

/** All comparisons with a score of at least `from`. Equal scores keep the order of their images. */
export function crossTail({ scores, identities }: CrossComparisons, from: number): CrossTail {
  const found: { score: number; i: number; j: number }[] = [];
  let at = 0;
  for (let i = 0; i < identities.length; i++) {
    for (let j = i + 1; j < identities.length; j++) {
      if (identities[i] === identities[j]) continue;
      const score = scores[at++]!;
      if (score >= from) found.push({ score, i, j });
    }
  }
  found.sort((a, b) => b.score - a.score);
  return {
    scores: Float64Array.from(found, (f) => f.score),
    first: Int32Array.from(found, (f) => f.i),
    second: Int32Array.from(found, (f) => f.j),
  };
}
