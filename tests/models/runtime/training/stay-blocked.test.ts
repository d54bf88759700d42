import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import { traceStep } from '../../../../models/runtime/training/trace-step.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { randomInput, toTensor, worstError } from '../support.ts';
import { executor } from './nets.ts';

type Between = (x: tf.Tensor4D, gain: tf.Tensor1D, shift: tf.Tensor1D) => tf.Tensor;

function normalise(x: tf.Tensor4D, gain: tf.Tensor1D, shift: tf.Tensor1D): tf.Tensor4D {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  return tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, shift, gain, 1e-3) as tf.Tensor4D;
}

/** What lies between two convolutions; each is differentiated too. */
const BETWEEN: Readonly<Record<string, Between>> = {
  'batch normalisation and ReLU': (x, gain, shift) => tf.relu(normalise(x, gain, shift)),
  'batch normalisation alone': normalise,
  'ReLU without normalisation': (x, gain) => tf.relu(tf.sub(x, gain)),
  'slopes a channel': (x, gain, shift) => tf.prelu(tf.add(x, shift), gain),
  'a residual sum and a leaky ReLU': (x, gain) => tf.add(tf.leakyRelu(tf.mul(x, gain), 0.2), tf.mul(x, 0.5)),
  'quotients and differences': (x, gain, shift) => tf.div(tf.sub(shift, x), tf.add(tf.square(x), tf.abs(gain))),
  'a number an image and channel': (x) => tf.mul(x, tf.sigmoid(tf.mean(x, [1, 2], true))),
  'numbers a pixel, which no block has': (x) => tf.mul(x, tf.sigmoid(tf.mean(x, [3], true))),
  'the larger of two': (x, gain) => tf.maximum(tf.mul(x, 3), tf.sin(tf.mul(x, gain))),
  'whole numbers': (x) => tf.mul(x, tf.cast(tf.cast(tf.mul(x, 4), 'int32'), 'float32')),
  'means over the batch': (x) => tf.sub(x, tf.mean(x, [0], true)),
};

function problem(between: Between) {
  const variable = (shape: number[], seed: number, from = -0.5) =>
    tf.tidy(() => tf.variable(toTensor(randomInput(shape, from, 0.5, seed))));
  const variables = [[3, 3, 3, 32], [3, 3, 32, 16], [32], [32]].map((shape, i) => variable(shape, i + 1));
  const optimizer = tf.train.sgd(0.5);
  const step = (images: tf.Tensor) => {
    const [first, second, gain, shift] = variables as unknown as [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
    const loss = () => {
      const y = tf.conv2d(images as tf.Tensor4D, first, 2, 1);
      const z = tf.conv2d(between(y, gain, shift) as tf.Tensor4D, second, 2, 1);
      return tf.mul(tf.mean(tf.square(tf.add(z, tf.reshape(tf.linspace(-1, 1, z.size), z.shape)))), 50) as tf.Scalar;
    };
    return { loss: optimizer.minimize(loss, true, [...variables]) as tf.Scalar };
  };
  return { step, inputs: [randomInput([16, 16, 12, 3], -1, 1, 9)], dispose: () => tf.dispose([...variables]) };
}

async function oneStep(between: Between, block: number | undefined): Promise<HostTensor[]> {
  const { step, inputs, dispose } = problem(between);
  const trained = await compileTrainingStep(step, inputs, { executor: { ...executor, block } });
  const { loss } = await trained.run(inputs);
  const state = await trained.readState();
  await trained.release();
  dispose();
  return [loss as HostTensor, ...state.values()];
}

describe.skipIf(executor.block === undefined)('between two convolutions on blocks', () => {
  test.each(Object.entries(BETWEEN))('%s: losses and gradients are those of plain channels', async (_, between) => {
    expect(worstError(await oneStep(between, undefined), await oneStep(between, executor.block))).toBeLessThan(1e-5);
  });

  test('batch normalisation and ReLU need no conversion, forwards or backwards', () => {
    const { step, inputs, dispose } = problem(BETWEEN['batch normalisation and ReLU'] as Between);
    const { graph } = traceStep(step, inputs, false, 16);
    const { nodes } = graph;
    // The loss is a mean over plain channels.
    const origins = nodes.filter(({ op }) => op === 'ReorderOutput').map(({ origin }) => origin);
    expect(origins).toEqual(['Square']);
    expect(nodes.filter(({ op }) => op === 'BatchNormalization' || op === 'Relu')).toEqual([]);
    // Its gradient is one convolution that adds; the sum of differences from the mean, which is zero, is not computed.
    expect(nodes.filter(({ op, inputs }) => op === 'Conv' && inputs.length === 4)).toHaveLength(1);
    const sumsOfBatch = nodes.filter(({ op, inputs }) => op === 'ReduceSum' && inputs[1] === graph.ints([0]));
    expect(sumsOfBatch).toHaveLength(4);
    dispose();
  });
});
