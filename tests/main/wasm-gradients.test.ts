import * as tf from '@tensorflow/tfjs-core';
import '../../models/runtime/gradients.ts';
import { expect, test } from 'vitest';
import { createTfjsWasm } from '../../main/engine/backends/tfjs-wasm.ts';
import { compileTrainingStep } from '../../models/runtime/training/compile-training-step.ts';
import { randomInput, toHost, toTensor, worstError } from '../models/runtime/support.ts';

const wasm = await createTfjsWasm();

type Fn = (...xs: tf.Tensor[]) => tf.Tensor;
const conv =
  (stride: number, pad: 'same' | 'valid' | number): Fn =>
  (x, w) =>
    tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad);

const CASES: Readonly<Record<string, readonly [Fn, ...number[][]]>> = {
  convolution: [conv(1, 'same'), [2, 5, 6, 3], [3, 3, 3, 4]],
  'strided convolution': [conv(2, 'same'), [3, 7, 6, 2], [3, 3, 2, 5]],
  'convolution that stops short of the end': [conv(3, 'valid'), [2, 9, 8, 2], [2, 2, 2, 3]],
  'convolution with a padding of 1': [conv(2, 1), [2, 6, 6, 2], [3, 3, 2, 3]],
  'depthwise convolution': [
    (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'),
    [2, 6, 5, 3],
    [3, 3, 3, 2],
  ],
  gather: [(x) => tf.gather(x, tf.tensor1d([2, 0, 2], 'int32')), [4, 3]],
};

test.each(Object.entries(CASES))('WebAssembly has the gradient of a %s', async (_, [fn, ...shapes]) => {
  const inputs = shapes.map((shape, i) => randomInput(shape, -1, 1, i + 1));
  const gradients = async (backend: string) => {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const tensors = tf.tidy(() => tf.grads((...xs) => tf.mean(tf.square(fn(...xs))))(inputs.map(toTensor)));
    const results = tensors.map(toHost);
    tf.dispose(tensors);
    expect(tf.memory().numTensors).toBe(before);
    return results;
  };
  expect(worstError(await gradients('cpu'), await gradients('wasm'))).toBeLessThan(1e-5);
});

test('a convolutional network is trained on it, eagerly', async () => {
  await wasm.activate();
  const filter = tf.variable(toTensor(randomInput([3, 3, 2, 2], -1, 1, 3)), true, 'wasm/filter') as tf.Variable;
  const optimizer = tf.train.adam(0.05);
  const loss = (x?: tf.Tensor) => tf.mean(tf.square(conv(1, 'same')(x as tf.Tensor, filter))) as tf.Scalar;
  const inputs = [randomInput([4, 6, 6, 2], -1, 1, 4)];
  const step = (x?: tf.Tensor) => optimizer.minimize(() => loss(x), true, [filter]);
  const trained = await compileTrainingStep(step, inputs, { executor: wasm });
  const losses: number[] = [];
  for (let i = 0; i < 30; i++) losses.push((await trained.run(inputs)).y0?.data[0] as number);
  expect(losses[29]).toBeLessThan(0.1 * (losses[0] as number));
  filter.dispose();
});
