/**
 * Φ(x), the share of a standard normal variate below x: Zelen & Severo's rational approximation (Abramowitz & Stegun 26.2.17), to 7.5e-8.
 */
export function normalShareBelow(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const coefficients = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153];
  const upper = density * coefficients.reduce((sum, c) => sum * t + c, 0) * t;
  return x > 0 ? 1 - upper : upper;
}

/** Its inverse, by bisection; p in (0, 1). */
export function normalQuantile(p: number): number {
  let [low, high] = [-9, 9];
  for (let i = 0; i < 64; i++) {
    const middle = (low + high) / 2;
    if (normalShareBelow(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The quantile of Student's t that belongs to a normal one, for any degrees of freedom from 3 (Abramowitz & Stegun 26.7.5). */
export function studentQuantile(normal: number, freedom: number): number {
  const z = normal;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, k) => sum + term / freedom ** (k + 1), z);
}
