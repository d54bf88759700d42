import type { Random } from '../metrics/seeded-random.ts';

/** Draws numbers for the vectors of this folder. */
export interface Draw {
  /** Even in [low, high). */
  between(low: number, high: number): number;
  /** About normal: mean, standard deviation, cut at 2.5 of them so that no face falls apart. */
  around(mean: number, deviation: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of these, weights by position (1 unless given). */
  oneOf<T>(items: readonly T[], weights?: readonly number[]): T;
}

export function drawWith(random: Random): Draw {
  return {
    between: (low, high) => low + (high - low) * random(),
    around(mean, deviation) {
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      return mean + deviation * Math.max(-2.5, Math.min(2.5, normal));
    },
    chance: (probability) => random() < probability,
    oneOf(items, weights = items.map(() => 1)) {
      let left = random() * weights.reduce((a, b) => a + b, 0);
      for (const [i, item] of items.entries()) {
        left -= weights[i]!;
        if (left < 0) return item;
      }
      return items.at(-1)!;
    },
  };
}
