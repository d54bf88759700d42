import { useEffect, useSyncExternalStore } from 'react';
import type { ComparisonSnapshot, ComparisonState, ComparisonSummary } from '../../main/contract/compare.ts';
import type { CallError } from '../../main/contract/errors.ts';
import { call, subscribe } from '../host/host.ts';

export interface Comparisons {
  /** The newest first; null until the host has told them. */
  readonly comparisons: readonly ComparisonSummary[] | null;
  readonly error: CallError | null;
}

let state: Comparisons = { comparisons: null, error: null };
let started = false;
let turn = 0;
const listeners = new Set<() => void>();

/** Every comparison as the host knows it. Between two lists, progress comes from the host's snapshots. */
export function useComparisons(): Comparisons {
  useEffect(start, []);
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** Whether it holds the place that one comparison has. */
export const isActive = ({ state }: { readonly state: ComparisonState }): boolean =>
  state === 'preparing' || state === 'running';

export function refreshComparisons(): void {
  const mine = ++turn;
  void call('compare.list', {}).then((outcome) => {
    if (mine !== turn) return;
    set(outcome.ok ? { comparisons: outcome.value.comparisons, error: null } : { ...state, error: outcome.error });
  });
}

function start(): void {
  if (started) return;
  started = true;
  subscribe((topic, value) => {
    if (topic === 'compare.changed') hear(value as ComparisonSnapshot);
    else if (topic === 'connection' && value === true) refreshComparisons();
  });
  refreshComparisons();
}

function hear(snapshot: ComparisonSnapshot): void {
  const known = state.comparisons?.find(({ id }) => id === snapshot.comparisonId);
  if (known === undefined || snapshot.state !== known.state || snapshot.results) {
    refreshComparisons();
    return;
  }
  const { progress, reason } = snapshot;
  const changed = { ...known, progress, reason };
  set({ ...state, comparisons: (state.comparisons ?? []).map((one) => (one === known ? changed : one)) });
}

function set(next: Comparisons): void {
  state = next;
  for (const listener of listeners) listener();
}
