import { Worker } from 'node:worker_threads';
import type { HnswOrder, HnswReply, HnswRequest, HnswResult, HnswShape } from './hnsw-messages.ts';
import { NativeGate, shutAtExit } from './native-gate.ts';

/** Starts the thread of `hnsw-worker.ts`, which passes through the gate around each native call. Handed in, so that a packaged app can name its built file and a test a broken one. */
export type StartHnswWorker = (gate: SharedArrayBuffer) => Worker;

export const startHnswWorker: StartHnswWorker = (gate) =>
  new Worker(new URL('./hnsw-worker.ts', import.meta.url), { workerData: { gate } });

interface Waiting {
  resolve(result: HnswResult): void;
  reject(reason: Error): void;
}

/**
 * An HNSW index in its worker, seen from here. One worker holds one index: a rebuild is a new worker, and ending the old one
 * is what frees its memory, removed faces included. Every call rejects once the worker is gone; no call waits for ever.
 */
export class HnswIndex {
  readonly #worker: Worker;
  readonly #gate = new NativeGate();
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;
  #gone: Error | null = null;

  /** @param onGone called once when the worker ends, whoever ended it. */
  constructor(start: StartHnswWorker, onGone: (reason: Error) => void) {
    this.#worker = start(this.#gate.shared);
    const forget = shutAtExit(this.#gate);
    // A build in the background must not keep a command line alive that has its answer; a call waited for must.
    this.#worker.unref();
    const gone = (reason: Error) => {
      if (this.#gone !== null) return;
      this.#gone = reason;
      for (const { reject } of this.#waiting.values()) reject(reason);
      this.#waiting.clear();
      onGone(reason);
    };
    this.#worker.on('message', (reply: HnswReply) => this.#settle(reply));
    this.#worker.on('error', (error) => gone(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', (code) => {
      forget();
      gone(new Error(`the index worker ended (exit code ${code})`));
    });
  }

  async begin(shape: HnswShape): Promise<void> {
    await this.#ask({ kind: 'begin', shape });
  }

  /** Takes `vectors` over (its buffer moves to the worker). */
  async add(
    labels: readonly number[],
    vectors: Float32Array<ArrayBuffer>,
  ): Promise<{ count: number; dimension: number }> {
    const result = await this.#ask({ kind: 'add', labels, vectors }, [vectors.buffer]);
    if (result.kind !== 'state') throw new Error('The index worker gave labels where its state was asked for.');
    return result;
  }

  /** The labels of about the `k` nearest rows, nearest first. */
  async search(probe: Float32Array, k: number): Promise<readonly number[]> {
    const result = await this.#ask({ kind: 'search', probe, k }, [], true);
    if (result.kind !== 'labels') throw new Error('The index worker gave its state where labels were asked for.');
    return result.labels;
  }

  async close(): Promise<void> {
    this.#gate.shut();
    await this.#worker.terminate();
  }

  #ask(order: HnswOrder, transfer: ArrayBuffer[] = [], keepAlive = false): Promise<HnswResult> {
    if (this.#gone !== null) return Promise.reject(this.#gone);
    const id = this.#nextId++;
    return new Promise<HnswResult>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      if (keepAlive) this.#worker.ref();
      const request: HnswRequest = { id, order };
      this.#worker.postMessage(request, transfer);
    });
  }

  #settle(reply: HnswReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (reply.ok) waiting?.resolve(reply.result);
    else waiting?.reject(new Error(reply.reason));
  }
}
