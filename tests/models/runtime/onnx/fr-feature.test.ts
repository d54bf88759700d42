import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../../main/engine/backends/onnxruntime-node.ts';
import { compile } from '../../../../models/runtime/compile.ts';
import { onnxToFunction } from '../../../../models/runtime/onnx-to-tfjs/onnx-to-function.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { eager, randomInput, worstError } from '../support.ts';
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

test('fr_feature as TensorFlow.js operations is the same network, eager and compiled, and can be trained', async () => {
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
  const compiled = await compile(((images: tf.Tensor) => fn(images, weights)) as never, [x], { executor, freeBatch: false });
  expect(compiled.outputs.map(({ name }) => name)).toEqual(['scores', 'boxes']);
  expect(worstError(expected, await compiled.run(x))).toBeLessThan(1e-4);
  await compiled.release();
  tf.dispose(weights as never);
});
