import { useEffect, useSyncExternalStore } from 'react';
import type { ComparisonSnapshot, ComparisonState, ComparisonSummary } from '../../main/contract/compare.ts';
import type { CallError } from '../../main/contract/errors.ts';
import { call, subscribe } from '../host/host.ts';
import { type KeptComparison, keepComparison, keptComparisons } from './kept-comparisons.ts';

export interface Comparisons {
  /** The newest first; null until the host has told them. */
  readonly comparisons: readonly ComparisonSummary[] | null;
  readonly error: CallError | null;
}

let state: Comparisons = { comparisons: null, error: null };
let started = false;
let turn = 0;
const listeners = new Set<() => void>();

/**
 * Every comparison as the host knows it, and those that this page kept from before the program was started again. Between two
 * lists, progress comes from the host's snapshots.
 */
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
    if (!outcome.ok) return set({ ...state, error: outcome.error });
    const held = outcome.value.comparisons;
    set({ comparisons: withKept(held), error: null });
    const known = new Set(keptComparisons().map(({ comparison }) => comparison.id));
    for (const one of held) if (!isActive(one) && !known.has(one.id)) void keep(one.id);
  });
}

/** Of a comparison that both have, the host's is the one: it has pictures, too. */
function withKept(held: readonly ComparisonSummary[]): ComparisonSummary[] {
  const ids = new Set(held.map(({ id }) => id));
  const earlier = keptComparisons().flatMap(({ comparison }) => (ids.has(comparison.id) ? [] : [comparison]));
  return [...held, ...earlier];
}

async function keep(comparisonId: string): Promise<void> {
  const outcome = await call('compare.get', { comparisonId });
  if (outcome.ok && outcome.value.results !== null) keepComparison(outcome.value as KeptComparison);
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
