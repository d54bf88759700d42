import { z } from 'zod';
import { comparisonResultsSchema, comparisonSummarySchema, livePointSchema } from '../../main/contract/compare.ts';

const key = 'threshold.comparisons';

/** The newest so many; with their figures and curves, some tens of kilobytes each. */
const mostKept = 20;

/** As `compare.get` answers it: figures and curves, no picture and no name of anybody. */
const keptSchema = z.object({
  comparison: comparisonSummarySchema,
  results: comparisonResultsSchema.nullable(),
  points: z.array(livePointSchema),
});
export type KeptComparison = z.infer<typeof keptSchema>;

/**
 * Comparisons that have ended, kept by the page: the host holds them, with their pictures, while the program runs and writes
 * nothing. What an older version left and this one does not know is passed over.
 */
export function keptComparisons(): KeptComparison[] {
  try {
    const all = JSON.parse(localStorage.getItem(key) ?? '[]') as unknown;
    return Array.isArray(all)
      ? all.flatMap((one) => {
          const parsed = keptSchema.safeParse(one);
          return parsed.success ? [parsed.data] : [];
        })
      : [];
  } catch {
    return [];
  }
}

/** Keeps one, the newest first; where the browser has no room, the oldest make it. */
export function keepComparison(kept: KeptComparison): void {
  const others = keptComparisons().filter(({ comparison }) => comparison.id !== kept.comparison.id);
  write([kept, ...others].sort(byAge).slice(0, mostKept));
}

export const dropComparison = (id: string): void =>
  write(keptComparisons().filter(({ comparison }) => comparison.id !== id));

const byAge = (a: KeptComparison, b: KeptComparison): number =>
  b.comparison.createdAt.localeCompare(a.comparison.createdAt);

function write(all: readonly KeptComparison[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(all));
  } catch {
    if (all.length > 0) write(all.slice(0, -1));
  }
}
