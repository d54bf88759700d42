import { useState } from 'react';
import {
  heard,
  type Trained,
  type TrainInput,
  type TrainProgress,
  UNTRAINED,
} from '../../../models/experiments/upsampling.ts';
import { type TaskState, useTask } from '../frame/use-task.ts';
import { PEOPLE, type Settings, tapsOf } from './settings.ts';

/** What has been trained on this page for these settings, also while it is being trained; a face and what is shown are no part of them. */
export function useTraining(settings: Settings): {
  readonly task: Pick<TaskState<Trained, TrainProgress>, 'running' | 'step' | 'failure' | 'cancel'>;
  readonly trained: Trained;
  readonly start: () => void;
} {
  const { seed, scale, kernel, steps } = settings;
  const input: TrainInput = { seed, scale, kernel: tapsOf({ scale, kernel }), steps, people: PEOPLE };
  const key = JSON.stringify(input);
  const [kept, keep] = useState<Readonly<Record<string, Trained>>>({});
  const [runningKey, setRunningKey] = useState(key);
  const task = useTask<Trained, TrainProgress>(
    'upsampling',
    'train',
    undefined,
    ({ news }) =>
      news !== null && keep((before) => ({ ...before, [runningKey]: heard(before[runningKey] ?? UNTRAINED, news) })),
  );
  const start = (): void => {
    keep((before) => ({ ...before, [key]: UNTRAINED }));
    setRunningKey(key);
    task.start(input);
  };
  return { task, trained: kept[key] ?? UNTRAINED, start };
}
