import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CallError } from '../../../main/contract/errors.ts';
import type { EvaluationProgress, EvaluationRun, EvaluationSnapshot } from '../../../main/contract/evaluation.ts';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import type { CallOutput } from '../../../main/contract/index.ts';
import { call, subscribe } from '../../host/host.ts';
import { changesMore } from '../evaluations-store.ts';

export interface WatchedEvaluation {
  /** Null until the host has told it. */
  readonly run: EvaluationRun | null;
  /** Null until it has finished. */
  readonly report: EvaluationReport | null;
  readonly error: CallError | null;
  readonly refresh: () => void;
}

/** One evaluation, live: how far it is from snapshots, the rest asked again when its state changes. */
export function useEvaluation(runId: string): WatchedEvaluation {
  const [answer, setAnswer] = useState<CallOutput<'evaluation.read'> | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [progress, setProgress] = useState<EvaluationProgress | null>(null);
  const turn = useRef(0);
  const known = useRef<EvaluationRun | null>(null);

  const refresh = useCallback(() => {
    const mine = ++turn.current;
    void call('evaluation.read', { runId }).then((outcome) => {
      if (mine !== turn.current) return;
      if (!outcome.ok) return setError(outcome.error);
      known.current = outcome.value.run;
      setAnswer(outcome.value);
      setProgress(outcome.value.run.progress);
      setError(null);
    });
  }, [runId]);

  useEffect(() => {
    refresh();
    const stop = subscribe((topic, value) => {
      if (topic === 'connection' && value === true) return refresh();
      if (topic !== 'evaluation.changed') return;
      const snapshot = value as EvaluationSnapshot;
      if (snapshot.runId !== runId) return;
      if (known.current === null || changesMore(snapshot, known.current)) return refresh();
      setProgress(snapshot.progress);
    });
    return () => {
      turn.current++;
      stop();
    };
  }, [runId, refresh]);

  const run = useMemo(() => (answer === null ? null : { ...answer.run, progress }), [answer, progress]);
  return { run, report: answer?.report ?? null, error, refresh };
}
