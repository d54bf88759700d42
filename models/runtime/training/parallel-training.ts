import { encodeOnnxModel } from '../onnx-model.ts';
import { sizeOf } from '../shapes.ts';
import type { Example } from '../trace.ts';
import type { Executor, HostState, HostTensor, ParallelSession, SessionOptions, TrainingSession } from '../types.ts';
import type { BatchAxis } from './batch-axis.ts';
import { stateInput } from './state.ts';
import { type CutStep, gradientPort, meanOf } from './trace-gradients.ts';

/** The sum of all differences over the sum of all sizes that rounding may make when a batch is added up in parts. */
const TOLERANCE = 1e-3;
const TIMED_RUNS = 3;

type Feeds = Readonly<Record<string, HostTensor>>;

/**
 * A training step whose gradients are computed on parts of the batch in threads of their own, averaged, and applied
 * once (data parallelism, synchronous; Dean et al. 2012, Goyal et al. 2017). The state lies with the update's session and
 * is sent along with each part.
 */
export class ParallelTraining implements TrainingSession {
  private readonly cut: CutStep;
  private readonly parts: ParallelSession;
  private readonly update: TrainingSession;
  private readonly axis: BatchAxis;
  private readonly workers: number;

  private constructor(cut: CutStep, parts: ParallelSession, update: TrainingSession, axis: BatchAxis, workers: number) {
    this.cut = cut;
    this.parts = parts;
    this.update = update;
    this.axis = axis;
    this.workers = workers;
  }

  static async open(
    executor: Executor,
    cut: CutStep,
    initial: HostState,
    axis: BatchAxis,
    workers: number,
    options: SessionOptions,
  ): Promise<ParallelTraining> {
    if (!executor.openParallel) throw new Error(`${executor.id} has no threads to split a batch over.`);
    const update = await executor.openTraining(encodeOnnxModel(cut.update), initial, options);
    try {
      const parts = await executor.openParallel(encodeOnnxModel(cut.gradients), workers, options);
      return new ParallelTraining(cut, parts, update, axis, workers);
    } catch (error) {
      await update.release();
      throw error;
    }
  }

  async run(feeds: Feeds): Promise<Record<string, HostTensor>> {
    const results = await this.gradientsOf(feeds);
    const gradients = this.cut.gradientNames.map((name) => gradientPort(name));
    const mean = gradients.map((name) => [name, meanOf(results.map((part) => part[name] as HostTensor))] as const);
    const given = new Set(this.cut.update.inputs.map(({ name }) => name));
    const rates = Object.entries(feeds).filter(([name]) => given.has(name));
    await this.update.run(Object.fromEntries([...mean.filter(([name]) => given.has(name)), ...rates]));
    const [first = {}] = results;
    const own = Object.keys(first).filter((name) => !gradients.includes(name));
    return Object.fromEntries(own.map((name) => [name, joined(results.map((part) => part[name] as HostTensor))]));
  }

  /** Every part's results and gradients; the state is not changed. */
  async gradientsOf(feeds: Feeds): Promise<Array<Record<string, HostTensor>>> {
    const state = await this.update.readState();
    const shared = withState(this.cut, state);
    const wanted = new Set(this.cut.gradients.inputs.map(({ name }) => name));
    const parts = this.axis.split(feeds, this.workers);
    return this.parts.run(parts.map((part) => ({ ...pick(part, wanted), ...shared })));
  }

  readState(): Promise<Map<string, HostTensor>> {
    return this.update.readState();
  }

  writeState(state: HostState): Promise<void> {
    return this.update.writeState(state);
  }

  async release(): Promise<void> {
    await this.parts.release();
    await this.update.release();
  }
}

/** What a trial of a split step showed, before it is used. */
export interface ParallelTrial {
  /** Whether the mean of the parts' gradients is the whole batch's, up to rounding. */
  readonly same: boolean;
  /** Milliseconds of the gradients, undivided and in parts: the least of a few runs. */
  readonly ms: { readonly whole: number; readonly parts: number };
}

/**
 * Compares a split step with the undivided one, on the same numbers. Mining over the batch, batch normalisation and sums
 * in place of means show here: their gradients are not means of their parts' gradients.
 * @param whole the gradient graph for the whole batch
 */
export async function tryParallel(
  executor: Executor,
  parallel: ParallelTraining,
  whole: CutStep,
  initial: HostState,
  feeds: Feeds,
  options: SessionOptions,
): Promise<ParallelTrial> {
  const session = await executor.open(encodeOnnxModel(whole.gradients), options);
  try {
    const wanted = new Set(whole.gradients.inputs.map(({ name }) => name));
    const given = { ...pick(feeds, wanted), ...withState(whole, initial) };
    const undivided = await session.run(given);
    const parts = await parallel.gradientsOf(feeds);
    const ms = { whole: Number.POSITIVE_INFINITY, parts: Number.POSITIVE_INFINITY };
    for (let i = 0; i < TIMED_RUNS; i++) {
      ms.whole = Math.min(ms.whole, await timed(() => session.run(given)));
      ms.parts = Math.min(ms.parts, await timed(() => parallel.gradientsOf(feeds)));
    }
    let [difference, size] = [0, 0];
    for (const name of whole.gradientNames.map(gradientPort)) {
      const mean = meanOf(parts.map((part) => part[name] as HostTensor)).data;
      for (const [i, x] of (undivided[name] as HostTensor).data.entries()) {
        difference += Math.abs(x - mean[i]!);
        size += Math.abs(x);
      }
    }
    return { same: difference <= TOLERANCE * size, ms };
  } finally {
    await session.release();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

const pick = (feeds: Feeds, names: ReadonlySet<string>): Record<string, HostTensor> =>
  Object.fromEntries(Object.entries(feeds).filter(([name]) => names.has(name)));

function withState({ gradients }: CutStep, state: HostState): Record<string, HostTensor> {
  const wanted = new Set(gradients.inputs.map(({ name }) => name));
  return Object.fromEntries(
    [...state].flatMap(([name, tensor]) => (wanted.has(stateInput(name)) ? [[stateInput(name), tensor]] : [])),
  );
}

/** A single number is averaged, as the loss is; what has a row for each of the batch is put together again. */
function joined(parts: readonly HostTensor[]): HostTensor {
  const [first] = parts as [HostTensor];
  if (first.shape.length === 0) return first.dtype === 'float32' ? meanOf(parts) : first;
  const shape = [parts.reduce((rows, part) => rows + (part.shape[0] as number), 0), ...first.shape.slice(1)];
  const data = first.data.slice(0, 0).constructor as new (length: number) => HostTensor['data'];
  const all = new data(sizeOf(shape));
  let at = 0;
  for (const part of parts) {
    all.set(part.data, at);
    at += part.data.length;
  }
  return { dtype: first.dtype, shape, data: all };
}

/**
 * Numbers to try a step on: an example's own where it has some, else a fixed wave, and 0 1 0 1 … for labels. Labels that
 * alternate give every part of a batch mates and strangers, so that mining shows.
 */
export function trialNumbers(example: Example & Partial<HostTensor>): HostTensor {
  const { dtype, shape, data } = example;
  if (data) return { dtype, shape, data };
  const length = sizeOf(shape);
  if (dtype === 'float32')
    return { dtype, shape, data: Float32Array.from({ length }, (_, i) => Math.sin(i * 1.7 + 0.3)) };
  const labels = Array.from({ length }, (_, i) => i % 2);
  return { dtype, shape, data: dtype === 'int32' ? Int32Array.from(labels) : Uint8Array.from(labels) };
}
