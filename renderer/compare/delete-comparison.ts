import { call } from '../host/host.ts';
import { notifyProblem } from '../shell/notify.ts';
import { refreshComparisons } from './comparisons-store.ts';
import { dropComparison } from './kept-comparisons.ts';

/** Deletes a comparison and what it shows; one that goes on is ended first. */
export async function deleteComparison(comparisonId: string): Promise<void> {
  const outcome = await call('compare.delete', { comparisonId });
  // One of an earlier session is kept here alone.
  if (!outcome.ok && outcome.error.code !== 'NOT_FOUND') {
    notifyProblem(outcome.error);
    return;
  }
  dropComparison(comparisonId);
  refreshComparisons();
}
