import { useCallback, useEffect, useRef, useState } from 'react';
import type { Progress } from '../../../models/experiments/check.ts';
import type { LessonId } from './lesson.ts';
import { type Before, runAfter } from './run-after.ts';
import { runTask } from './run-task.ts';

export interface TaskState<R, P> {
  readonly running: boolean;
  readonly step: P | null;
  readonly result: R | null;
  readonly failure: string | null;
  /** `before`: what is computed in the page first, and goes into the input. */
  readonly start: (input: unknown, before?: Before) => void;
  readonly cancel: () => void;
}

const idle = { running: false, step: null, result: null, failure: null } as const;

/** A task of a lesson's experiment, started by hand. Another start, and leaving the page, end what runs. */
export function useTask<R, P = Progress>(
  lesson: LessonId,
  task: string,
  onResult?: (result: R) => void,
  onStep?: (step: P) => void,
): TaskState<R, P> {
  const [state, setState] = useState<Omit<TaskState<R, P>, 'start' | 'cancel'>>(idle);
  const end = useRef<(() => void) | null>(null);
  const told = useRef(onResult);
  told.current = onResult;
  const toldStep = useRef(onStep);
  toldStep.current = onStep;
  const cancel = useCallback(() => {
    end.current?.();
    end.current = null;
    setState((before) => ({ ...before, running: false, step: null }));
  }, []);
  const start = useCallback(
    (input: unknown, before?: Before) => {
      end.current?.();
      setState((before) => ({ ...before, running: true, step: null, failure: null }));
      const run = before === undefined ? runTask<R, P> : runAfter<R, P>(before);
      end.current = run(
        { lesson, task, input },
        {
          onStep: (step) => {
            // What a step leaves out is as it was.
            setState((before) => ({ ...before, step: { ...before.step, ...step } }));
            toldStep.current?.(step);
          },
          onResult: (result) => {
            setState({ ...idle, result });
            told.current?.(result);
          },
          onFailure: (failure) => setState({ ...idle, failure }),
        },
      );
    },
    [lesson, task],
  );
  useEffect(() => () => end.current?.(), []);
  return { ...state, start, cancel };
}
