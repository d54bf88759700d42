/** What leaving people out shows of a statistic: how lopsided it is, and on how many people it really rests. */
export interface Influence {
  /** Efron's acceleration, the skewness of the people's influences / 6. */
  readonly acceleration: number;
  /** Of the variance estimate, in the manner of Satterthwaite: few where few people make most of the errors. */
  readonly freedom: number;
}

/** More would only cost time: what they correct vanishes with the number of people. */
const MOST_GROUPS = 500;
const LEAST_FREEDOM = 3;

/**
 * By the jackknife over people, or over 500 groups of them where there are more. With influences uₚ = θ̄ − θ₍ₚ₎: acceleration Σu³ / (6 (Σu²)^1.5)
 * (Efron, "Better bootstrap confidence intervals", JASA 1987), degrees of freedom 2 (Σu²)² / (Σu⁴ − (Σu²)²/n), those of a χ² with the mean and variance
 * of Σu². Null where the statistic is missing without somebody, or nobody matters.
 */
export function influenceOfPeople(people: number, statistic: (drawn: Float64Array) => number | null): Influence | null {
  const groups = Math.min(people, MOST_GROUPS);
  const values: number[] = [];
  for (let group = 0; group < groups; group++) {
    const drawn = new Float64Array(people).fill(1);
    for (let p = group; p < people; p += groups) drawn[p] = 0;
    const value = statistic(drawn);
    if (value === null) return null;
    values.push(value);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / groups;
  const power = (k: number): number => values.reduce((sum, value) => sum + (mean - value) ** k, 0);
  const squares = power(2);
  if (!(squares > 0)) return null;
  return {
    acceleration: power(3) / (6 * squares ** 1.5),
    freedom: Math.max(LEAST_FREEDOM, (2 * squares ** 2) / Math.max(Number.MIN_VALUE, power(4) - squares ** 2 / groups)),
  };
}
