import { sameLength, type Vector } from './vectors.ts';

/**
 * Σ pᵢ ln(pᵢ / qᵢ), in nats, of two distributions (shares that sum to 1): what is lost by taking q for p. Infinite where q excludes what p
 * has. Not symmetric, no triangle inequality: a divergence (Kullback, Leibler 1951).
 * @throws RangeError where the lengths differ
 */
export function kullbackLeibler(p: Vector, q: Vector): number {
  let sum = 0;
  for (let i = 0, n = sameLength(p, q); i < n; i++)
    if (p[i]! > 0) sum += q[i]! > 0 ? p[i]! * Math.log(p[i]! / q[i]!) : Number.POSITIVE_INFINITY;
  // Rounding may leave a little less than nothing.
  return Math.max(0, sum);
}

/** The mean divergence of both from their middle, in nats, 0 … ln 2. Its root is the distance. @throws RangeError where the lengths differ */
export function jensenShannonDivergence(p: Vector, q: Vector): number {
  const middle = Float64Array.from({ length: sameLength(p, q) }, (_, i) => (p[i]! + q[i]!) / 2);
  return (kullbackLeibler(p, middle) + kullbackLeibler(q, middle)) / 2;
}

/** The root of the Jensen–Shannon divergence, which is a metric (Endres, Schindelin 2003). @throws RangeError where the lengths differ */
export const jensenShannon = (p: Vector, q: Vector): number => Math.sqrt(jensenShannonDivergence(p, q));

/**
 * The least work of making one distribution of the other, share times way, where share i lies at place i: Σ|Pᵢ − Qᵢ| of the sums up to i
 * (the 1-Wasserstein or earth mover's distance on a line: Vallender 1974).
 * @throws RangeError where the lengths differ
 */
export function wasserstein(p: Vector, q: Vector): number {
  let [work, ahead] = [0, 0];
  for (let i = 0, n = sameLength(p, q); i < n - 1; i++) {
    ahead += p[i]! - q[i]!;
    work += Math.abs(ahead);
  }
  return work;
}
