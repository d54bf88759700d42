import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../../main/app.ts';
import type { Outcome } from '../../../main/contract/errors.ts';
import type { CallInput, CallName, CallOutput } from '../../../main/contract/index.ts';
import type { EngineChannel } from '../../../main/engine/engine.ts';
import { startNodeEngine } from '../../../main/engine/node-channel.ts';
import { weightsFolder } from '../../../main/paths.ts';
import { cutFaces } from '../../../main/services/sample-people.ts';
import { dlibResnet } from '../../../models/embed/networks/dlib-resnet.ts';
import { exportOnnx } from '../../../models/runtime/export-onnx.ts';
import { Graph } from '../../../models/runtime/graph.ts';
import { encodeOnnxModel } from '../../../models/runtime/onnx-model.ts';
import { ProtobufWriter } from '../../../models/runtime/protobuf.ts';
import { loadWeightManifest } from '../../../models/runtime/weight-manifest.ts';

const frFeature = new Uint8Array(readFileSync(join(weightsFolder(), 'fr_feature.onnx')));
/** How fr_feature was trained, as its record says. */
const asTrained = { channels: 'bgr', mean: 127, std: 128, chip: 'arcface-5pt' } as const;
/** Any table will do where only the switch is tested. */
const table = {
  measuredOn: 'a test',
  verify: [
    { fmr: 0.1, threshold: 0.13 },
    { fmr: 0.001, threshold: 0.34 },
  ],
};
const sample = (n: number) => new Uint8Array(readFileSync(join(weightsFolder(), 'samples', `sample${n}.jpg`)));
const consent = { textVersion: 'test', by: 'test' };

let root: string;
let app: App;
/** Set: the engine dies in the middle of the next trial, as by a file that crashes the native library. */
let crash = false;

function startEngine(): EngineChannel {
  const channel = startNodeEngine(weightsFolder());
  return {
    ...channel,
    post(request) {
      channel.post(request);
      if (crash && request.kind === 'try') channel.kill();
    },
  };
}
const open = async (): Promise<App> => {
  const made = await createApp({
    dataDir: join(root, 'data'),
    weightsDir: weightsFolder(),
    unlock: { kind: 'key-file', path: join(root, 'a.key') },
    startEngine,
    checkOutputs: true,
  });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
};
const call = <N extends CallName>(name: N, input: CallInput<N>) =>
  app.call(name, input, { signal: new AbortController().signal, progress: () => {}, caller: 'cli' }) as Promise<
    Outcome<CallOutput<N>>
  >;
const value = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
  const outcome = await call(name, input);
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
};
const refused = async (input: CallInput<'models.import'>): Promise<string> => {
  const outcome = await call('models.import', input);
  return outcome.ok ? 'taken in' : `${outcome.error.code}: ${outcome.error.message}`;
};
/** One person of a group photo. */
async function portrait(): Promise<Uint8Array> {
  if (cut) return cut;
  const { width, height, faces } = await value('identify.image', { image: sample(3) });
  [cut] = await cutFaces(sample(3), { width, height }, [faces[0]!.box]);
  return cut!;
}
let cut: Uint8Array | undefined;
const modelsFolder = () => join(root, 'data', 'models');
const importedFolders = () => (existsSync(modelsFolder()) ? readdirSync(modelsFolder()) : []);

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-import-'));
  app = await open();
});
afterAll(async () => {
  await app?.close();
  rmSync(root, { recursive: true, force: true });
});

/** A file with an image input and one vector out, by the nodes that `build` adds. */
function network(
  build: (graph: Graph, image: string) => string,
  shape: (number | string)[] = [1, 3, 112, 112],
  output: (number | string)[] = [1, 512],
): Uint8Array {
  const graph = new Graph();
  graph.inputs.push({ name: 'image', dtype: 'float32', shape });
  graph.outputs.push({ name: 'vector', dtype: 'float32', shape: output, value: build(graph, 'image') });
  return encodeOnnxModel(graph);
}
const flat = (graph: Graph, x: string) => graph.node('Flatten', [x]);

function withExternalData(): Uint8Array {
  const model = new ProtobufWriter();
  model.int(1, 8);
  model.message(7, (g) =>
    g.message(5, (t) => {
      t.int(1, 2);
      t.int(2, 1);
      t.string(8, 'w');
      t.message(13, (e) => {
        e.string(1, 'location');
        e.string(2, 'weights.bin');
      });
    }),
  );
  return model.finish();
}

