import i18next from 'i18next';
import type { EvaluationRun } from '../../../main/contract/evaluation.ts';
import { call } from '../../host/host.ts';
import { notifyProblem } from '../../shell/notify.ts';
import { offerUndo } from '../../shell/offer-undo.tsx';
import { refreshEvaluations } from '../evaluations-store.ts';

/** Hides an evaluation at once; until the host erases it, it can come back. */
export async function deleteEvaluation({ id, name }: Pick<EvaluationRun, 'id' | 'name'>): Promise<void> {
  const outcome = await call('evaluation.delete', { runId: id });
  if (!outcome.ok) return void notifyProblem(outcome.error);
  refreshEvaluations();
  const t = i18next.getFixedT(null, 'evaluate');
  offerUndo(t('deleted', { name }), Date.parse(outcome.value.undoUntil), () => {
    void call('evaluation.undoDelete', { runId: id }).then((undone) => {
      if (!undone.ok) notifyProblem(undone.error);
      refreshEvaluations();
    });
  });
}
