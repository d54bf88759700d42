import { call } from '../host/host.ts';
import { notifyProblem } from '../shell/notify.ts';
import { refreshComparisons } from './comparisons-store.ts';

/** Deletes a comparison and what it shows; one that goes on is ended first. */
export async function deleteComparison(comparisonId: string): Promise<void> {
  const outcome = await call('compare.delete', { comparisonId });
  if (!outcome.ok) notifyProblem(outcome.error);
  refreshComparisons();
}
