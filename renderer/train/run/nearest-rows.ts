/** The rows of highest cosine to row `at`, itself left out, the nearest first. Rows are of length 1. */
export function nearestRows(embeddings: Float32Array, dimension: number, at: number, count: number): number[] {
  const score = (i: number): number => {
    let sum = 0;
    for (let d = 0; d < dimension; d++) sum += embeddings[at * dimension + d]! * embeddings[i * dimension + d]!;
    return sum;
  };
  return Array.from({ length: embeddings.length / dimension }, (_, i) => ({
    i,
    score: i === at ? -Infinity : score(i),
  }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ i }) => i);
}
