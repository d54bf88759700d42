import { useEffect, useSyncExternalStore } from 'react';
import type { CallError } from '../../main/contract/errors.ts';
import type { RunState, RunSummary, TrainingSnapshot } from '../../main/contract/training.ts';
import { call, subscribe } from '../host/host.ts';

export interface Runs {
  /** The newest first; null until the host has told them. */
  readonly runs: readonly RunSummary[] | null;
  readonly error: CallError | null;
}

let state: Runs = { runs: null, error: null };
let started = false;
let turn = 0;
const listeners = new Set<() => void>();

/** Every run as the host knows it. Between two lists, progress comes from the host's snapshots. */
export function useRuns(): Runs {
  useEffect(start, []);
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

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

export function refreshRuns(): void {
  const mine = ++turn;
  void call('training.runs', {}).then((outcome) => {
    if (mine !== turn) return;
    set(outcome.ok ? { runs: outcome.value.runs, error: null } : { ...state, error: outcome.error });
  });
}

function start(): void {
  if (started) return;
  started = true;
  subscribe((topic, value) => {
    if (topic === 'training.changed') hear(value as TrainingSnapshot);
    else if (topic === 'settings.changed' || (topic === 'connection' && value === true)) refreshRuns();
  });
  refreshRuns();
}

function hear(snapshot: TrainingSnapshot): void {
  const known = state.runs?.find(({ id }) => id === snapshot.runId);
  if (known === undefined || tellsMore(snapshot, known)) {
    refreshRuns();
    return;
  }
  const { progress, reason, collapse, points } = snapshot;
  const lastLoss = points.at(-1)?.loss ?? known.lastLoss;
  const changed = { ...known, progress, reason, collapse, lastLoss };
  set({ ...state, runs: (state.runs ?? []).map((run) => (run === known ? changed : run)) });
}

function set(next: Runs): void {
  state = next;
  for (const listener of listeners) listener();
}
