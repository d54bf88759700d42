/** Ranks from 1, ascending; equal values share the mean of their ranks. */
export function ranksOf(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Kendall's τ-b of two rankings of the same things: pairs that both order alike less those that they order differently, over the pairs that
 * are ordered, ties taken out of each side (Kendall, "The Treatment of Ties in Ranking Problems", Biometrika 1945). −1 … 1.
 * Null where one side orders nothing.
 * @throws RangeError for lists of different lengths
 */
export function kendallTau(x: readonly number[], y: readonly number[]): number | null {
  mustPair(x, y);
  let [score, orderedX, orderedY] = [0, 0, 0];
  for (let i = 1; i < x.length; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [Math.sign(x[i]! - x[j]!), Math.sign(y[i]! - y[j]!)];
      score += a * b;
      orderedX += a * a;
      orderedY += b * b;
    }
  return orderedX === 0 || orderedY === 0 ? null : score / Math.sqrt(orderedX * orderedY);
}

/**
 * Spearman's ρ: the correlation of ranks (Spearman, American Journal of Psychology 1904). −1 … 1. Null where one side is all the same.
 * @throws RangeError for lists of different lengths
 */
export function spearmanRho(x: readonly number[], y: readonly number[]): number | null {
  mustPair(x, y);
  const [a, b] = [ranksOf(x), ranksOf(y)];
  const middle = (x.length + 1) / 2;
  let [together, ofX, ofY] = [0, 0, 0];
  for (const [i, rank] of a.entries()) {
    const [dx, dy] = [rank - middle, b[i]! - middle];
    together += dx * dy;
    ofX += dx * dx;
    ofY += dy * dy;
  }
  return ofX === 0 || ofY === 0 ? null : together / Math.sqrt(ofX * ofY);
}

function mustPair(x: readonly number[], y: readonly number[]): void {
  if (x.length !== y.length) throw new RangeError(`${x.length} and ${y.length} values do not pair`);
}
