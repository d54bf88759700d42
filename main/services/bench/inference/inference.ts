import { quantile } from '../../../../models/metrics/quantile.ts';
import { seededRandom } from '../../../../models/metrics/seeded-random.ts';
import { compile } from '../../../../models/runtime/compile.ts';
import type { Example } from '../../../../models/runtime/trace.ts';
import type { CompiledFunction, EagerExecutor, Executor, HostTensor } from '../../../../models/runtime/types.ts';
import type { BenchModel, OpenModel } from './models.ts';

export interface InferenceBench {
  readonly models: readonly BenchModel[];
  readonly native: Executor;
  readonly wasm: EagerExecutor;
  /** Rounds in which both have their turn. */
  readonly rounds: number;
  readonly threads?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface ModelTimes {
  readonly model: string;
  readonly input: readonly number[];
  /** Largest difference from eager TensorFlow.js on the same input, relative to the largest number of that output. */
  readonly maxError: number;
  /** Medians of one run with a batch of one. */
  readonly ms: number;
  readonly wasmMs: number;
  readonly speedUp: number;
}

/** What `bench inference --json` prints. */
export interface InferenceReport {
  readonly models: readonly ModelTimes[];
  readonly notTraced: readonly { readonly model: string; readonly reason: string }[];
  /** Geometric mean of the speed-ups. */
  readonly speedUp: number | null;
  readonly threads: number;
}

const RUNS_PER_ROUND = 3;

/** Every model that traces: its error and its time here and on TensorFlow.js's wasm backend, in turns. */
export async function benchInference(bench: InferenceBench): Promise<InferenceReport> {
  const { models, threads = 1, onProgress } = bench;
  const times: ModelTimes[] = [];
  const notTraced: InferenceReport['notTraced'][number][] = [];
  // Models keep their weights on the backend that is current when they are opened.
  await bench.wasm.activate();
  for (const [i, { name, open }] of models.entries()) {
    try {
      const model = await open();
      try {
        times.push({ model: name, ...(await timesOf(model, bench, threads)) });
      } finally {
        model.dispose();
      }
    } catch (error) {
      notTraced.push({ model: name, reason: (error as Error).message });
    }
    onProgress?.(i + 1, models.length);
  }
  const logs = times.map(({ speedUp }) => Math.log(speedUp));
  const speedUp = logs.length === 0 ? null : Math.exp(logs.reduce((sum, x) => sum + x, 0) / logs.length);
  return { models: times, notTraced, speedUp, threads };
}

async function timesOf({ fn, example, high }: OpenModel, { native, wasm, rounds }: InferenceBench, threads: number) {
  const here = await compile(fn, [example], { executor: native, threads, freeBatch: false });
  try {
    const eager = await compile(fn, [example], { executor: wasm });
    const input = randomInput(example, high);
    const expected = await eager.run(input);
    const maxError = worstError(expected, await here.run(input));
    const mine: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      mine.push(...(await runs(here, input)));
      theirs.push(...(await runs(eager, input)));
    }
    const ms = median(mine);
    const wasmMs = median(theirs);
    return { input: example.shape, maxError, ms, wasmMs, speedUp: wasmMs / ms };
  } finally {
    await here.release();
  }
}

/** One run that is not counted, as its caches are cold, and some that are. */
async function runs(compiled: CompiledFunction, input: HostTensor): Promise<number[]> {
  await compiled.run(input);
  const ms: number[] = [];
  for (let i = 0; i < RUNS_PER_ROUND; i++) {
    const begin = performance.now();
    await compiled.run(input);
    ms.push(performance.now() - begin);
  }
  return ms;
}

const median = (ms: readonly number[]): number => quantile(Float64Array.from(ms).sort(), 0.5) as number;

function randomInput({ dtype, shape }: Example, high: number): HostTensor {
  const random = seededRandom(5);
  const length = shape.reduce((product, n) => product * n, 1);
  const data = Float32Array.from({ length }, () => random() * high);
  return { dtype, shape, data: dtype === 'int32' ? Int32Array.from(data) : data };
}

/** Infinite where shapes differ or one has a number where the other has none. */
export function worstError(expected: readonly HostTensor[], actual: readonly HostTensor[]): number {
  let worst = 0;
  for (const [i, { data, shape }] of expected.entries()) {
    const other = actual[i] as HostTensor;
    if (`${shape}` !== `${other.shape}`) return Number.POSITIVE_INFINITY;
    let scale = 1e-3;
    let difference = 0;
    for (const [k, x] of data.entries()) {
      const y = other.data[k] as number;
      if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue;
      if (!Number.isFinite(x - y)) return Number.POSITIVE_INFINITY;
      difference = Math.max(difference, Math.abs(x - y));
      scale = Math.max(scale, Math.abs(x));
    }
    worst = Math.max(worst, difference / scale);
  }
  return worst;
}
