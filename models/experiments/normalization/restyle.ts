import * as tf from '@tensorflow/tfjs-core';
import { NORM_LAYERS } from '../small/network.ts';
import { inOtherLight } from './shifts.ts';
import { styleOf } from './statistics.ts';

export interface RestyleInput {
  /** RGB bytes of two square pictures of one size. */
  readonly a: Uint8Array;
  readonly b: Uint8Array;
  readonly side: number;
  /** Of the light that the first is seen in: x → contrast · x + brightness on −1 … 1. */
  readonly brightness: number;
  readonly contrast: number;
}

/** A picture as it is shown, and its style: mean and standard deviation of each channel, on −1 … 1. */
export interface Styled {
  readonly data: Uint8Array;
  readonly style: readonly number[];
}

export interface Restyled {
  readonly a: Styled;
  readonly b: Styled;
  /** The first with the second's style, and the other way round. */
  readonly aAsB: Styled;
  readonly bAsA: Styled;
  /** The first in other light, and what instance normalisation makes of both. */
  readonly shifted: Styled;
  readonly unit: Styled;
  readonly unitShifted: Styled;
}

/** Two faces with their styles swapped by the layer itself, on the plain JavaScript backend: two small pictures need no other. */
export async function* restyle(input: RestyleInput): AsyncGenerator<never, Restyled> {
  await import('@tensorflow/tfjs-backend-cpu');
  if (!(await tf.setBackend('cpu'))) throw new Error('TensorFlow.js has no plain JavaScript backend here');
  const { side, brightness, contrast } = input;
  const valuesOf = (bytes: Uint8Array): Float32Array => Float32Array.from(bytes, (byte) => byte / 127.5 - 1);
  const [a, b] = [valuesOf(input.a), valuesOf(input.b)];
  const labels = Int32Array.of(0);
  const shifted = inOtherLight({ side, people: 1, data: a, labels }, { brightness, contrast }).data;
  const layer = (fn: (x: tf.Tensor) => tf.Tensor, ...pictures: readonly Float32Array[]): Float32Array[] => {
    const all = tf.tidy(() => {
      const x = tf.concat(pictures.map((values) => tf.tensor(values, [1, side, side, 3])));
      return fn(x).dataSync() as Float32Array;
    });
    const size = side * side * 3;
    return pictures.map((_, i) => all.slice(i * size, (i + 1) * size));
  };
  const [aAsB, bAsA] = layer((x) => NORM_LAYERS.crossNorm(x, tf.tensor1d([1, 0], 'int32')), a, b);
  const [unit, unitShifted] = layer((x) => NORM_LAYERS.instanceNorm(x, tf.ones([3]), tf.zeros([3])), a, shifted);
  // Unit variance does not fit between black and white: shown at a third, so that three deviations do.
  const shown = (values: Float32Array, scale = 1): Styled => ({
    data: Uint8Array.from(values, (value) => Math.max(0, Math.min(255, Math.round((value * scale + 1) * 127.5)))),
    style: styleOf(values),
  });
  return {
    a: shown(a),
    b: shown(b),
    aAsB: shown(aAsB!),
    bAsA: shown(bAsA!),
    shifted: shown(shifted),
    unit: shown(unit!, 1 / 3),
    unitShifted: shown(unitShifted!, 1 / 3),
  };
}
