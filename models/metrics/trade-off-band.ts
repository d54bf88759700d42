import { type BootstrapOptions, drawPeople } from './bootstrap.ts';
import { isMeasurable } from './measurable.ts';
import type { MatedComparisons, NonMatedTail } from './person-comparisons.ts';
import { quantile } from './quantile.ts';
import { seededRandom } from './seeded-random.ts';
import { logGrid } from './trade-off.ts';
import { weightedFnmrsAtFmrs } from './weighted-rates.ts';

/** The interval of FNMR (or FNIR) where FMR (or FPIR) is held to each of the falling rates: point by point, not of the curve as a whole. */
export interface TradeOffBand {
  readonly rate: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface BandOptions extends BootstrapOptions {
  /** Where the band begins; what is kept of the tail must reach further. */
  readonly highest?: number;
  readonly perDecade?: number;
}

/**
 * Bootstrapped by person (bootstrap.ts), all rates from the same draws, down to the lowest that 30 of the `trials` non-mated ones can
 * show. Rates at which more than one draw in twenty gives nothing are left out.
 */
export function tradeOffBand(
  people: number,
  mated: MatedComparisons,
  nonMated: NonMatedTail,
  trials: number,
  options: BandOptions = {},
): TradeOffBand {
  const { replicates = 1000, seed = 1, level = 0.95, highest = 0.03, perDecade = 8 } = options;
  const lowest = 30 / trials;
  const none: TradeOffBand = { rate: [], low: [], high: [] };
  if (people === 0 || mated.scores.length === 0 || !(lowest <= highest)) return none;
  const rates = logGrid(highest, lowest, perDecade).filter((rate) => isMeasurable(rate, trials));
  const values = rates.map((): number[] => []);
  const random = seededRandom(seed);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const drawn = drawPeople(people, random);
    for (const [k, value] of weightedFnmrsAtFmrs(mated, nonMated, rates, drawn).entries())
      if (value !== null) values[k]!.push(value);
  }
  const rows = rates.flatMap((rate, k) => {
    if (values[k]!.length < replicates * 0.95) return [];
    const sorted = Float64Array.from(values[k]!).sort();
    return [{ rate, low: quantile(sorted, (1 - level) / 2)!, high: quantile(sorted, (1 + level) / 2)! }];
  });
  return { rate: rows.map((r) => r.rate), low: rows.map((r) => r.low), high: rows.map((r) => r.high) };
}
