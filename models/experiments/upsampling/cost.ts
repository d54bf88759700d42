import * as tf from '@tensorflow/tfjs-core';
import { initialVector, packingOf, unpacked } from '../../embed/networks/packed-weights.ts';
import { quantile } from '../../metrics/quantile.ts';
import { compile } from '../../runtime/compile.ts';
import type { CompiledFunction, HostTensor } from '../../runtime/types.ts';
import { resize } from '../../sampling/resize.ts';
import { upsampler, upsamplerIds, upsamplerWeights } from '../../sampling/upsampler.ts';
import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import { interleaved, type Samples, type Subject, timedAs } from '../timing/interleaved.ts';
import type { UpId } from './measure.ts';
import type { Pair } from './pairs.ts';

export interface CostPlan {
  readonly scale: number;
  readonly kernel: number;
  readonly runs: number;
  readonly seed: number;
}

/** Milliseconds for one face: median and 95th percentile. Networks, nearest and linear by the runtime, cubic in plain JavaScript. */
export type UpCosts = Readonly<Record<UpId, { readonly median: number; readonly p95: number }>>;

/** What the rounds so far come to, now and then. */
export type CostProgress = Progress & { readonly soFar?: UpCosts };

export async function* timeUpsamplers(
  { small, cubic }: Pair,
  { scale, kernel, runs, seed }: CostPlan,
  { executor }: EngineTools,
): AsyncGenerator<CostProgress, UpCosts> {
  const host = (values: Float64Array, rows: number): HostTensor => ({
    dtype: 'float32',
    shape: [1, rows, values.length / rows, 1],
    data: Float32Array.from(values, (value) => value / 255 - 0.5),
  });
  const [x, base] = [host(small.values, small.rows), host(cubic.values, cubic.rows)];
  const size: [number, number] = [cubic.rows, cubic.columns];
  const open: CompiledFunction[] = [];
  const subjects: Subject[] = [{ id: 'cubic', run: () => resize(small, cubic.rows, cubic.columns, 'cubic') }];
  try {
    const options = { executor, name: 'lesson upsampler', freeBatch: false };
    for (const [id, fn] of [
      ['nearest', (a: tf.Tensor) => tf.image.resizeNearestNeighbor(a as tf.Tensor4D, size, false, true)],
      ['linear', (a: tf.Tensor) => tf.image.resizeBilinear(a as tf.Tensor4D, size, false, true)],
    ] as const) {
      const compiled = await compile(fn as never, [x], options);
      open.push(compiled);
      subjects.push({ id, run: () => compiled.run(x) });
    }
    for (const id of upsamplerIds) {
      const choice = { id, scale, kernel };
      const packing = packingOf(upsamplerWeights(choice));
      const data = initialVector(packing, seed);
      const weights: HostTensor = { dtype: 'float32', shape: [data.length], data };
      const fn = (a: tf.Tensor, b: tf.Tensor, vector: tf.Tensor) =>
        upsampler(choice, a as tf.Tensor4D, b as tf.Tensor4D, unpacked(vector, packing));
      const compiled = await compile(fn as never, [x, base, weights], options);
      open.push(compiled);
      subjects.push({ id, run: () => compiled.run(x, base, weights) });
    }
    return yield* timedAs(interleaved(subjects, { runs, warmUps: 3, seed }), costsOf);
  } finally {
    for (const one of open) await one.release();
  }
}

function costsOf(samples: Samples): UpCosts {
  return Object.fromEntries(
    [...samples].map(([id, times]) => {
      const sorted = times.toSorted((a, b) => a - b);
      return [id, { median: quantile(sorted, 0.5)!, p95: quantile(sorted, 0.95)! }];
    }),
  ) as UpCosts;
}
