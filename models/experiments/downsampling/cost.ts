import * as tf from '@tensorflow/tfjs-core';
import { quantile } from '../../metrics/quantile.ts';
import { seededRandom } from '../../metrics/seeded-random.ts';
import { compile } from '../../runtime/compile.ts';
import type { CompiledFunction, HostTensor } from '../../runtime/types.ts';
import { binomial } from '../../sampling/pool.ts';
import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import { interleaved, type Samples, type Subject, timedAs } from '../timing/interleaved.ts';
import { type WayId, wayIds } from './ways.ts';

export interface CostInput {
  readonly seed: number;
  readonly side: number;
  readonly channels: number;
  /** Of the strided convolution. */
  readonly k: number;
  readonly taps: number;
  /** Measured after warming up. */
  readonly runs: number;
}

export interface WayCost {
  readonly way: WayId;
  readonly weights: number;
  /** Multiply-accumulates, or comparisons for a maximum. */
  readonly macs: number;
  /** Milliseconds: the median and the 95th percentile. */
  readonly median: number;
  readonly p95: number;
}

/** Learnt weights, and operations for [side, side, channels] at half the side. */
export function countsOf(way: WayId, { side, channels, k, taps }: Omit<CostInput, 'seed' | 'runs'>) {
  const outputs = (side / 2) ** 2 * channels;
  switch (way) {
    case 'max':
    case 'average':
      return { weights: 0, macs: outputs * 4 };
    case 'strided':
      return { weights: k * k * channels * channels, macs: outputs * k * k * channels };
    case 'blur':
      return { weights: 0, macs: outputs * taps * taps };
    case 'maxBlur':
      return { weights: 0, macs: outputs * taps * taps + side * side * channels * 4 };
  }
}

const WARM_UP = 3;

/** What the rounds so far come to, now and then. */
export type CostProgress = Progress & { readonly soFar?: readonly WayCost[] };

/** One layer of each kind with as many channels out as in, run by the app's runtime in random order. */
export async function* measureCosts(
  input: CostInput,
  { executor }: EngineTools,
): AsyncGenerator<CostProgress, readonly WayCost[]> {
  const { seed, side, channels, k, taps, runs } = input;
  const random = seededRandom(seed);
  const some = (shape: readonly number[]): HostTensor => ({
    dtype: 'float32',
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random() - 0.5),
  });
  const x = some([1, side, side, channels]);
  const line = binomial(taps);
  const blur: HostTensor = {
    dtype: 'float32',
    shape: [taps, taps, channels, 1],
    data: Float32Array.from({ length: taps * taps * channels }, (_, i) => {
      const at = Math.floor(i / channels);
      return line[Math.floor(at / taps)]! * line[at % taps]!;
    }),
  };
  const filters: Record<WayId, HostTensor> = {
    ...{ max: some([1]), average: some([1]), strided: some([k, k, channels, channels]), blur, maxBlur: blur },
  };
  const layers: Record<WayId, (x: tf.Tensor4D, filter: tf.Tensor) => tf.Tensor> = {
    max: (a) => tf.maxPool(a, 2, 2, 'valid'),
    average: (a) => tf.avgPool(a, 2, 2, 'valid'),
    strided: (a, filter) => tf.conv2d(a, filter as tf.Tensor4D, 2, 'same'),
    blur: (a, filter) => tf.depthwiseConv2d(a, filter as tf.Tensor4D, 2, 'same'),
    maxBlur: (a, filter) => tf.depthwiseConv2d(tf.maxPool(a, 2, 1, 'same'), filter as tf.Tensor4D, 2, 'same'),
  };
  const open: CompiledFunction[] = [];
  const subjects: Subject[] = [];
  try {
    for (const way of wayIds) {
      const fn = (a: tf.Tensor, filter: tf.Tensor) => layers[way](a as tf.Tensor4D, filter);
      const options = { executor, name: `lesson ${way}`, freeBatch: false };
      const compiled = await compile(fn as never, [x, filters[way]], options);
      open.push(compiled);
      subjects.push({ id: way, run: () => compiled.run(x, filters[way]) });
    }
    const costsOf = (samples: Samples): WayCost[] =>
      wayIds.map((way) => {
        const sorted = samples.get(way)!.toSorted((a, b) => a - b);
        return { way, ...countsOf(way, input), median: quantile(sorted, 0.5)!, p95: quantile(sorted, 0.95)! };
      });
    return yield* timedAs(interleaved(subjects, { runs, warmUps: WARM_UP, seed }), costsOf);
  } finally {
    for (const one of open) await one.release();
  }
}

/** @throws RangeError where a page asks for what nobody would wait for */
export function checkCost({ seed, side, channels, k, taps, runs }: CostInput): void {
  const within = (name: string, value: number, low: number, high: number): void => {
    if (!(Number.isInteger(value) && value >= low && value <= high))
      throw new RangeError(`downsampling: ${name} is a whole number from ${low} to ${high}`);
  };
  within('seed', seed, 0, 0xffffffff);
  within('side', side, 2, 224);
  within('channels', channels, 1, 512);
  within('k', k, 1, 9);
  within('taps', taps, 2, 9);
  within('runs', runs, 1, 1000);
  if (side % 2 !== 0) throw new RangeError('downsampling: side is even');
}
