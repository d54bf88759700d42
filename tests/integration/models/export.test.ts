import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { CHIPS } from '../../../models/embed/chips.ts';
import { exportOnnx } from '../../../models/runtime/export-onnx.ts';
import { readTfjs } from '../../../models/runtime/tfjs-files.ts';
import type { TensorFunction } from '../../../models/runtime/trace.ts';
import { randomInput } from '../../models/runtime/support.ts';
import { scratchApp } from './scratch-app.ts';
import { asTiny, SIDE, tinyOnnx } from './tiny-network.ts';

const scratch = scratchApp();
const { value, call } = scratch;
beforeAll(scratch.open);
afterAll(scratch.remove);

const exported = async (id: string, format: 'onnx' | 'tfjs-graph' | 'tfjs-layers') =>
  (await value('models.export', { id, format })).files;

/** Embeddings of the same made-up chip by a model's ONNX file, at length 1. */
async function template(id: string, shape: number[]): Promise<number[]> {
  const session = await (await createOnnxRuntimeNode()).open((await exported(id, 'onnx'))[0]!.bytes);
  const results = await session.run({ [session.inputs[0]!.name]: randomInput(shape, -1, 1, 3) });
  await session.release();
  const numbers = [...Object.values(results)[0]!.data];
  const length = Math.hypot(...numbers);
  return numbers.map((number) => number / length);
}

const worst = (a: readonly number[], b: readonly number[]): number => Math.max(...a.map((x, i) => Math.abs(x - b[i]!)));

describe.each(['tfjs-graph', 'tfjs-layers'] as const)('a model written as %s is taken in again', (format) => {
  test('an imported one: the same input, the same templates', async () => {
    const first = await value('models.import', { onnx: tinyOnnx(), id: 'tiny', name: 'Tiny', ...asTiny });
    const files = await exported(first.model.id, format);
    expect(files[0]!.name).toBe('model.json');
    expect(readTfjs(files).format).toBe(format === 'tfjs-graph' ? 'graph-model' : 'layers-model');
    const again = await value('models.import', { tfjs: files, id: 'again' });
    expect(again.input).toEqual(first.input);
    expect(again.model.name).toBe('Tiny');
    const shape = [1, SIDE, SIDE, 3];
    expect(worst(await template(again.model.id, shape), await template(first.model.id, shape))).toBeLessThan(1e-5);
    for (const { model } of [first, again]) await value('models.remove', { id: model.id });
  });

  test('fr-feature, which came with the app: channels first, blue first, mirrored', async () => {
    const files = await exported('fr-feature-512', format);
    expect(files.length).toBeGreaterThan(1);
    for (const { bytes } of files) expect(bytes.length).toBeLessThanOrEqual(4 * 1024 * 1024);
    const { model, input } = await value('models.import', { tfjs: files, id: 'again' });
    expect(input).toEqual({ size: CHIPS['arcface-5pt'].side, layout: 'nchw', channels: 'bgr', mean: 127, std: 128 });
    const shape = [1, 3, 112, 112];
    expect(worst(await template(model.id, shape), await template('fr-feature-512', shape))).toBeLessThan(1e-5);
    await value('models.remove', { id: model.id });
  });
});

test('dlib’s network, which came with the app as a function, has an ONNX file too', async () => {
  const files = await exported('dlib-resnet-128', 'onnx');
  expect(files.map(({ name }) => name)).toEqual(['dlib-resnet-128.onnx']);
  const said = { mean: 0, std: 1, chip: 'dlib' } as const;
  const { model, selfTest } = await value('models.import', { onnx: files[0]!.bytes, id: 'again', ...said });
  expect(model.dimension).toBe(128);
  expect(selfTest.same).toBeGreaterThan(selfTest.different);
  await value('models.remove', { id: model.id });
});

test('what a format cannot hold is refused in one sentence that names it', async () => {
  const fn: TensorFunction = (images) => {
    const rows = tf.avgPool(images as tf.Tensor4D, [2, SIDE], [2, SIDE], 'valid');
    return tf.erf(tf.sub(tf.reshape(rows, [-1, 48]), tf.mean(tf.reshape(rows, [-1, 48]), 1, true)));
  };
  const onnx = exportOnnx(fn, [{ dtype: 'float32', shape: [1, SIDE, SIDE, 3] }]);
  const { model } = await value('models.import', { onnx, ...asTiny, std: 100 });
  const outcome = await call('models.export', { id: model.id, format: 'tfjs-layers' });
  const message =
    "The operation Erf cannot be said in TensorFlow.js's own layers: export the model as a graph model (tfjs-graph) or as onnx.";
  expect(outcome).toEqual({ ok: false, error: { code: 'BAD_MODEL', message } });
  expect((await exported(model.id, 'tfjs-graph'))[0]!.name).toBe('model.json');
  await value('models.remove', { id: model.id });
});
