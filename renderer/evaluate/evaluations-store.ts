import { useEffect, useSyncExternalStore } from 'react';
import type { CallError } from '../../main/contract/errors.ts';
import type { EvaluationRun, EvaluationSnapshot } from '../../main/contract/evaluation.ts';
import { call, subscribe } from '../host/host.ts';

export interface Evaluations {
  /** The newest first; null until the host has told them. */
  readonly runs: readonly EvaluationRun[] | null;
  /** Whether this shell makes PDF files itself. */
  readonly pdf: boolean;
  readonly error: CallError | null;
}

let state: Evaluations = { runs: null, pdf: false, error: null };
let started = false;
let turn = 0;
const listeners = new Set<() => void>();

/** Every evaluation as the host knows it. Between two lists, progress comes from the host's snapshots. */
export function useEvaluations(): Evaluations {
  useEffect(start, []);
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

export function refreshEvaluations(): void {
  const mine = ++turn;
  void call('evaluation.list', {}).then((outcome) => {
    if (mine !== turn) return;
    set(outcome.ok ? { ...outcome.value, error: null } : { ...state, error: outcome.error });
  });
}

/** Whether a snapshot tells more than how far it is: then the run itself is asked again. */
export const changesMore = (snapshot: EvaluationSnapshot, known: Pick<EvaluationRun, 'state' | 'progress'>): boolean =>
  snapshot.state !== known.state || snapshot.progress === null;

function start(): void {
  if (started) return;
  started = true;
  subscribe((topic, value) => {
    if (topic === 'evaluation.changed') hear(value as EvaluationSnapshot);
    else if (topic === 'connection' && value === true) refreshEvaluations();
  });
  refreshEvaluations();
}

function hear(snapshot: EvaluationSnapshot): void {
  const known = state.runs?.find(({ id }) => id === snapshot.runId);
  if (known === undefined || changesMore(snapshot, known)) {
    refreshEvaluations();
    return;
  }
  const changed = { ...known, progress: snapshot.progress };
  set({ ...state, runs: (state.runs ?? []).map((run) => (run === known ? changed : run)) });
}

function set(next: Evaluations): void {
  state = next;
  for (const listener of listeners) listener();
}