describe('a file that is no network of faces is refused in one sentence, and the app goes on', () => {
  test.each<[string, () => Uint8Array, RegExp]>([
    [
      'truncated',
      () => frFeature.subarray(0, 1_000_000),
      /^BAD_MODEL: The ONNX file is cut off: copy or download it again\.$/,
    ],
    ['not ONNX', () => sample(3), /^BAD_MODEL: This is not an ONNX file\.$/],
    [
      'external data missing',
      withExternalData,
      /^BAD_MODEL: The numbers of "w" lie outside the file, in "weights\.bin": save the model as one file/,
    ],
    [
      'an operation that does not exist',
      () => network((g, x) => g.node('FaceMagic', [flat(g, x)])),
      /^BAD_MODEL: The ONNX runtime cannot run this network: .*FaceMagic[^\n]*\.$/,
    ],
    [
      'an input that is no image',
      () => network((_, x) => x, [1, 512], [1, 512]),
      /^BAD_MODEL: The input "image" has the shape \[1, 512\], where \[1, 3, side, side\] or/,
    ],
    [
      'an input that is not square',
      () => network(flat, [1, 3, 112, 96], [1, 32256]),
      /^BAD_MODEL: The input "image" has the shape/,
    ],
    [
      'an output that is no vector',
      () => network((g, x) => g.node('Relu', [x]), undefined, [1, 3, 112, 112]),
      /^BAD_MODEL: The first output "vector" has the shape \[1, 3, 112, 112\]/,
    ],
    [
      'wrong shapes inside',
      () => network((g, x) => g.node('Gemm', [flat(g, x), g.constant(new Float32Array(20), [4, 5], 'float32')])),
      /^BAD_MODEL: The ONNX runtime cannot run this network: [^\n]*\.$/,
    ],
    [
      'the same answer for everybody',
      () =>
        network(
          (g, x) =>
            g.node('Add', [
              g.node('Mul', [g.node('Flatten', [g.node('GlobalAveragePool', [x])]), g.float(0)]),
              g.float(1),
            ]),
          undefined,
          [1, 3],
        ),
      /^BAD_MODEL: The network does not tell the sample faces apart/,
    ],
  ])('%s', async (_, make, sentence) => {
    expect(await refused({ onnx: make() })).toMatch(sentence);
    expect(importedFolders()).toEqual([]);
  });

  test('a file that crashes the native library takes its own engine process with it, nothing else', async () => {
    const before = await value('identify.image', { image: sample(3) });
    crash = true;
    expect(await refused({ onnx: frFeature, ...asTrained })).toBe(
      'BAD_MODEL: The file crashed the ONNX runtime, in a process of its own; it was not taken in.',
    );
    crash = false;
    expect(importedFolders()).toEqual([]);
    expect((await value('identify.image', { image: sample(3) })).faces).toHaveLength(before.faces.length);
  });
});

describe('an embedding network from a file', () => {
  let id: string;

  test('is taken in after a self-test, and is the network that it was', async () => {
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
    expect(readdirSync(join(modelsFolder(), id)).sort()).toEqual(['model.onnx', 'record.json']);
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
    await app.close();
    mkdirSync(join(modelsFolder(), '.incoming-killed'));
    mkdirSync(join(modelsFolder(), 'edited'));
    writeFileSync(join(modelsFolder(), 'edited', 'record.json'), '{"id": "edited"}');
    appendFileSync(join(modelsFolder(), id, 'model.onnx'), Uint8Array.of(0));
    app = await open();
    expect(importedFolders()).toEqual(['edited', id].sort());
    expect((await value('models.list', {})).models.find((one) => one.inUse)?.id).toBe(id);
    expect(await call('identify.image', { image: sample(3) })).toMatchObject({
      ok: false,
      error: { code: 'WEIGHTS_TAMPERED' },
    });
  });

  test('is removed when another serves; those that came with the app stay', async () => {
    await value('models.use', { id: 'fr-feature-512' });
    await value('models.remove', { id });
    expect((await value('models.list', {})).models.map((one) => one.id)).toEqual(['fr-feature-512', 'dlib-resnet-128']);
    expect(existsSync(join(modelsFolder(), id))).toBe(false);
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
  const read = (name: string) => new Uint8Array(readFileSync(join(weightsFolder(), name)));
  const weights = loadWeightManifest(
    read('face_recognition_model-weights_manifest.json'),
    read('face_recognition_model.bin'),
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
