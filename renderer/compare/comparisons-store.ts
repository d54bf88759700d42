import type { ComparisonSnapshot, ComparisonState, ComparisonSummary } from '../../main/contract/compare.ts';
import type { CallError } from '../../main/contract/errors.ts';
import { call } from '../host/host.ts';
import { toldList, useToldList } from '../host/told-list.ts';
import { type KeptComparison, keepComparison, keptComparisons } from './kept-comparisons.ts';

export interface Comparisons {
  /** The newest first; null until the host has told them. */
  readonly comparisons: readonly ComparisonSummary[] | null;
  readonly error: CallError | null;
}

const list = toldList<Comparisons>({ comparisons: null, error: null }, ask, (topic, value) => {
  if (topic === 'compare.changed') hear(value as ComparisonSnapshot);
});

/**
 * Every comparison as the host knows it, and those that this page kept from before the program was started again. Between two
 * lists, progress comes from the host's snapshots.
 */
export const useComparisons = (): Comparisons => useToldList(list);
export const refreshComparisons = list.refresh;

/** Whether it holds the place that one comparison has. */
export const isActive = ({ state }: { readonly state: ComparisonState }): boolean =>
  state === 'preparing' || state === 'running';

async function ask(before: () => Comparisons): Promise<Comparisons> {
  const outcome = await call('compare.list', {});
  if (!outcome.ok) return { ...before(), error: outcome.error };
  const held = outcome.value.comparisons;
  const known = new Set(keptComparisons().map(({ comparison }) => comparison.id));
  for (const one of held) if (!isActive(one) && !known.has(one.id)) void keep(one.id);
  return { comparisons: withKept(held), error: null };
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

function hear(snapshot: ComparisonSnapshot): void {
  const state = list.now();
  const known = state.comparisons?.find(({ id }) => id === snapshot.comparisonId);
  if (known === undefined || snapshot.state !== known.state || snapshot.results) {
    list.refresh();
    return;
  }
  const { progress, reason } = snapshot;
  const changed = { ...known, progress, reason };
  list.set({ ...state, comparisons: (state.comparisons ?? []).map((one) => (one === known ? changed : one)) });
}
