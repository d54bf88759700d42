import type { Progress } from '../../../models/experiments/check.ts';
import { type Listener, runTask, type TaskOrder } from './run-task.ts';

/** Part of a task's input that the page itself computes. Rejects when `signal` ends it. */
export type Before = (onStep: (step: Progress) => void, signal: AbortSignal) => Promise<object>;

/** Starts a task when its input is whole; that is half of its way. The returned function ends either. */
export const runAfter =
  <R, P>(before: Before) =>
  (order: TaskOrder, listener: Listener<R, P>): (() => void) => {
    const ended = new AbortController();
    const half =
      (from: number) =>
      ({ done, total }: Progress): void =>
        listener.onStep?.({ done: from + (0.5 * done) / total, total: 1 } as P);
    let end = (): void => ended.abort();
    before(half(0), ended.signal).then(
      (part) => {
        if (ended.signal.aborted) return;
        const input = { ...(order.input as object), ...part };
        end = runTask<R, P>({ ...order, input }, { ...listener, onStep: (step) => half(0.5)(step as Progress) });
      },
      (error) => {
        if (!ended.signal.aborted) listener.onFailure(error instanceof Error ? error.message : String(error));
      },
    );
    return () => end();
  };
