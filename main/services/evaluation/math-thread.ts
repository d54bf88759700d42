import { Worker } from 'node:worker_threads';
import type { Compute } from './compute.ts';
import type { MathInput, MathOutput, MathReply, MathTask } from './math-tasks.ts';
import type { OnShare } from './verification-result.ts';

/**
 * Does a task in a thread of its own, so that cameras, windows and calls are served meanwhile. Aborting `signal` ends the thread at once and
 * gives null. Rejects where the task has a bug.
 */
export function inThread<T extends MathTask>(
  task: T,
  input: MathInput<T>,
  onShare: OnShare = () => true,
  signal?: AbortSignal,
): Promise<MathOutput<T> | null> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return resolve(null);
    const worker = new Worker(new URL('./math-worker.ts', import.meta.url));
    const end = (settle: () => void): void => {
      signal?.removeEventListener('abort', onAbort);
      settle();
      void worker.terminate();
    };
    const onAbort = (): void => end(() => resolve(null));
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.on('message', (reply: MathReply) => {
      if ('share' in reply) {
        if (!onShare(...reply.share)) onAbort();
      } else if ('value' in reply) end(() => resolve(reply.value as MathOutput<T>));
      else end(() => reject(new Error(`the mathematics failed: ${reply.failed}`)));
    });
    worker.on('error', (error) => end(() => reject(error)));
    worker.on('exit', (code) => end(() => reject(new Error(`the mathematics' thread ended (exit code ${code})`))));
    worker.postMessage({ task, input });
  });
}

export const computeInThread: Compute = (job, onShare, signal) => inThread('compute', job, onShare, signal);
