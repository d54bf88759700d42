import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CallError } from '../../../main/contract/errors.ts';
import type { CallOutput } from '../../../main/contract/index.ts';
import type { RunSummary, TrainingSnapshot } from '../../../main/contract/training.ts';
import type { StepPoint } from '../../../main/contract/training-reports.ts';
import { call, subscribe } from '../../host/host.ts';
import { tellsMore } from '../runs-store.ts';

export type RunDetail = CallOutput<'training.run'>;

export interface WatchedRun {
  readonly detail: RunDetail | null;
  readonly error: CallError | null;
  /** The summary with the newest progress. */
  readonly run: RunSummary | null;
  /** The curve of training up to now. */
  readonly points: readonly StepPoint[];
}

/** One run, live: its steps as they come, everything else asked again after a validation or a change of state. */
export function useRun(runId: string): WatchedRun {
  const [detail, setDetail] = useState<RunDetail | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [later, setLater] = useState<readonly StepPoint[]>([]);
  const [heard, setHeard] = useState<TrainingSnapshot | null>(null);
  const turn = useRef(0);
  const known = useRef<(Pick<RunSummary, 'progress'> & { readonly state: string }) | null>(null);

  const refresh = useCallback(() => {
    const mine = ++turn.current;
    void call('training.run', { runId }).then((outcome) => {
      if (mine !== turn.current) return;
      if (!outcome.ok) return setError(outcome.error);
      const reached = outcome.value.curves.training.at(-1)?.step ?? 0;
      known.current = outcome.value.run;
      setDetail(outcome.value);
      setError(null);
      setHeard(null);
      setLater((before) => before.filter(({ step }) => step > reached));
    });
  }, [runId]);

  useEffect(() => {
    refresh();
    const stop = subscribe((topic, value) => {
      if (topic === 'connection' && value === true) return refresh();
      if (topic !== 'training.changed' || (value as TrainingSnapshot).runId !== runId) return;
      const snapshot = value as TrainingSnapshot;
      setHeard(snapshot);
      setLater((before) => joined(before, snapshot.points));
      if (known.current === null || tellsMore(snapshot, known.current)) refresh();
      known.current = snapshot;
    });
    return () => {
      turn.current++;
      stop();
    };
  }, [runId, refresh]);

  const points = useMemo(() => joined(detail?.curves.training ?? [], later), [detail, later]);
  const run = useMemo(() => (detail === null ? null : withProgress(detail.run, heard)), [detail, heard]);
  return { detail, error, run, points };
}

/** A run that went on from a checkpoint tells steps again: the newer ones count. */
function joined(before: readonly StepPoint[], next: readonly StepPoint[]): readonly StepPoint[] {
  const first = next[0];
  if (first === undefined) return before;
  return [...before.filter(({ step }) => step < first.step), ...next];
}

function withProgress(run: RunSummary, heard: TrainingSnapshot | null): RunSummary {
  if (heard === null || heard.state === 'deleted') return run;
  const { state, reason, collapse, progress, points } = heard;
  return { ...run, state, reason, collapse, progress, lastLoss: points.at(-1)?.loss ?? run.lastLoss };
}
