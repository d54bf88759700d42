import type * as tf from '@tensorflow/tfjs-core';
import * as tfc from '@tensorflow/tfjs-core';
import { seededRandom } from '../../metrics/seeded-random.ts';
import type { Plane } from '../../padding/plane.ts';
import type { HostTensor } from '../../runtime/types.ts';
import { type UpsamplerChoice, upsampler, upsamplerWeights } from '../../sampling/upsampler.ts';
import type { EngineTools } from '../in-engine.ts';
import { Fit } from '../small/fit.ts';
import type { Pair } from './pairs.ts';

/** Side of a patch in the small picture, and patches a step. */
const PATCH = 12;
const BATCH = 16;
const RATE = 0.004;
/** Weights are told so often, to look at. */
const TOLD = 20;

export interface TrainStep {
  readonly step: number;
  /** Mean squared error of the steps since the last, in grey levels². */
  readonly loss: number;
  readonly weights: readonly number[];
}

/** Trains one upsampler on patches of these faces. */
export async function* trainUpsampler(
  choice: UpsamplerChoice,
  pairs: readonly Pair[],
  { steps, seed }: { readonly steps: number; readonly seed: number },
  tools: EngineTools,
): AsyncGenerator<TrainStep, Float32Array> {
  const large = PATCH * choice.scale;
  const shapes = [
    [BATCH, PATCH, PATCH, 1],
    [BATCH, large, large, 1],
    [BATCH, large, large, 1],
  ] as const;
  const fit = await Fit.open(
    {
      requests: upsamplerWeights(choice),
      inputs: shapes.map((shape) => ({ dtype: 'float32', shape }) as const),
      loss: (weights, [small, cubic, truth]) =>
        tfc.losses.meanSquaredError(
          truth!,
          upsampler(choice, small as tf.Tensor4D, cubic as tf.Tensor4D, weights),
        ) as tf.Scalar,
    },
    tools,
  );
  try {
    await fit.begin(fit.initial(seed));
    const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x3c6e);
    let [sum, count] = [0, 0];
    for (let step = 1; step <= steps; step++) {
      // The last fifth goes slower, so that the end is no matter of the last batch.
      const rate = step > 0.8 * steps ? RATE / 4 : RATE;
      sum += await fit.learn(batchOf(pairs, choice.scale, random), rate);
      count++;
      if (step % TOLD === 0 || step === steps) {
        yield { step, loss: (255 ** 2 * sum) / count, weights: Array.from(await fit.learnt(), Math.fround) };
        [sum, count] = [0, 0];
      }
    }
    return await fit.learnt();
  } finally {
    await fit.release();
  }
}

function batchOf(pairs: readonly Pair[], scale: number, random: () => number): HostTensor[] {
  const large = PATCH * scale;
  const small = new Float32Array(BATCH * PATCH ** 2);
  const cubic = new Float32Array(BATCH * large ** 2);
  const truth = new Float32Array(BATCH * large ** 2);
  for (let i = 0; i < BATCH; i++) {
    const pair = pairs[Math.floor(random() * pairs.length)]!;
    const top = Math.floor(random() * (pair.small.rows - PATCH + 1));
    const left = Math.floor(random() * (pair.small.columns - PATCH + 1));
    put(pair.small, top, left, PATCH, small, i);
    put(pair.cubic, top * scale, left * scale, large, cubic, i);
    put(pair.truth, top * scale, left * scale, large, truth, i);
  }
  const of = (data: Float32Array, side: number): HostTensor => ({
    dtype: 'float32',
    shape: [BATCH, side, side, 1],
    data,
  });
  return [of(small, PATCH), of(cubic, large), of(truth, large)];
}

function put(from: Plane, top: number, left: number, side: number, to: Float32Array, i: number): void {
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      to[i * side * side + y * side + x] = from.values[(top + y) * from.columns + left + x]! / 255 - 0.5;
}
