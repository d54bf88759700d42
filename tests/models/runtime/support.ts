import * as tf from '@tensorflow/tfjs-core';
import { namedResults, type TensorFunction } from '../../../models/runtime/trace.ts';
import type { HostTensor } from '../../../models/runtime/types.ts';

/** A tensor's numbers on the host, in the runtime's own form. */
export function toHost(tensor: tf.Tensor): HostTensor {
  return {
    dtype: tensor.dtype as HostTensor['dtype'],
    shape: tensor.shape,
    data: tensor.dataSync().slice() as HostTensor['data'],
  };
}

/** tf.tidy for bodies that return something else than tensors. */
export function scoped<T>(body: () => T): T {
  tf.engine().startScope();
  try {
    return body();
  } finally {
    tf.engine().endScope();
  }
}

export function toTensor({ data, shape, dtype }: HostTensor): tf.Tensor {
  return tf.tensor(data, [...shape], dtype);
}

/** Runs a function eagerly on the current tfjs backend: the reference. */
export function eager(fn: TensorFunction, ...inputs: HostTensor[]): HostTensor[] {
  return scoped(() => namedResults(fn(...inputs.map(toTensor))).map(([, tensor]) => toHost(tensor)));
}

export function randomInput(shape: number[], low: number, high: number, seed: number): HostTensor {
  return scoped(() => toHost(tf.randomUniform(shape, low, high, 'float32', seed)));
}

/**
 * Largest difference between expected and actual results, relative to the largest number of that output, or to `floor`
 * where all of it is smaller. Infinite where types, shapes or NaNs do not agree.
 */
export function worstError(expected: readonly HostTensor[], actual: readonly HostTensor[], floor = 1e-3): number {
  if (expected.length !== actual.length) return Number.POSITIVE_INFINITY;
  return Math.max(0, ...expected.map((tensor, i) => tensorError(tensor, actual[i] as HostTensor, floor)));
}

function tensorError(expected: HostTensor, actual: HostTensor, floor: number): number {
  if (expected.dtype !== actual.dtype || `${expected.shape}` !== `${actual.shape}`) return Number.POSITIVE_INFINITY;
  let scale = floor;
  let worst = 0;
  for (const [k, x] of expected.data.entries()) {
    const y = actual.data[k] as number;
    if (Object.is(x, y) || x === y) {
      if (Number.isFinite(x)) scale = Math.max(scale, Math.abs(x));
      continue;
    }
    if (!Number.isFinite(x) || !Number.isFinite(y)) return Number.POSITIVE_INFINITY;
    scale = Math.max(scale, Math.abs(x));
    worst = Math.max(worst, Math.abs(x - y));
  }
  return worst / scale;
}
