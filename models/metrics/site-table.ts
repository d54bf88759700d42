import { ERRORS_NEEDED } from './measurable.ts';
import { TABLE_RATES, type ThresholdRow, thresholdAtFmr } from './thresholds.ts';

/** The smallest FMR that can be measured on so many non-mated comparisons (Doddington's rule of 30); above 1 there is none. */
export const finestRate = (comparisons: number): number =>
  comparisons === 0 ? Number.POSITIVE_INFINITY : ERRORS_NEEDED / comparisons;

/**
 * One table of a large data set's and of the few comparisons that a site has of its own. Thresholds do not carry over from one kind of
 * picture to another: where the site's own scores ask for a higher threshold than the data set's at a rate that both can measure, the
 * site's counts; and beyond what the site can measure, the data set gives the shape of the tail and the site its place, so the last
 * difference is kept. A site whose scores lie lower than the data set's changes nothing: few people may be unlike by chance.
 * @param own rows of the site alone, in ascending strictness; empty where it can measure nothing
 */
export function siteTable(dataSet: readonly ThresholdRow[], own: readonly ThresholdRow[]): ThresholdRow[] {
  if (dataSet.length === 0) return [...own];
  if (own.length === 0) return [...dataSet];
  const finest = own.at(-1)!.fmr;
  const rates = [...new Set([...dataSet.map(({ fmr }) => fmr), ...own.map(({ fmr }) => fmr)])].sort((a, b) => b - a);
  let strictest = Number.NEGATIVE_INFINITY;
  return rates.flatMap((fmr) => {
    const base = thresholdAtFmr(dataSet, fmr);
    if (base === null) return [];
    const threshold = base.threshold + shiftOf(dataSet, own, Math.max(fmr, finest));
    // A smaller rate never has a lower threshold, whatever the differences do in between.
    strictest = Math.max(strictest, threshold);
    return [{ fmr, threshold: strictest }];
  });
}

/** How much higher the site's threshold is than the data set's at a rate; at least 0. */
function shiftOf(dataSet: readonly ThresholdRow[], own: readonly ThresholdRow[], fmr: number): number {
  const base = thresholdAtFmr(dataSet, fmr);
  const site = thresholdAtFmr(own, fmr) ?? own.find((row) => row.fmr <= fmr);
  return base === null || site === undefined ? 0 : Math.max(0, site.threshold - base.threshold);
}

/** Coarser than a model's own table has them: on few comparisons they give the slope. */
const COARSE_RATES = [0.5, 0.3, 0.2] as const;

/** A table's rates and, where they are finer than the last of them, the finest that so many comparisons allow. */
export const ratesFor = (comparisons: number): readonly number[] => {
  const finest = finestRate(comparisons);
  return finest >= 1 ? [] : [...[...COARSE_RATES, ...TABLE_RATES].filter((rate) => rate > finest), finest];
};
