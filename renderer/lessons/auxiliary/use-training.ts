import { useState } from 'react';
import type { DeepRun, PairProgress } from '../../../models/experiments/auxiliary/runs.ts';
import { useTask } from '../frame/use-task.ts';
import { inputOf } from './lesson.ts';
import type { Settings } from './settings.ts';

const none: readonly DeepRun[] = [];

/** Trains pairs of networks; what was trained is shown as long as the settings are those that it was trained with. */
export function useTraining(settings: Settings) {
  const input = inputOf(settings);
  const key = JSON.stringify(input);
  const [kept, keep] = useState<{ readonly key: string; readonly runs: readonly DeepRun[] }>({ key: '', runs: none });
  const [begun, setBegun] = useState(key);
  const task = useTask<{ readonly runs: readonly DeepRun[] }, PairProgress>(
    'auxiliary',
    'train',
    ({ runs }) => keep({ key: begun, runs }),
    ({ runs }) => runs !== undefined && keep({ key: begun, runs }),
  );
  const start = (): void => {
    setBegun(key);
    task.start(input);
  };
  return { task, start, runs: kept.key === key ? kept.runs : none };
}
