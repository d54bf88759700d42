import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NamedFile } from '../../../models/runtime/tfjs-files.ts';
import { group, scratchApp } from './scratch-app.ts';
import { asTiny, SIDE, savedGraphModel, savedLayersModel } from './tiny-network.ts';

const scratch = scratchApp();
const { value, refused, importedFolders, state } = scratch;
let layersModel: NamedFile[];
beforeAll(async () => {
  await scratch.open();
  layersModel = await savedLayersModel({ 'threshold.name': 'Rows', 'threshold.mean': '0', 'threshold.std': '1' });
});
afterAll(scratch.remove);

describe('a TensorFlow.js embedding network', () => {
  test('a layers model comes in as an ONNX file does, described by its own metadata', async () => {
    const stages: unknown[] = [];
    const { model, input, selfTest } = await value('models.import', { tfjs: layersModel }, (stage) =>
      stages.push(stage),
    );
    expect(stages).toEqual([{ stage: 'convert' }, { stage: 'read' }, { stage: 'try' }]);
    expect(model).toMatchObject({
      id: expect.stringMatching(/^rows-[0-9a-f]{8}$/),
      dimension: 24,
      imported: true,
      hasThresholds: false,
    });
    expect(input).toEqual({ size: SIDE, layout: 'nhwc', channels: 'rgb', mean: 0, std: 1 });
    expect(selfTest.same).toBeGreaterThan(0.99);
    expect(selfTest.different).toBeLessThan(selfTest.same);
    expect(importedFolders()).toEqual([model.id]);
    expect(await refused({ tfjs: layersModel })).toMatch(/^NAME_TAKEN/);
    await value('models.remove', { id: model.id });
  });

  test('a graph model too; of several outputs the longest vector is the template, and what it leaves free is said', async () => {
    const tfjs = savedGraphModel();
    expect(await refused({ tfjs, ...asTiny })).toMatch(/^BAD_MODEL: .* how large its input is: give its size/);
    const { model, input } = await value('models.import', { tfjs, size: SIDE, id: 'graph', ...asTiny });
    expect(model).toMatchObject({ id: expect.stringMatching(/^graph-/), dimension: 24, inputSize: SIDE });
    expect(input.layout).toBe('nhwc');
    await value('models.remove', { id: model.id });
  });

  test('a real one: the descriptor of @vladmandic/human', async () => {
    const folder = join(import.meta.dirname, '../../../node_modules/@vladmandic/human/models');
    const files = ['faceres.json', 'faceres.bin'].map((name) => ({
      name,
      bytes: new Uint8Array(readFileSync(join(folder, name))),
    }));
    const said = { mean: 0, std: 1, id: 'faceres' };
    const { model, selfTest } = await value('models.import', { tfjs: files, ...said });
    expect(model).toMatchObject({ dimension: 1024, inputSize: 224 });
    expect(selfTest.same).toBeGreaterThan(selfTest.different);
    await value('models.remove', { id: model.id });
  });
});

describe('files that are no network of faces are refused in one sentence, and the app goes on', () => {
  const json = (change: (model: Record<string, never>) => void): NamedFile[] => {
    const model = JSON.parse(new TextDecoder().decode(layersModel[0]!.bytes));
    change(model);
    return [{ name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(model)) }, ...layersModel.slice(1)];
  };
  const shard = (bytes: Uint8Array): NamedFile[] => [...layersModel.slice(0, 2), { ...layersModel[2]!, bytes }];
  const path =
    (name: string) =>
    (model: Record<string, never>): void => {
      (model.weightsManifest as unknown as { paths: string[] }[])[0]!.paths[1] = name;
    };
  const outside = /^BAD_MODEL: model\.json names the weight file ".*", which does not lie in its own folder/;

  test.each<[string, () => NamedFile[], RegExp]>([
    [
      'a shard missing',
      () => layersModel.slice(0, 2),
      /^BAD_MODEL: The weight file "group1-shard2of2\.bin" is missing/,
    ],
    ['a shard cut off', () => shard(layersModel[2]!.bytes.slice(0, 100)), /hold 1101 bytes and .*: one is cut off, /],
    ['too long a shard', () => shard(new Uint8Array(9000)), /they belong to another model/],
    ['no model.json', () => layersModel.slice(1), /^BAD_MODEL: There is no model\.json among the files/],
    ['no JSON', () => [{ name: 'model.json', bytes: group }], /^BAD_MODEL: model\.json is not JSON, or is cut off/],
    [
      'other JSON',
      () => [{ name: 'model.json', bytes: new TextEncoder().encode('[1, 2]') }],
      /^BAD_MODEL: model\.json is no TensorFlow\.js model/,
    ],
    ['a way up', () => json(path('../../../etc/passwd')), outside],
    ['an absolute path', () => json(path('/etc/passwd')), outside],
    ['an address', () => json(path('http://example.test/w.bin')), outside],
    ['a way up on Windows', () => json(path('..\\w.bin')), outside],
    [
      'a malformed list of weights',
      () => json((model) => Object.assign(model, { weightsManifest: [{ paths: 3 }] })),
      /^BAD_MODEL: The list of weights in model\.json is malformed\.$/,
    ],
    [
      'a malformed topology',
      () => json((model) => Object.assign(model, { modelTopology: { model_config: { class_name: 'Magic' } } })),
      /^BAD_MODEL: TensorFlow\.js cannot open this layers model: [^\n]*\.$/,
    ],
    [
      'a layer of somebody’s own',
      () =>
        json((model) => {
          const { config } =
            (model.modelTopology as { model_config?: { config: { layers: object[] } } }).model_config ??
            (model.modelTopology as never);
          Object.assign((config as { layers: object[] }).layers[0]!, { class_name: 'FaceMagic' });
        }),
      /^BAD_MODEL: TensorFlow\.js cannot open this layers model: .*FaceMagic[^\n]*\.$/,
    ],
  ])('%s', async (_, make, sentence) => {
    expect(await refused({ tfjs: make(), ...asTiny })).toMatch(sentence);
    expect(importedFolders()).toEqual([]);
  });

  test('a network of something else', async () => {
    const folder = join(import.meta.dirname, '../../../node_modules/@vladmandic/human/models');
    const load = (name: string) =>
      ['json', 'bin'].map((end) => ({
        name: `${name}.${end}`,
        bytes: new Uint8Array(readFileSync(join(folder, `${name}.${end}`))),
      }));
    expect(await refused({ tfjs: load('iris') })).toMatch(/^BAD_MODEL: [^\n]*\.$/);
    expect(await refused({ tfjs: load('handtrack'), size: 320 })).toMatch(
      /^BAD_MODEL: The input ".*" is of int32, where float32 is needed\.$/,
    );
    expect(importedFolders()).toEqual([]);
  });

  test('a conversion that brings its process down', async () => {
    state.crash = true;
    expect(await refused({ tfjs: layersModel })).toBe(
      'BAD_MODEL: The model crashed the engine while it was converted, in a process of its own; it was not taken in.',
    );
    state.crash = false;
    expect((await value('identify.image', { image: group })).faces.length).toBeGreaterThan(0);
  });

  test('both kinds at once, and none', async () => {
    const words = 'BAD_INPUT: models.import: give an ONNX file (onnx) or a TensorFlow.js model (tfjs)';
    expect(await refused({ tfjs: layersModel, onnx: group })).toBe(words);
    expect(await refused({})).toBe(words);
  });
});
