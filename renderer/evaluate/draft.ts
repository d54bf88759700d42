import { useCallback, useState } from 'react';
import { type EvaluationConfig, evaluationConfigSchema } from '../../main/contract/evaluation.ts';

const key = 'threshold.evaluation';

/** What one begins with: the question that asks for nothing but a folder. */
export const usualConfig: EvaluationConfig = {
  protocol: { protocol: 'all-pairs', data: { source: 'folder', path: '' } },
  replicates: 1000,
  seed: 1,
};

/** The evaluation being composed; it waits for one's return. Paths may still be missing from it. */
export function useDraft(): readonly [EvaluationConfig, (next: EvaluationConfig) => void] {
  const [draft, setDraft] = useState<EvaluationConfig>(read);
  const change = useCallback((next: EvaluationConfig) => {
    setDraft(next);
    keepDraft(next);
  }, []);
  return [draft, change];
}

/** Lays an evaluation ready for the page of a new one. */
export const keepDraft = (config: EvaluationConfig): void => localStorage.setItem(key, JSON.stringify(config));

/** Whether it can be started; a draft without its paths cannot. */
export const isWhole = (config: EvaluationConfig): boolean => evaluationConfigSchema.safeParse(config).success;

function read(): EvaluationConfig {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    const whole = evaluationConfigSchema.safeParse(kept);
    return whole.success ? whole.data : usualConfig;
  } catch {
    return usualConfig;
  }
}
