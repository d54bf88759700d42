import type * as tf from '@tensorflow/tfjs-core';
import type { NetworkChoice } from '../embed/networks/choice.ts';
import { embedFeatures, embedPictures, isFrozen, storeOf } from '../embed/networks/network.ts';
import { type Packing, unpacked } from '../embed/networks/packed-weights.ts';
import { unitRows } from '../losses/distances.ts';
import { compile } from '../runtime/compile.ts';
import type { CompiledFunction, EagerExecutor, Executor, HostTensor } from '../runtime/types.ts';
import type { Feeder } from './feeder.ts';
import type { NetworkVectors } from './step-program.ts';

/** Pictures a call, where not said otherwise. */
const BATCH = 64;

/**
 * The network as it is used: moving statistics, no augmentation. Compiled once; weights are inputs, so that each validation
 * shows it the present ones without another trace.
 */
export class EmbeddingProgram {
  private readonly compiled: CompiledFunction;
  private readonly feeder: Feeder;
  private readonly dimension: number;
  private readonly batch: number;

  private constructor(compiled: CompiledFunction, feeder: Feeder, dimension: number, batch: number) {
    this.compiled = compiled;
    this.feeder = feeder;
    this.dimension = dimension;
    this.batch = batch;
  }

  static async open(
    network: NetworkChoice,
    feeder: Feeder,
    packings: Readonly<{ trained: Packing; moving: Packing }>,
    /** `anyLength`: as the network gives them, for a head that reads lengths as well. `batch`: pictures a call. */
    options: Readonly<{ executor: Executor | EagerExecutor; threads: number; anyLength?: boolean; batch?: number }>,
  ): Promise<EmbeddingProgram> {
    const { anyLength = false, batch = BATCH, ...running } = options;
    if (anyLength && feeder.views !== 1) throw new Error('train: only embeddings of length 1 are averaged over views');
    const embed = isFrozen(network) ? embedFeatures : embedPictures;
    const fn = (examples: tf.Tensor, weights: tf.Tensor, moving?: tf.Tensor) => {
      const tensors = { ...unpacked(weights, packings.trained), ...(moving && unpacked(moving, packings.moving)) };
      const embeddings = embed(network, examples as never, storeOf(tensors));
      return anyLength ? embeddings : unitRows(embeddings);
    };
    const examples = [
      { dtype: 'float32', shape: [batch, ...feeder.shape] },
      { dtype: 'float32', shape: [packings.trained.length] },
      ...(packings.moving.length > 0 ? [{ dtype: 'float32', shape: [packings.moving.length] } as const] : []),
    ] as const;
    const compiled = await compile(fn as never, examples, { ...running, name: 'embedding', freeBatch: false });
    return new EmbeddingProgram(compiled, feeder, network.dimension, batch);
  }

  /** Embeddings, of length 1 unless it was opened otherwise: [pictures, dimension]. */
  async run(pictures: Int32Array, { weights, moving }: NetworkVectors): Promise<Float32Array> {
    const { feeder, dimension, batch } = this;
    const rows = new Float32Array(pictures.length * dimension);
    const vector = (data: Float32Array): HostTensor => ({ dtype: 'float32', shape: [data.length], data });
    for (let start = 0; start < pictures.length; start += batch) {
      const some = pictures.subarray(start, start + batch);
      for (let view = 0; view < feeder.views; view++) {
        const data = new Float32Array(batch * feeder.shape.reduce((a, b) => a * b, 1));
        data.set(await feeder.plain(some, view));
        const examples: HostTensor = { dtype: 'float32', shape: [batch, ...feeder.shape], data };
        const inputs = [examples, vector(weights), ...(moving.length > 0 ? [vector(moving)] : [])];
        const [result] = await this.compiled.run(...inputs);
        for (let i = 0; i < some.length * dimension; i++) rows[start * dimension + i]! += result!.data[i]!;
      }
    }
    return feeder.views === 1 ? rows : atUnitLength(rows, dimension);
  }

  release(): Promise<void> {
    return this.compiled.release();
  }
}

/** Rows at length 1, in place; one of zeros stays. */
export function atUnitLength(rows: Float32Array, dimension: number): Float32Array {
  for (let start = 0; start < rows.length; start += dimension) {
    const row = rows.subarray(start, start + dimension);
    let square = 0;
    for (const value of row) square += value * value;
    const length = Math.sqrt(square);
    if (length > 0) for (let d = 0; d < dimension; d++) row[d]! /= length;
  }
  return rows;
}
