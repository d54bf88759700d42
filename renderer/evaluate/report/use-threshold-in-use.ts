import { useEffect, useState } from 'react';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import type { CallOutput } from '../../../main/contract/index.ts';
import { call } from '../../host/host.ts';
import { useHost } from '../../host/use-host.ts';

export interface ThresholdInUse {
  readonly threshold: number;
  /** What it gives on the report's data. */
  readonly gives: CallOutput<'evaluation.operatingPoint'>;
}

const topics = ['settings.changed', 'models.changed', 'people.changed'];

/**
 * The threshold that decides here now, measured on a report's data; null while it is not known, and where the report is of
 * another model than decides.
 */
export function useThresholdInUse(runId: string, report: EvaluationReport): ThresholdInUse | null {
  const { value: models } = useHost('models.list', {}, topics);
  const { value: thresholds } = useHost('identify.thresholds', {}, topics);
  const decides = models?.models.find(({ inUse }) => inUse)?.sha256 === report.model.sha256;
  const kind = report.verification === null ? 'identify' : 'verify';
  const threshold = decides ? (thresholds?.[kind].value ?? null) : null;
  const [inUse, setInUse] = useState<ThresholdInUse | null>(null);
  useEffect(() => {
    setInUse(null);
    if (threshold === null) return;
    let current = true;
    void call('evaluation.operatingPoint', { runId, at: { threshold } }).then((outcome) => {
      if (current && outcome.ok) setInUse({ threshold, gives: outcome.value });
    });
    return () => {
      current = false;
    };
  }, [runId, threshold]);
  return inUse;
}
