import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ComparisonSnapshot, ComparisonSummary, LivePoint } from '../../../main/contract/compare.ts';
import type { CallError } from '../../../main/contract/errors.ts';
import type { CallOutput } from '../../../main/contract/index.ts';
import { call, subscribe } from '../../host/host.ts';
import { keptComparisons } from '../kept-comparisons.ts';

export type ComparisonDetail = CallOutput<'compare.get'>;

export interface WatchedComparison {
  readonly detail: ComparisonDetail | null;
  readonly error: CallError | null;
  /** The summary with the newest progress. */
  readonly comparison: ComparisonSummary | null;
  /** Every curve up to now. */
  readonly points: readonly LivePoint[];
}

/** One comparison, live: its points as they come, figures asked again when new ones were made. */
export function useComparison(comparisonId: string): WatchedComparison {
  const [detail, setDetail] = useState<ComparisonDetail | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [later, setLater] = useState<readonly LivePoint[]>([]);
  const [heard, setHeard] = useState<ComparisonSnapshot | null>(null);
  const turn = useRef(0);
  const known = useRef<string | null>(null);

  const refresh = useCallback(() => {
    const mine = ++turn.current;
    void call('compare.get', { comparisonId }).then((outcome) => {
      if (mine !== turn.current) return;
      if (!outcome.ok) {
        const kept = keptComparisons().find(({ comparison }) => comparison.id === comparisonId);
        if (kept === undefined) return setError(outcome.error);
        return setDetail(kept);
      }
      const told = new Set(outcome.value.points.map(keyOf));
      known.current = outcome.value.comparison.state;
      setDetail(outcome.value);
      setError(null);
      setHeard(null);
      setLater((before) => before.filter((point) => !told.has(keyOf(point))));
    });
  }, [comparisonId]);

  useEffect(() => {
    refresh();
    const stop = subscribe((topic, value) => {
      if (topic === 'connection' && value === true) return refresh();
      if (topic !== 'compare.changed' || (value as ComparisonSnapshot).comparisonId !== comparisonId) return;
      const snapshot = value as ComparisonSnapshot;
      setHeard(snapshot);
      if (snapshot.points.length > 0) setLater((before) => [...before, ...snapshot.points]);
      if (snapshot.results || snapshot.state !== known.current) refresh();
      known.current = snapshot.state;
    });
    return () => {
      turn.current++;
      stop();
    };
  }, [comparisonId, refresh]);

  const points = useMemo(() => [...(detail?.points ?? []), ...later], [detail, later]);
  const comparison = useMemo(() => (detail === null ? null : withProgress(detail.comparison, heard)), [detail, heard]);
  return { detail, error, comparison, points };
}

/** What makes a point itself, of whichever message it came in. */
const keyOf = ({ seed, recogniser, way, newcomerIndex, step, seconds }: LivePoint): string =>
  `${seed} ${recogniser} ${way} ${newcomerIndex} ${step} ${seconds}`;

function withProgress(comparison: ComparisonSummary, heard: ComparisonSnapshot | null): ComparisonSummary {
  if (heard === null || heard.state === 'deleted') return comparison;
  const { state, reason, progress } = heard;
  return { ...comparison, state, reason, progress };
}
