import * as tf from '@tensorflow/tfjs-core';
import '../../../../models/runtime/gradients.ts';
import fc from 'fast-check';
import { expect } from 'vitest';
import { createOnnxRuntimeNode } from '../../../../main/engine/backends/onnxruntime-node.ts';
import { compile } from '../../../../models/runtime/compile.ts';
import type { TensorFunction } from '../../../../models/runtime/trace.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { eager, scoped, toHost, worstError } from '../support.ts';

// The same cases at every run; another seed is one edit away when a rule changes.
fc.configureGlobal({ seed: 20_25, numRuns: 25 });

const executor = await createOnnxRuntimeNode();
await tf.setBackend('cpu');

export async function runCompiled(fn: TensorFunction, ...inputs: HostTensor[]): Promise<HostTensor[]> {
  const compiled = await compile(fn, inputs, { executor, freeBatch: false });
  try {
    return await compiled.run(...inputs);
  } finally {
    await compiled.release();
  }
}

/** Compiles a function for exactly these inputs, runs it, and compares with tfjs's plain JavaScript backend. */
export async function agrees(fn: TensorFunction, inputs: HostTensor[], tolerance = 2e-5): Promise<void> {
  const expected = eager(fn, ...inputs);
  const actual = await runCompiled(fn, ...inputs);
  const error = worstError(expected, actual);
  if (error > tolerance) {
    const show = (all: HostTensor[]) =>
      all.map((t) => `${t.dtype}[${t.shape}] ${[...t.data].slice(0, 12)}`).join(' | ');
    expect.fail(
      `off by ${error}\n  eager    ${show(expected)}\n  compiled ${show(actual)}\n  inputs   ${show(inputs)}`,
    );
  }
}

/** Gradient of the mean of squares of `fn`'s result towards its first input: exercises every gradient kernel of `fn`. */
export const gradientOf = (fn: (...xs: tf.Tensor[]) => tf.Tensor): TensorFunction => {
  return (...xs) => tf.grads((...ys) => tf.mean(tf.square(fn(...ys))))(xs);
};

/** Random numbers in [low, high); the seed makes a shrunk case repeatable. */
export function numbers(shape: number[], seed: number, low = -2, high = 2): HostTensor {
  return scoped(() => toHost(tf.randomUniform(shape, low, high, 'float32', seed)));
}

export function integers(shape: number[], seed: number, low = -9, high = 9): HostTensor {
  return scoped(() => toHost(tf.cast(tf.floor(tf.randomUniform(shape, low, high, 'float32', seed)), 'int32')));
}

export function booleans(shape: number[], seed: number): HostTensor {
  return scoped(() => toHost(tf.greater(tf.randomUniform(shape, 0, 1, 'float32', seed), 0.5)));
}

export const arbitrary = {
  seed: fc.integer({ min: 1, max: 10_000 }),
  /** Shapes with empty and single axes among them. */
  shape: (min = 0, max = 4) => fc.array(fc.integer({ min: 0, max: 4 }), { minLength: min, maxLength: max }),
  /** Shapes without empty axes. */
  solid: (min = 1, max = 4) => fc.array(fc.integer({ min: 1, max: 4 }), { minLength: min, maxLength: max }),
  /** Two shapes that broadcast: the second drops leading axes and flattens others to 1, in either order. */
  pair: fc
    .record({
      shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
      drop: fc.nat({ max: 4 }),
      flat: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      swap: fc.boolean(),
    })
    .map(({ shape, drop, flat, swap }) => {
      const other = shape.slice(Math.min(drop, shape.length)).map((length, i) => (flat[i] ? 1 : length));
      return (swap ? [other, shape] : [shape, other]) as [number[], number[]];
    }),
};

/** A permutation of `shape`'s axes that puts a 4-D tensor through the channels-first layout on its way. */
export const throughConvolution = (x: tf.Tensor): tf.Tensor => {
  const channels = x.shape[3] as number;
  return tf.depthwiseConv2d(x as tf.Tensor4D, tf.ones([1, 1, channels, 1]) as tf.Tensor4D, 1, 'same');
};
