import * as tf from '@tensorflow/tfjs-core';
import { quantile } from '../../../../models/metrics/quantile.ts';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import type { EagerExecutor, Executor } from '../../../../models/runtime/types.ts';
import { type BenchNetwork, type Numbers, numbersFor, trainingStep } from './networks.ts';
import { startTorchPeer, type Trainer } from './torch-peer.ts';

export interface TrainingBench {
  readonly network: BenchNetwork;
  readonly native: Executor;
  /** Null: not timed. */
  readonly wasm: EagerExecutor | null;
  readonly torch: boolean;
  /** Rounds in which every contender has its turn. */
  readonly rounds: number;
  readonly stepsPerRound?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Median milliseconds of a step with one thread and with two; null where it could not be timed, `notes` say why. */
export interface ByThreads {
  readonly one: number | null;
  readonly two: number | null;
}

export interface ByContender {
  readonly runtime: ByThreads;
  readonly wasm: ByThreads;
  readonly torch: ByThreads;
}

/** What `bench training --json` prints for a network. */
export interface TrainingReport {
  readonly network: string;
  readonly ms: ByContender;
  /** The quickest step of each: what the machine does when nothing else runs on it. */
  readonly leastMs: ByContender;
  /** Median processor time of a step over all threads: waiting for a busy machine is not in it, waiting in a loop is. */
  readonly cpuMs: ByContender;
  /** Our time over PyTorch's at equal threads: below 1, ours is faster. */
  readonly ratioToTorch: ByThreads;
  /** The time of TensorFlow.js's wasm backend over ours, one thread each. */
  readonly ratioToWasm: number | null;
  /** The first steps' losses, by contender. */
  readonly losses: Readonly<Record<string, readonly number[]>>;
  readonly steps: number;
  readonly torchVersion: string | null;
  readonly notes: readonly string[];
}

/** Losses of this many first steps must agree: the contenders then compute the same. */
const COMPARED_STEPS = 3;
/** Rounding alone makes about 1e-6 in the first step, which Adam's division by small moments enlarges. */
const TOLERANCE = 1e-3;
/** Above this a step is timed once a round, in a few rounds. */
const SLOW_MS = 4000;
const SLOW_ROUNDS = 2;

const WASM_THREADS = 'TensorFlow.js’s wasm backend has no threads in Node';

interface Contender {
  readonly name: 'runtime' | 'wasm' | 'torch';
  readonly threads: 1 | 2;
  readonly trainer: Trainer;
  readonly first: readonly number[];
  readonly slow: boolean;
  readonly ms: number[];
  readonly cpuMs: number[];
}

/**
 * Times one step of training in turns, so that what slows the machine slows all.
 * @throws when the contenders' first losses differ: their times would not be of the same work
 */
export async function benchTraining(bench: TrainingBench): Promise<TrainingReport> {
  const { network, rounds, stepsPerRound = 5, onProgress } = bench;
  const numbers = numbersFor(network, 11);
  const notes: string[] = [WASM_THREADS];
  const contenders: Contender[] = [];
  let torchVersion: string | null = null;
  const enter = async (name: Contender['name'], threads: 1 | 2, trainer: Trainer) => {
    const { losses, ms } = await trainer.steps(COMPARED_STEPS);
    contenders.push({ name, threads, trainer, first: losses, slow: ms.at(-1)! > SLOW_MS, ms: [], cpuMs: [] });
  };
  try {
    for (const threads of [1, 2] as const) {
      await enter('runtime', threads, await tfjsTrainer(network, numbers, bench.native, threads));
      if (!bench.torch) continue;
      const peer = await startTorchPeer(network, numbers, threads).catch((error: Error) => error.message);
      if (typeof peer === 'string') notes.push(peer);
      else await enter('torch', threads, peer);
      if (typeof peer !== 'string') torchVersion = peer.version;
    }
    if (bench.wasm) await enter('wasm', 1, await tfjsTrainer(network, numbers, bench.wasm, 1));
    mustAgree(contenders);
    for (let round = 0; round < rounds; round++) {
      for (const { trainer, slow, ms, cpuMs } of contenders) {
        // A contender's first step after the others' turn has cold caches, of which only the quick ones notice.
        if (!slow) await trainer.steps(1);
        if (slow && round >= SLOW_ROUNDS) continue;
        const timed = await trainer.steps(slow ? 1 : stepsPerRound);
        ms.push(...timed.ms);
        cpuMs.push(...timed.cpuMs);
      }
      onProgress?.(round + 1, rounds);
    }
  } finally {
    for (const { trainer } of contenders) await trainer.close();
  }
  return report(network, contenders, { steps: rounds * stepsPerRound, torchVersion, notes: [...new Set(notes)] });
}

function report(
  network: BenchNetwork,
  contenders: readonly Contender[],
  rest: Pick<TrainingReport, 'steps' | 'torchVersion' | 'notes'>,
): TrainingReport {
  const times = (kind: 'ms' | 'cpuMs', share: number): ByContender => {
    const time = (name: string, threads: number): number | null => {
      const found = contenders.find((c) => c.name === name && c.threads === threads);
      return found ? quantile(Float64Array.from(found[kind]).sort(), share) : null;
    };
    const byThreads = (name: string): ByThreads => ({ one: time(name, 1), two: time(name, 2) });
    return { runtime: byThreads('runtime'), wasm: byThreads('wasm'), torch: byThreads('torch') };
  };
  const ms = times('ms', 0.5);
  const over = (a: number | null, b: number | null) => (a === null || b === null ? null : a / b);
  return {
    network: network.title,
    ms,
    leastMs: times('ms', 0),
    cpuMs: times('cpuMs', 0.5),
    ratioToTorch: { one: over(ms.runtime.one, ms.torch.one), two: over(ms.runtime.two, ms.torch.two) },
    ratioToWasm: over(ms.wasm.one, ms.runtime.one),
    losses: Object.fromEntries(contenders.map(({ name, threads, first }) => [`${name}, ${threads}`, first])),
    ...rest,
  };
}

function mustAgree(contenders: readonly Contender[]): void {
  const [reference, ...others] = contenders;
  for (const { name, threads, first } of others) {
    for (const [i, loss] of first.entries()) {
      const expected = reference?.first[i] as number;
      if (Math.abs(loss - expected) <= TOLERANCE) continue;
      throw new Error(
        `The losses of step ${i + 1} differ: ${expected} here, ${loss} by ${name} with ${threads} threads. ` +
          'They do not compute the same, so their times say nothing.',
      );
    }
  }
}

async function tfjsTrainer(
  network: BenchNetwork,
  numbers: Numbers,
  executor: Executor | EagerExecutor,
  threads: number,
): Promise<Trainer> {
  const { step, variables } = trainingStep(network, numbers);
  const inputs = [numbers.images, numbers.people];
  const trained = await compileTrainingStep(step, inputs, { executor, threads });
  return {
    async steps(count) {
      const losses: number[] = [];
      const ms: number[] = [];
      const cpuMs: number[] = [];
      for (let i = 0; i < count; i++) {
        const begin = performance.now();
        const before = process.cpuUsage();
        const { loss } = await trained.run(inputs);
        ms.push(performance.now() - begin);
        const used = process.cpuUsage(before);
        cpuMs.push((used.user + used.system) / 1000);
        losses.push(loss?.data[0] as number);
      }
      return { losses, ms, cpuMs };
    },
    async close() {
      await trained.release();
      tf.dispose(variables);
    },
  };
}
