import i18next from 'i18next';
import type { RunSummary } from '../../../main/contract/training.ts';
import { call } from '../../host/host.ts';
import { notifyProblem } from '../../shell/notify.ts';
import { offerUndo } from '../../shell/offer-undo.tsx';
import { refreshRuns } from '../runs-store.ts';

/** Hides a run at once; until the host erases it, it can come back. */
export async function deleteRun({ id, name }: Pick<RunSummary, 'id' | 'name'>): Promise<void> {
  const outcome = await call('training.delete', { runId: id });
  if (!outcome.ok) return void notifyProblem(outcome.error);
  refreshRuns();
  const t = i18next.getFixedT(null, 'trainRun');
  offerUndo(t('deleted', { name }), Date.parse(outcome.value.undoUntil), () => {
    void call('training.undoDelete', { runId: id }).then((undone) => {
      if (!undone.ok) notifyProblem(undone.error);
      refreshRuns();
    });
  });
}
