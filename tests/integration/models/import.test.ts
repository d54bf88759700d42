import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cutFaces } from '../../../main/services/sample-people.ts';
import { dlibResnet } from '../../../models/embed/networks/dlib-resnet.ts';
import { exportOnnx } from '../../../models/runtime/export-onnx.ts';
import { loadWeightManifest } from '../../../models/runtime/weight-manifest.ts';
import { asTrained, frFeature, group, scratchApp, weightsFile } from './scratch-app.ts';

const scratch = scratchApp();
const { call, value, refused, importedFolders, modelsFolder } = scratch;
beforeAll(scratch.open);
afterAll(scratch.remove);

/** Any table will do where only the switch is tested. */
const table = {
  measuredOn: 'a test',
  verify: [
    { fmr: 0.1, threshold: 0.13 },
    { fmr: 0.001, threshold: 0.34 },
  ],
};
const consent = { textVersion: 'test', by: 'test' };

let cut: Uint8Array | undefined;
/** One person of the group photo. */
async function portrait(): Promise<Uint8Array> {
  if (cut) return cut;
  const { width, height, faces } = await value('identify.image', { image: group });
  [cut] = await cutFaces(group, { width, height }, [faces[0]!.box]);
  return cut!;
}

describe('an embedding network from a file', () => {
  let id: string;

  test('is taken in after a self-test, under an id of its own', async () => {
    const { model, input, selfTest } = await value('models.import', {
      onnx: frFeature,
      id: 'mine',
      name: 'My network',
      licence: 'MIT',
      ...asTrained,
    });
    id = model.id;
    expect(id).toMatch(/^mine-[0-9a-f]{8}$/);
    expect(model).toMatchObject({
      name: 'My network',
      dimension: 512,
      inputSize: 112,
      imported: true,
      hasThresholds: false,
      inUse: false,
      licence: 'MIT',
    });
    expect(input).toEqual({ size: 112, layout: 'nchw', channels: 'bgr', mean: 127, std: 128 });
    expect(selfTest.same).toBeGreaterThan(0.5);
    expect(selfTest.different).toBeLessThan(0.4);
    expect(readdirSync(join(modelsFolder, id)).sort()).toEqual(['model.onnx', 'record.json']);
    expect((await value('models.list', {})).models.map((one) => one.id)).toEqual([
      'fr-feature-512',
      'dlib-resnet-128',
      id,
    ]);
    expect(await refused({ onnx: frFeature, id: 'mine', ...asTrained })).toMatch(/^NAME_TAKEN/);
  });

  test('cannot be chosen before it has thresholds; then serves, and recognises', async () => {
    const use = await call('models.use', { id });
    expect(use).toMatchObject({
      ok: false,
      error: { code: 'BAD_INPUT', message: expect.stringContaining('no thresholds yet') },
    });
    await value('models.thresholds', { id, ...table });
    await value('enrol.fromImages', { name: 'Ada', images: [await portrait()], consent });
    expect(await value('models.use', { id })).toEqual({ modelId: id, reembedded: 1, needReenrolment: [] });
    const { faces } = await value('identify.image', { image: await portrait() });
    expect(faces[0]).toMatchObject({ decision: 'accepted', person: { name: 'Ada' } });
    expect(await call('models.remove', { id })).toMatchObject({
      ok: false,
      error: { code: 'BAD_INPUT', message: expect.stringContaining('in use') },
    });
  });

  test('is there after a restart, and is not opened when its file was changed', async () => {
    await scratch.close();
    mkdirSync(join(modelsFolder, '.incoming-killed'));
    mkdirSync(join(modelsFolder, 'edited'));
    writeFileSync(join(modelsFolder, 'edited', 'record.json'), '{"id": "edited"}');
    appendFileSync(join(modelsFolder, id, 'model.onnx'), Uint8Array.of(0));
    await scratch.open();
    expect(importedFolders()).toEqual(['edited', id]);
    expect((await value('models.list', {})).models.find((one) => one.inUse)?.id).toBe(id);
    expect(await call('identify.image', { image: group })).toMatchObject({
      ok: false,
      error: { code: 'WEIGHTS_TAMPERED' },
    });
  });

  test('is removed when another serves; those that came with the app stay', async () => {
    await value('models.use', { id: 'fr-feature-512' });
    await value('models.remove', { id });
    expect((await value('models.list', {})).models.map((one) => one.id)).toEqual(['fr-feature-512', 'dlib-resnet-128']);
    expect(existsSync(join(modelsFolder, id))).toBe(false);
    expect(await call('models.remove', { id })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(await call('models.remove', { id: 'dlib-resnet-128' })).toMatchObject({
      ok: false,
      error: { code: 'BAD_INPUT' },
    });
    expect((await value('identify.image', { image: await portrait() })).faces[0]).toMatchObject({
      decision: 'accepted',
    });
  });
});

test('a network of our own, exported with a description in the file, comes in without a word said', async () => {
  await tf.setBackend('cpu');
  const weights = loadWeightManifest(
    weightsFile('face_recognition_model-weights_manifest.json'),
    weightsFile('face_recognition_model.bin'),
  );
  const onnx = exportOnnx((x) => dlibResnet(x as tf.Tensor, weights), [{ dtype: 'float32', shape: [1, 150, 150, 3] }], {
    metadata: {
      'threshold.name': 'Our ResNet',
      'threshold.mean': '0',
      'threshold.std': '1',
      'threshold.chip': 'dlib',
      licence: 'CC0',
    },
  });
  tf.dispose(weights as never);
  const { model, input, selfTest } = await value('models.import', { onnx });
  expect(model).toMatchObject({
    id: expect.stringMatching(/^our-resnet-/),
    dimension: 128,
    inputSize: 150,
    licence: 'CC0',
  });
  expect(input).toEqual({ size: 150, layout: 'nhwc', channels: 'rgb', mean: 0, std: 1 });
  expect(selfTest.different).toBeLessThan(0.97);
  expect(await refused({ onnx, std: 255 })).toMatch(/does not tell the sample faces apart/);
});
