import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { compileAFunction } from '../../../models/runtime/examples/compile-a-function.ts';
import { exportAModel } from '../../../models/runtime/examples/export-a-model.ts';
import { fineTuneAnOnnxFile } from '../../../models/runtime/examples/fine-tune-an-onnx-file.ts';
import { trainAStep } from '../../../models/runtime/examples/train-a-step.ts';
import { readOnnx } from '../../../models/runtime/read-onnx.ts';
import { randomInput } from './support.ts';

const executor = await createOnnxRuntimeNode();
await tf.setBackend('cpu');

test('compile a function', async () => {
  const { shape, data } = await compileAFunction(executor);
  expect(shape).toEqual([4, 2]);
  for (const probability of data) expect(probability).toBeCloseTo(0.5, 5);
});

test('train a step', async () => {
  const { losses, weights } = await trainAStep(executor);
  expect(losses.at(-1)).toBeLessThan(1e-3 * losses[0]!);
  for (const [i, expected] of [2, -1, 1].entries()) expect(weights[i]).toBeCloseTo(expected, 1);
});

test('export a model', async () => {
  const file = readOnnx(exportAModel());
  expect(file.inputs[0]).toMatchObject({ name: 'image', shape: ['N', 16, 16, 3] });
  expect(file.metadata.get('licence')).toBe('CC0-1.0');
});

test('fine-tune an ONNX file', async () => {
  const images = randomInput([8, 16, 16, 3], -1, 1, 3);
  const labels = { dtype: 'int32', shape: [8], data: Int32Array.from({ length: 8 }, (_, i) => i % 2) } as const;
  const before = exportAModel();
  const tensors = tf.memory().numTensors;
  const { losses, file } = await fineTuneAnOnnxFile(executor, before, [images, labels]);
  expect(losses.at(-1)).toBeLessThan(losses[0]!);
  const session = await executor.open(file);
  expect((await session.run({ image: images })).y0?.shape).toEqual([8, 4]);
  await session.release();
  expect(tf.memory().numTensors).toBe(tensors);
});
