import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DrawReply, DrawRequest } from './draw-messages.ts';
import type { SyntheticChoice } from './protocol.ts';

/** Draws pictures of invented people on several cores. */
export interface DrawPool {
  /** In the order of `indices`. */
  draw(choice: SyntheticChoice, size: number, indices: readonly number[]): Promise<Uint8Array[]>;
  close(): void;
}

/** Threads start at the first use. They are few, since the Desk's own engine wants a core as well. */
export function createDrawPool(threads = Math.max(1, Math.min(4, availableParallelism()))): DrawPool {
  const workers: Worker[] = [];
  const waiting = new Map<number, { settle: (reply: DrawReply) => void; fail: (error: Error) => void }>();
  let next = 0;

  const start = (): Worker => {
    const worker = new Worker(new URL('./draw-worker.ts', import.meta.url));
    worker.on('message', (reply: DrawReply) => {
      waiting.get(reply.id)?.settle(reply);
      waiting.delete(reply.id);
    });
    worker.on('error', (error: unknown) => {
      for (const { fail } of waiting.values()) fail(error instanceof Error ? error : new Error(String(error)));
      waiting.clear();
    });
    worker.unref();
    return worker;
  };
  const ask = (worker: Worker, request: Omit<DrawRequest, 'id'>): Promise<DrawReply> =>
    new Promise((settle, fail) => {
      const id = next++;
      waiting.set(id, { settle, fail });
      worker.postMessage({ id, ...request });
    });

  return {
    async draw(choice, size, indices) {
      while (workers.length < threads) workers.push(start());
      // In runs of pictures, so that a thread keeps a person's figure for all of their pictures.
      const share = Math.ceil(indices.length / threads);
      const parts = await Promise.all(
        workers.map(async (worker, i) => {
          const mine = indices.slice(i * share, (i + 1) * share);
          if (mine.length === 0) return [];
          const { pixels } = await ask(worker, { choice, size, indices: mine });
          const each = size * size * 3;
          return mine.map((_, k) => pixels.slice(k * each, (k + 1) * each));
        }),
      );
      return parts.flat();
    },
    close() {
      for (const worker of workers.splice(0)) void worker.terminate();
    },
  };
}
