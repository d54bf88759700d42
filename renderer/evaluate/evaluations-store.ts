import type { CallError } from '../../main/contract/errors.ts';
import type { EvaluationRun, EvaluationSnapshot } from '../../main/contract/evaluation.ts';
import { call } from '../host/host.ts';
import { toldList, useToldList } from '../host/told-list.ts';

export interface Evaluations {
  /** The newest first; null until the host has told them. */
  readonly runs: readonly EvaluationRun[] | null;
  /** Whether this shell makes PDF files itself. */
  readonly pdf: boolean;
  readonly error: CallError | null;
}

const list = toldList<Evaluations>(
  { runs: null, pdf: false, error: null },
  async (before) => {
    const outcome = await call('evaluation.list', {});
    return outcome.ok ? { ...outcome.value, error: null } : { ...before(), error: outcome.error };
  },
  (topic, value) => {
    if (topic === 'evaluation.changed') hear(value as EvaluationSnapshot);
  },
);

/** Every evaluation as the host knows it. Between two lists, progress comes from the host's snapshots. */
export const useEvaluations = (): Evaluations => useToldList(list);
export const refreshEvaluations = list.refresh;

/** Whether a snapshot tells more than how far it is: then the run itself is asked again. */
export const changesMore = (snapshot: EvaluationSnapshot, known: Pick<EvaluationRun, 'state' | 'progress'>): boolean =>
  snapshot.state !== known.state || snapshot.progress === null;

function hear(snapshot: EvaluationSnapshot): void {
  const state = list.now();
  const known = state.runs?.find(({ id }) => id === snapshot.runId);
  if (known === undefined || changesMore(snapshot, known)) {
    list.refresh();
    return;
  }
  const changed = { ...known, progress: snapshot.progress };
  list.set({ ...state, runs: (state.runs ?? []).map((run) => (run === known ? changed : run)) });
}
