import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import { traceStep } from '../../../../models/runtime/training/trace-step.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { randomInput, toTensor, worstError } from '../support.ts';
import { executor } from './nets.ts';

interface Case {
  readonly image: [number, number, number, number];
  readonly filter: [number, number];
  readonly channels: readonly number[];
  readonly strides: number | [number, number];
  readonly pad: 'same' | 'valid' | number;
  /** Set where each channel has its own filters. */
  readonly multiplier?: number;
}

/** Beside each, which of the two convolutions have blocks: channels and batch are or are not multiples of 16. */
const CASES: Readonly<Record<string, Case>> = {
  'colours, stride 2, padded': { image: [16, 12, 12, 3], filter: [3, 3], channels: [16, 32], strides: 2, pad: 1 },
  'wide enough to be padded beforehand': {
    image: [16, 36, 40, 3],
    filter: [3, 3],
    channels: [16, 16],
    strides: 2,
    pad: 1,
  },
  'stride 1, same': { image: [16, 6, 7, 16], filter: [3, 3], channels: [32, 16], strides: 1, pad: 'same' },
  'stride 2, same, even filter': { image: [32, 8, 8, 16], filter: [4, 2], channels: [16, 16], strides: 2, pad: 'same' },
  'two strides': { image: [16, 8, 9, 16], filter: [3, 3], channels: [16, 16], strides: [2, 1], pad: 'same' },
  'valid, stride 1': { image: [16, 9, 8, 3], filter: [3, 2], channels: [16, 16], strides: 1, pad: 'valid' },
  'windows that stop short': { image: [16, 10, 10, 16], filter: [3, 3], channels: [16, 16], strides: 2, pad: 'valid' },
  'odd size, stride 2': { image: [16, 9, 9, 16], filter: [3, 3], channels: [16, 16], strides: 2, pad: 'same' },
  'pointwise, stride 2': { image: [16, 8, 8, 16], filter: [1, 1], channels: [16, 16], strides: 2, pad: 'valid' },
  'pointwise, stride 1': { image: [16, 8, 8, 16], filter: [1, 1], channels: [32, 16], strides: 1, pad: 'valid' },
  'a batch of 7': { image: [7, 8, 8, 16], filter: [3, 3], channels: [16, 16], strides: 2, pad: 1 },
  '24 channels': { image: [16, 8, 8, 3], filter: [3, 3], channels: [24, 16], strides: 2, pad: 1 },
};

/** One filter a channel; the last two have no blocks. */
const DEPTHWISE: Readonly<Record<string, Case>> = {
  'stride 1, same': { image: [16, 6, 7, 32], filter: [3, 3], channels: [], strides: 1, pad: 'same', multiplier: 1 },
  'stride 2, padded': { image: [32, 20, 20, 16], filter: [3, 3], channels: [], strides: 2, pad: 1, multiplier: 1 },
  'the whole image': { image: [16, 7, 7, 48], filter: [7, 7], channels: [], strides: 1, pad: 'valid', multiplier: 1 },
  'windows that stop short': {
    image: [16, 8, 9, 16],
    filter: [3, 3],
    channels: [],
    strides: 2,
    pad: 'valid',
    multiplier: 1,
  },
  'two filters a channel': { image: [16, 6, 6, 16], filter: [3, 3], channels: [], strides: 1, pad: 1, multiplier: 2 },
  '8 channels': { image: [16, 6, 6, 8], filter: [3, 3], channels: [], strides: 1, pad: 1, multiplier: 1 },
};

/** Two convolutions and the gradients of everything: both filters, and the images by way of a variable added to them. */
function problem({ image, filter, channels, strides, pad, multiplier }: Case) {
  const variable = (shape: number[], seed: number) =>
    tf.tidy(() => tf.variable(toTensor(randomInput(shape, -0.5, 0.5, seed))));
  const filters =
    multiplier === undefined
      ? channels.map((out, i) => [...filter, channels[i - 1] ?? image[3], out])
      : [[...filter, image[3], multiplier]];
  const variables = [image, ...filters].map((shape, i) => variable(shape, i + 1));
  const optimizer = tf.train.sgd(0.5);
  const rounding = pad === 1 ? 'floor' : undefined;
  const convolve = (x: tf.Tensor, w: tf.Tensor) =>
    multiplier === undefined
      ? tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad, 'NHWC', 1, rounding)
      : tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad as number, 'NHWC', 1, rounding);
  const step = (images: tf.Tensor) => {
    const loss = () => {
      const [shift, ...weights] = variables as unknown as [tf.Tensor, ...tf.Tensor[]];
      const z = weights.reduce((x, w) => convolve(tf.sin(x), w), tf.add(images, shift));
      return tf.mul(tf.mean(tf.square(tf.add(z, tf.reshape(tf.linspace(-1, 1, z.size), z.shape)))), 50) as tf.Scalar;
    };
    return { loss: optimizer.minimize(loss, true, [...variables]) as tf.Scalar };
  };
  return { step, inputs: [randomInput(image, -1, 1, 9)], dispose: () => tf.dispose([...variables]) };
}

async function oneStep(one: Case, block: number | undefined): Promise<HostTensor[]> {
  const { step, inputs, dispose } = problem(one);
  const trained = await compileTrainingStep(step, inputs, { executor: { ...executor, block } });
  const { loss } = await trained.run(inputs);
  const state = await trained.readState();
  await trained.release();
  dispose();
  return [loss as HostTensor, ...state.values()];
}

describe.skipIf(executor.block === undefined)('convolutions on blocks', () => {
  test.each([
    ...Object.entries(CASES),
    ...Object.entries(DEPTHWISE).map(([name, one]) => [`depthwise, ${name}`, one] as const),
  ])('%s: losses and gradients are those of the plain ones', async (_, one) => {
    expect(worstError(await oneStep(one, undefined), await oneStep(one, executor.block))).toBeLessThan(1e-5);
  });

  test('are used where shapes allow, forwards and in both gradients', () => {
    const { step, inputs, dispose } = problem(CASES['colours, stride 2, padded'] as Case);
    const blocked = traceStep(step, inputs, false, 16).graph.nodes.filter(({ domain }) => domain.endsWith('nchwc'));
    const origins = new Set(blocked.filter(({ op }) => op === 'Conv').map(({ origin }) => origin));
    expect([...origins].sort()).toEqual(['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput']);
    dispose();
  });
});

test('an executor without blocks gets none', () => {
  const { step, inputs, dispose } = problem(CASES['colours, stride 2, padded'] as Case);
  const { graph } = traceStep(step, inputs, false);
  expect(graph.nodes.filter(({ domain }) => domain !== '')).toEqual([]);
  dispose();
});
