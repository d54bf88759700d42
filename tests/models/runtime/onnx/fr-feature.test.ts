import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../../main/engine/backends/onnxruntime-node.ts';
import { compile } from '../../../../models/runtime/compile.ts';
import { onnxToFunction } from '../../../../models/runtime/onnx-to-tfjs/onnx-to-function.ts';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { eager, randomInput, worstError } from '../support.ts';
import { constant, fileOf, numbers } from './harness.ts';
import '../../../../models/runtime/gradients.ts';

const weightsFile = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../../models/weights/${name}`, import.meta.url)));
const executor = await createOnnxRuntimeNode();
await tf.setBackend('cpu');

/** The results of ONNX Runtime itself, in the file's order. */
async function reference(bytes: Uint8Array, x: HostTensor): Promise<HostTensor[]> {
  const session = await executor.open(bytes);
  const results = await session.run({ [session.inputs[0]!.name]: x });
  await session.release();
  return session.outputs.map(({ name }) => results[name] as HostTensor);
}

test('fr_feature as TensorFlow.js operations is the same network, eager and compiled', async () => {
  const bytes = weightsFile('fr_feature.onnx');
  const x = randomInput([1, 3, 112, 112], -1, 1, 7);
  const expected = await reference(bytes, x);
  const { fn, weights, trainable, inputs, outputs } = onnxToFunction(bytes);
  expect(inputs).toEqual([{ name: 'input', dtype: 'float32', shape: [1, 3, 112, 112] }]);
  expect(outputs).toEqual([{ name: 'output', dtype: 'float32', shape: [1, 512] }]);
  expect(trainable).toHaveLength(133);
  const network = (images: tf.Tensor) => fn(images, weights);
  expect(worstError(expected, eager(network as never, x))).toBeLessThan(1e-4);
  const compiled = await compile(network as never, [x], { executor, freeBatch: false });
  expect(worstError(expected, await compiled.run(x))).toBeLessThan(1e-4);
  await compiled.release();
  tf.dispose(weights as never);
});

test('a detector with shape arithmetic, dilations and several outputs too', async () => {
  const bytes = weightsFile('fr_detect.onnx');
  const x = randomInput([1, 3, 240, 320], -1, 1, 8);
  const expected = await reference(bytes, x);
  const { fn, weights } = onnxToFunction(bytes);
  const compiled = await compile(((images: tf.Tensor) => fn(images, weights)) as never, [x], {
    executor,
    freeBatch: false,
  });
  expect(compiled.outputs.map(({ name }) => name)).toEqual(['scores', 'boxes']);
  expect(worstError(expected, await compiled.run(x))).toBeLessThan(1e-4);
  await compiled.release();
  tf.dispose(weights as never);
});

test('a network read from a file is fine-tuned: the loss falls, and the statistics stay', async () => {
  const x = numbers([4, 3, 8, 8], 1);
  const file = fileOf(x, (g, name) => {
    const filter = constant(g, numbers([4, 3, 3, 3], 2, -0.5, 0.5));
    const y = g.node('Conv', [name, filter], { pads: [1, 0, 0, 1], strides: [2, 2] });
    const [scale, offset, mean] = [numbers([4], 3, 0.5, 1), numbers([4], 4), numbers([4], 5)].map((t) =>
      constant(g, t),
    );
    const normal = g.node('BatchNormalization', [y, scale!, offset!, mean!, constant(g, numbers([4], 6, 0.5, 1))]);
    return g.node('Flatten', [
      g.node('GlobalAveragePool', [g.node('PRelu', [normal, constant(g, numbers([4, 1, 1], 7))])]),
    ]);
  });
  const { fn, weights, trainable } = onnxToFunction(file);
  expect(Object.keys(weights)).toHaveLength(6);
  expect(trainable).toHaveLength(4);
  const variables = Object.fromEntries(trainable.map((name) => [name, tf.variable(weights[name] as tf.Tensor)]));
  const optimizer = tf.train.sgd(0.1);
  const step = (images: tf.Tensor) => {
    const loss = () =>
      tf.mean(tf.square(tf.sub(fn(images, { ...weights, ...variables }).y0 as tf.Tensor, 1))) as tf.Scalar;
    return { loss: optimizer.minimize(loss, true) as tf.Scalar };
  };
  const trained = await compileTrainingStep(step, [x], { executor });
  const losses: number[] = [];
  for (let i = 0; i < 20; i++) losses.push((await trained.run([x])).loss?.data[0] ?? Number.NaN);
  expect(losses.at(-1)).toBeLessThan((losses[0] as number) / 2);
  await trained.release();
  tf.dispose([weights, variables] as never);
});
