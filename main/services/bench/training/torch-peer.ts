import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { ADAM_EPSILON, type BenchNetwork, LEARNING_RATE, type Numbers } from './networks.ts';

export interface Steps {
  readonly losses: readonly number[];
  readonly ms: readonly number[];
  /** Processor time, of all threads. */
  readonly cpuMs: readonly number[];
}

/** A contender in the bench of training steps: goes on from where it was by some more steps. */
export interface Trainer {
  steps(count: number): Promise<Steps>;
  close(): Promise<void>;
}

export interface TorchPeer extends Trainer {
  readonly version: string;
}

/**
 * glibc gives large blocks back to the system when they are freed, and each step would begin with page faults: up to a
 * third of its time. PyTorch's own guide for CPUs advises against that, so it is measured without.
 */
const KEEP_MEMORY = { MALLOC_MMAP_THRESHOLD_: '1000000000', MALLOC_TRIM_THRESHOLD_: '1000000000' };

/** Where PyTorch is looked for: the interpreter named by THRESHOLD_PYTHON, else the system's. */
export const pythonPath = (): string => process.env.THRESHOLD_PYTHON || '/usr/bin/python3';

/**
 * PyTorch in a process of its own, with so many threads.
 * @throws when there is no such interpreter or it cannot import torch, in one sentence
 */
export async function startTorchPeer(network: BenchNetwork, numbers: Numbers, threads: number): Promise<TorchPeer> {
  const script = fileURLToPath(new URL('./peer.py', import.meta.url));
  const child = spawn(pythonPath(), [script], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...KEEP_MEMORY },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const failed = new Promise<never>((_, reject) => {
    const reason = () => complaint.trim().split('\n').at(-1) || 'it ended';
    child.once('error', (error) => reject(new Error(`PyTorch does not start: ${error.message}`)));
    child.once('close', () => reject(new Error(`PyTorch does not run: ${reason()}`)));
    child.stdin.once('error', () => undefined);
  });
  failed.catch(() => undefined);
  const ask = async <T>(order: object): Promise<T> => {
    child.stdin.write(`${JSON.stringify(order)}\n`);
    const answered = lines.next().then(({ value, done }) => (done ? failed : (JSON.parse(value) as T)));
    return Promise.race([answered, failed]);
  };
  const { ready } = await ask<{ ready: string }>({
    network: network.id,
    threads,
    rate: LEARNING_RATE,
    epsilon: ADAM_EPSILON,
    parameters: Object.fromEntries(Array.from(numbers.parameters, ([name, x]) => [name, encoded(x)])),
    images: encoded(numbers.images),
    people: encoded(numbers.people),
  });
  return {
    version: ready,
    steps: (count) => ask<Steps>({ steps: count }),
    async close() {
      child.kill();
    },
  };
}

const encoded = ({ shape, data }: HostTensor) => ({
  shape,
  data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
});
