import { Worker } from 'node:worker_threads';
import type { HostTensor, ParallelSession, SessionOptions } from '../../../models/runtime/types.ts';

export interface WorkerStart {
  readonly onnx: Uint8Array;
  readonly options: SessionOptions;
}

export type WorkerAnswer =
  | { readonly ok: true; readonly results: Record<string, HostTensor> }
  | { readonly ok: false; readonly message: string };

type Feeds = Readonly<Record<string, HostTensor>>;

/**
 * The same graph in `count` threads, each with a session of its own: onnxruntime-node's `run` blocks the thread that
 * calls it. Inputs are copied to the threads, results are handed over.
 * @throws when a thread cannot open the graph
 */
export async function openParallelSessions(
  onnx: Uint8Array,
  count: number,
  { threads = 1 }: SessionOptions = {},
): Promise<ParallelSession> {
  const workers = Array.from({ length: count }, () => startThread({ onnx, options: { threads } }));
  const release = async (): Promise<void> => {
    await Promise.all(workers.map(({ worker }) => worker.terminate()));
  };
  try {
    await Promise.all(workers.map(({ opened }) => opened));
  } catch (error) {
    await release();
    throw error;
  }
  return { run: (feeds: readonly Feeds[]) => Promise.all(feeds.map((feed, i) => workers[i]!.ask(feed))), release };
}

function startThread(workerData: WorkerStart) {
  const worker = new Worker(new URL('./session-worker.ts', import.meta.url), { workerData });
  // A forgotten session must not keep the process alive.
  worker.unref();
  let waiting: { resolve(results: Record<string, HostTensor>): void; reject(error: Error): void } | undefined;
  const next = (): Promise<Record<string, HostTensor>> =>
    new Promise((resolve, reject) => {
      worker.ref();
      waiting = { resolve, reject };
    });
  const settle = (answer: WorkerAnswer): void => {
    const asked = waiting;
    waiting = undefined;
    worker.unref();
    if (answer.ok) asked?.resolve(answer.results);
    else asked?.reject(new Error(answer.message));
  };
  worker.on('message', settle);
  worker.on('error', (error: Error) => settle({ ok: false, message: error.message }));
  worker.on('exit', () => settle({ ok: false, message: 'The thread of this session has ended.' }));
  return {
    worker,
    opened: next(),
    ask(feeds: Feeds) {
      const answer = next();
      worker.postMessage(feeds);
      return answer;
    },
  };
}
