import { readdirSync, readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import type { BackboneId, NetworkChoice } from '../../../models/embed/networks/choice.ts';
import { describeNetwork, trainedFunction } from '../../../models/embed/networks/network.ts';
import { initialVector, packingOf, unpackedHost } from '../../../models/embed/networks/packed-weights.ts';
import { FR_FEATURE_512 } from '../../../models/embed/records/fr-feature.ts';
import { tfjsFromOnnx } from '../../../models/embed/to-tfjs.ts';
import { arrange } from '../../../models/inspect/arrange.ts';
import { type InspectedNetwork, inspect } from '../../../models/inspect/layers.ts';
import { readNetwork } from '../../../models/inspect/read-network.ts';
import { openWatched, shown } from '../../../models/inspect/run/watched-network.ts';
import { exportOnnx } from '../../../models/runtime/export-onnx.ts';
import type { NamedFile } from '../../../models/runtime/tfjs-files.ts';
import type { Executor } from '../../../models/runtime/types.ts';

const place = (path: string): URL => new URL(`../../../${path}`, import.meta.url);
const file = (path: string): NamedFile => ({
  name: path.split('/').at(-1)!,
  bytes: new Uint8Array(readFileSync(place(path))),
});
const human = 'node_modules/@vladmandic/human/models';
const faceApi = 'node_modules/@vladmandic/face-api/model';
const pair = (folder: string, json: string, bin: string): NamedFile[] => [
  file(`${folder}/${json}`),
  file(`${folder}/${bin}`),
];
const named = (folder: string): string[] =>
  readdirSync(place(folder)).flatMap((name) => (name.endsWith('.bin') ? [name.slice(0, -4)] : []));
const all: readonly (readonly [string, () => NamedFile[]])[] = [
  ...named(human).map((name) => [name, () => pair(human, `${name}.json`, `${name}.bin`)] as const),
  ...named(faceApi).map((name) => [name, () => pair(faceApi, `${name}-weights_manifest.json`, `${name}.bin`)] as const),
  ...['fr_feature', 'fr_detect'].map((name) => [name, () => [file(`models/weights/${name}.onnx`)]] as const),
];
const sum = ({ layers }: InspectedNetwork, of: 'macs' | 'parameters'): number =>
  layers.reduce((total, layer) => total + (layer[of] ?? 0), 0);

let executor: Executor;
beforeAll(async () => {
  executor = await createOnnxRuntimeNode();
});

test('all models of @vladmandic/human and face-api, and the app’s own, open and every layer has a shape', () => {
  expect(all).toHaveLength(11 + 7 + 2);
  for (const [name, files] of all) {
    const { layers, graph } = inspect(readNetwork(files()), { side: 320 });
    expect(layers.length, name).toBeGreaterThan(10);
    expect(graph.outputs.length, name).toBeGreaterThan(0);
    // What an operation is and how many axes it has is always known; how many boxes a detector keeps is for the picture to say.
    expect(
      layers.filter((layer) => !layer.known || layer.shapes[0] === null).map(({ operation }) => operation.op),
      name,
    ).toEqual([]);
    if (name !== 'handtrack')
      expect(layers.filter(({ shapes: [shape] }) => shape!.includes(null)).length, name).toBe(0);
    const weighing = layers.filter(({ parameters }) => parameters > 0);
    expect(
      weighing.every(({ shapes: [shape] }) => !shape!.includes(null)),
      name,
    ).toBe(true);
  }
});

test.each(['facemesh', 'age_gender_model'])('%s makes of a picture what was read', async (name) => {
  const network = await openWatched(all.find(([each]) => each === name)![1](), undefined, executor);
  const picture = {
    width: 64,
    height: 64,
    data: Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) % 256),
  };
  const run = await network.run(picture, { mean: 0, std: 255, bgr: false });
  const told = network.network.layers.filter(({ operation }) => run.made[operation.outputs[0]!] !== undefined);
  expect(told.length).toBeGreaterThan(70);
  for (const { operation, shapes } of told)
    expect(run.made[operation.outputs[0]!]!.shape, operation.name).toEqual(shapes[0]);
  const chosen = told.find(({ shapes: [shape] }) => shape!.length === 4)!.operation.outputs[0]!;
  const seen = shown(network, run, chosen, [chosen]);
  expect(seen.chosen!.maps!.maps.length).toBeGreaterThan(0);
  expect(seen.chosen!.spread.counts.reduce((a, b) => a + b, 0)).toBe(run.made[chosen]!.data.length);
  expect(new Set(seen.mosaics[0]!.pixels).size).toBeGreaterThan(2);
  await network.release();
});

describe('networks that training makes, written by exportOnnx', () => {
  test.each(['cnn', 'separable', 'residual'] satisfies BackboneId[])(
    '%s: weights and work as it describes itself',
    (backbone) => {
      const choice: NetworkChoice = {
        backbone,
        dimension: 8,
        width: 8,
        norm: 'batch',
        activation: 'relu',
        inputSize: 32,
        fineTune: false,
      };
      const { weights, macs } = describeNetwork(choice);
      const packing = packingOf(weights);
      const tensors = Object.fromEntries(
        [...unpackedHost(initialVector(packing, 1), packing)].map(([name, { data, shape }]) => [
          name,
          tf.tensor(data, [...shape]),
        ]),
      );
      const fn = trainedFunction(choice, tensors);
      const onnx = exportOnnx((images) => fn(images as tf.Tensor), [{ dtype: 'float32', shape: [1, 32, 32, 3] }], {
        strict: false,
      });
      tf.dispose(tensors);
      const network = inspect(readNetwork([{ name: 'a.onnx', bytes: onnx }]));
      expect(network.layers.every((layer) => layer.known && layer.shapes[0]?.includes(null) === false)).toBe(true);
      expect(network.layers.at(-1)!.shapes[0]).toEqual([1, 8]);
      expect(sum(network, 'macs')).toBe(macs);
    },
  );

  test('as a layers model it has the same work and answers as large a vector', async () => {
    const onnx = file('models/weights/fr_feature.onnx').bytes;
    const files = await tfjsFromOnnx(onnx, FR_FEATURE_512, 'tfjs-layers');
    const [layers, original] = [inspect(readNetwork(files)), inspect(readNetwork([{ name: 'a.onnx', bytes: onnx }]))];
    expect(layers.graph.format).toBe('tfjs-layers');
    expect(
      layers.layers.filter((layer) => !layer.known || layer.shapes[0] === null).map(({ operation }) => operation.op),
    ).toEqual([]);
    expect(layers.layers.find(({ operation }) => operation.outputs[0] === layers.graph.outputs[0])!.shapes[0]).toEqual([
      1, 512,
    ]);
    expect(sum(layers, 'macs')).toBe(sum(original, 'macs'));
  });
});

test('a graph is laid out by levels: nothing above what it reads, nothing on top of another', () => {
  // 0 → 1 → {2, 3} → 4, and 0 → 4 past all levels between.
  const { places, edges, levels } = arrange([[], [0], [1], [1], [2, 3, 0]]);
  expect(places.map(({ level }) => level)).toEqual([0, 1, 2, 2, 3]);
  expect(levels).toBe(4);
  expect(Math.abs(places[2]!.column - places[3]!.column)).toBeGreaterThanOrEqual(1 - 1e-9);
  expect(edges.find(({ from, to }) => from === 0 && to === 4)!.through).toHaveLength(2);
});
