import { useEffect, useRef, useState } from 'react';
import type { FirstGradients } from '../../../models/experiments/auxiliary/first-gradients.ts';
import type { Progress } from '../../../models/experiments/check.ts';
import { useTask } from '../frame/use-task.ts';
import { inputOf } from './lesson.ts';
import type { Settings } from './settings.ts';

/** What was measured since the app was opened: the same for the same network. */
const known = new Map<string, FirstGradients>();
/** A slider goes by many depths that nobody wants to see. */
const restMs = 150;

/** The gradients before anything is learnt, from the engine; another branch or weight needs no other measurement. */
export function useGradients(settings: Settings) {
  const { depth, activation, seed } = settings;
  const key = [depth, activation, seed].join();
  const asked = useRef(key);
  const [, tell] = useState(0);
  const { start, cancel, failure } = useTask<FirstGradients, Progress>('auxiliary', 'gradients', (found) => {
    known.set(asked.current, found);
    tell((count) => count + 1);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is measured depends on the key alone
  useEffect(() => {
    if (known.has(key)) return;
    const wait = setTimeout(() => {
      asked.current = key;
      start(inputOf(settings));
    }, restMs);
    return () => {
      clearTimeout(wait);
      cancel();
    };
  }, [key]);
  const gradients = known.get(key) ?? null;
  return { gradients, busy: gradients === null && failure === null, failure };
}
