import type { Neighbours } from './retrieval.ts';

/**
 * Of each row of `templates` [n, dimension] the `k` others of the highest dot product, closest first, of equals the lower
 * index: an exact scan, O(n² · dimension). For unit vectors that is the comparison score.
 * @throws RangeError where there are not k others, the length is no multiple of the dimension, or a score is NaN
 */
export function nearestOthers(templates: Float32Array, dimension: number, k: number): Neighbours {
  const count = templates.length / dimension;
  if (!Number.isInteger(count)) throw new RangeError(`${templates.length} numbers are no rows of ${dimension}`);
  if (k > count - 1) throw new RangeError(`${count} images do not have ${k} others each`);
  const indexes = new Int32Array(count * k);
  const scores = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      let score = 0;
      for (let d = 0; d < dimension; d++) score += templates[i * dimension + d]! * templates[j * dimension + d]!;
      if (Number.isNaN(score)) throw new RangeError(`the comparison of ${i} with ${j} is NaN`);
      scores[j] = score;
    }
    keepBest(scores, i, indexes.subarray(i * k, (i + 1) * k));
  }
  return { k, indexes };
}

/** The best indexes but `self` into `kept`, by insertion: k is a person's images, few against all. */
function keepBest(scores: Float64Array, self: number, kept: Int32Array): void {
  let filled = 0;
  for (let j = 0; j < scores.length; j++) {
    if (j === self) continue;
    const score = scores[j]!;
    if (filled === kept.length && !(score > scores[kept[filled - 1]!]!)) continue;
    let at = filled < kept.length ? filled++ : filled - 1;
    while (at > 0 && score > scores[kept[at - 1]!]!) {
      kept[at] = kept[at - 1]!;
      at--;
    }
    kept[at] = j;
  }
}
