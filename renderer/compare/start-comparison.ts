import type { ComparisonChoice } from '../../main/contract/compare.ts';
import { call } from '../host/host.ts';
import { notifyProblem } from '../shell/notify.ts';
import { refreshComparisons } from './comparisons-store.ts';

/** Starts a comparison; its id, or null where the host refused, which was said. */
export async function startComparison(choice: ComparisonChoice): Promise<string | null> {
  const outcome = await call('compare.start', { choice });
  if (!outcome.ok) {
    notifyProblem(outcome.error);
    return null;
  }
  refreshComparisons();
  return outcome.value.comparisonId;
}
