import { runsInEngine } from '../../../models/experiments/in-engine.ts';
import type { LessonId } from './lesson.ts';
import { runInEngine } from './run-in-engine.ts';

export interface TaskOrder {
  readonly lesson: LessonId;
  readonly task: string;
  readonly input: unknown;
}

export type TaskAnswer = { readonly step: unknown } | { readonly result: unknown };

export interface Listener<R, P> {
  readonly onStep?: (step: P) => void;
  readonly onResult: (result: R) => void;
  /** Null where somebody ended it elsewhere, on the rail. */
  readonly onFailure: (message: string | null) => void;
}

/** Starts a task, in the engine where it needs native speed; the returned function ends it at once, whatever it is doing. */
export const runTask = <R, P>(order: TaskOrder, listener: Listener<R, P>): (() => void) =>
  runsInEngine(order.lesson, order.task) ? runInEngine(order, listener) : runInWorker(order, listener);

/** In a worker of its own. */
function runInWorker<R, P>(order: TaskOrder, { onStep, onResult, onFailure }: Listener<R, P>): () => void {
  const worker = new Worker(new URL('./task-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<TaskAnswer>) => {
    if ('step' in data) return onStep?.(data.step as P);
    worker.terminate();
    onResult(data.result as R);
  };
  worker.onerror = (event) => {
    worker.terminate();
    onFailure(event.message);
  };
  worker.postMessage(order);
  return () => worker.terminate();
}
