import type { CallError } from '../../main/contract/errors.ts';
import type { RunState, RunSummary, TrainingSnapshot } from '../../main/contract/training.ts';
import { call } from '../host/host.ts';
import { toldList, useToldList } from '../host/told-list.ts';

export interface Runs {
  /** The newest first; null until the host has told them. */
  readonly runs: readonly RunSummary[] | null;
  readonly error: CallError | null;
}

const list = toldList<Runs>(
  { runs: null, error: null },
  async (before) => {
    const outcome = await call('training.runs', {});
    return outcome.ok ? { runs: outcome.value.runs, error: null } : { ...before(), error: outcome.error };
  },
  (topic, value) => {
    if (topic === 'training.changed') hear(value as TrainingSnapshot);
    else if (topic === 'settings.changed') list.refresh();
  },
);

/** Every run as the host knows it. Between two lists, progress comes from the host's snapshots. */
export const useRuns = (): Runs => useToldList(list);
export const refreshRuns = list.refresh;

/**
 * Whether more changed than the snapshot says: state and validation change what is said of a run elsewhere, and one without
 * news is sent when something about the run was changed (its name).
 */
export const tellsMore = (
  { state, validation, points, progress }: TrainingSnapshot,
  known: { readonly state: string; readonly progress: { readonly step: number; readonly done: number } },
): boolean =>
  state !== known.state ||
  validation !== null ||
  (points.length === 0 && progress.step === known.progress.step && progress.done === known.progress.done);

/** Whether training, its preparation or its pause holds the place that one run has. */
export const isActive = ({ state }: { readonly state: RunState }): boolean =>
  state === 'preparing' || state === 'running' || state === 'paused';

function hear(snapshot: TrainingSnapshot): void {
  const state = list.now();
  const known = state.runs?.find(({ id }) => id === snapshot.runId);
  if (known === undefined || tellsMore(snapshot, known)) {
    list.refresh();
    return;
  }
  const { progress, reason, collapse, points } = snapshot;
  const lastLoss = points.at(-1)?.loss ?? known.lastLoss;
  const changed = { ...known, progress, reason, collapse, lastLoss };
  list.set({ ...state, runs: (state.runs ?? []).map((run) => (run === known ? changed : run)) });
}
