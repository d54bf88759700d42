import type * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { featureMaps } from '../../../models/embed/anatomy/feature-maps.ts';
import { isLinear, type Layer, layersOf } from '../../../models/embed/anatomy/layers.ts';
import { runLayers, stagesOf } from '../../../models/embed/anatomy/stages.ts';
import type { NetworkChoice } from '../../../models/embed/networks/choice.ts';
import { describeNetwork, tensorsOf, trainedFunction } from '../../../models/embed/networks/network.ts';
import { initialVector, packingOf, unpackedHost } from '../../../models/embed/networks/packed-weights.ts';
import { exportOnnx } from '../../../models/runtime/export-onnx.ts';
import { readOnnx } from '../../../models/runtime/read-onnx.ts';
import type { HostTensor } from '../../../models/runtime/types.ts';
import { watchValues } from '../../../models/runtime/watch-values.ts';

const executor = await createOnnxRuntimeNode();
const choice: NetworkChoice = {
  ...{
    backbone: 'residual',
    dimension: 12,
    width: 8,
    norm: 'batch',
    activation: 'relu',
    inputSize: 32,
    fineTune: false,
  },
};

/** A network of ours as a file, with weights none of which is at its neutral value: those would be left out of it. */
function fileOf(network: NetworkChoice): Uint8Array {
  const packing = packingOf(describeNetwork(network).weights);
  const weights = initialVector(packing, 1).map((value, i) => value + 0.05 * Math.sin(i));
  const tensors = tensorsOf(unpackedHost(weights, packing));
  const fn = trainedFunction(network, tensors);
  const shape = [1, network.inputSize, network.inputSize, 3];
  return exportOnnx((x) => fn(x as tf.Tensor), [{ name: 'images', dtype: 'float32', shape }], { strict: false });
}

const picture = (side: number): HostTensor => ({
  dtype: 'float32',
  shape: [1, side, side, 3],
  data: Float32Array.from({ length: side * side * 3 }, (_, i) => Math.sin(i)),
});

async function ran(network: NetworkChoice) {
  const onnx = fileOf(network);
  const layers = layersOf(readOnnx(onnx), 'nhwc');
  const watched = watchValues(
    onnx,
    layers.map(({ value }) => value),
  );
  const [plain, session] = [await executor.open(onnx), await executor.open(watched)];
  const image = picture(network.inputSize);
  const made = await session.run({ images: image });
  const [expected] = Object.values(await plain.run({ images: image }));
  await plain.release();
  await session.release();
  return { made, expected: expected!, run: runLayers(layers, made, image.data.length) };
}

test.each(['residual', 'separable', 'cnn'] as const)(
  'a %s network’s file has the weights and multiply-accumulates that the network itself counts',
  async (backbone) => {
    const network = { ...choice, backbone };
    const { run } = await ran(network);
    const { parameters, macs } = describeNetwork(network);
    expect(run.reduce((sum, layer) => sum + layer.macs, 0)).toBe(macs);
    expect(run.reduce((sum, layer) => sum + layer.parameters, 0)).toBe(parameters);
  },
);

test('a residual network has a stem, blocks of falling side and an embedding; all layers are in one of them', async () => {
  const { made, expected, run } = await ran(choice);
  const stages = stagesOf(run);
  expect(stages.map(({ kind, number }) => `${kind}${number}`)).toEqual([
    ...['stem0', 'block1', 'block2', 'block3', 'block4', 'embedding0'],
  ]);
  expect(stages.map(({ shape }) => shape)).toEqual([
    [16, 16, 8],
    [16, 16, 8],
    [8, 8, 16],
    [4, 4, 32],
    [2, 2, 32],
    [12],
  ]);
  expect(stages.flatMap(({ layers }) => layers)).toEqual(run);
  expect(stages.at(-1)).toMatchObject({ numbersIn: 2 * 2 * 32, numbersOut: 12 });
  // Watching changes nothing: the last layer's numbers are the network's.
  const last = made[run.at(-1)!.value]!.data;
  expect(Math.max(...last.map((value, i) => Math.abs(value - expected.data[i]!)))).toBeLessThan(1e-5);
  expect(last).toHaveLength(12);
  expect(run.filter((layer) => !isLinear(layer) && layer.kind === 'activation')).toHaveLength(9);
});

test('a value that nobody makes cannot be watched', () => {
  expect(() => watchValues(fileOf({ ...choice, backbone: 'cnn' }), ['nothing'])).toThrow(RangeError);
});

test('maps are the ones that vary most, in either layout, averaged down; a constant one is counted', () => {
  const layer = (layout: Layer['layout']) =>
    ({ shape: [2, 4, 3], layout }) as unknown as Parameters<typeof featureMaps>[0];
  // Channel 0 is constant, 1 goes from 0 to 7, 2 from 0 to 70.
  const at = (channel: number, place: number): number => [5, place, 10 * place][channel]!;
  const planar = Float32Array.from({ length: 24 }, (_, i) => at(Math.floor(i / 8), i % 8));
  const last = Float32Array.from({ length: 24 }, (_, i) => at(i % 3, Math.floor(i / 3)));
  const of = (data: Float32Array, layout: Layer['layout'], most: number, side: number) =>
    featureMaps(layer(layout), { dtype: 'float32', shape: [], data }, most, side);
  const both = of(planar, 'nchw', 3, 4);
  expect(of(last, 'nhwc', 3, 4)).toEqual(both);
  expect(both).toMatchObject({ height: 2, width: 4, channels: 3, constant: 1 });
  expect(both.maps[2]).toMatchObject({ channel: 2, low: 0, high: 70, mean: 35 });
  expect([...both.maps[1]!.values]).toEqual([0, 36, 73, 109, 146, 182, 219, 255]);
  const fewer = of(planar, 'nchw', 1, 2);
  expect(fewer.maps.map(({ channel }) => channel)).toEqual([2]);
  // Means of 0, 1, 4, 5 and of 2, 3, 6, 7, of which the highest is 7.
  expect([...fewer.maps[0]!.values]).toEqual([Math.round((255 * 2.5) / 7), Math.round((255 * 4.5) / 7)]);
});
