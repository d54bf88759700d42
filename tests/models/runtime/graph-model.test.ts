import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { exportGraphModel, tensorflowGraph } from '../../../models/runtime/export-graph-model.ts';
import { exportLayersModel } from '../../../models/runtime/export-layers-model.ts';
import { loadTfjsModel } from '../../../models/runtime/load-tfjs-model.ts';
import { functionOf } from '../../../models/runtime/model-function.ts';
import { type NamedFile, readTfjs } from '../../../models/runtime/tfjs-files.ts';
import type { TensorFunction } from '../../../models/runtime/trace.ts';
import { eager, randomInput, worstError } from './support.ts';

const [SIDE, CHANNELS] = [7, 3];
const example = { name: 'x', dtype: 'float32', shape: [1, SIDE, SIDE, CHANNELS] } as const;
const numbers = (shape: number[]) => tf.randomNormal(shape, 0.5, 0.5, 'float32', 9);
const filter = numbers([3, 3, CHANNELS, 4]) as tf.Tensor4D;
const depthwise = numbers([3, 3, CHANNELS, 2]) as tf.Tensor4D;
const slopes = numbers([CHANNELS]);
const sevenSlopes = numbers([7]);
const matrix = numbers([5, 147]) as tf.Tensor2D;
const map = numbers([SIDE, SIDE, 1]);
const explicit: tf.backend_util.ExplicitPadding = [
  [0, 0],
  [2, 1],
  [0, 1],
  [0, 0],
];
const first = (x: tf.Tensor): tf.Tensor4D => tf.transpose(x, [0, 3, 1, 2]) as tf.Tensor4D;
const last = (x: tf.Tensor): tf.Tensor4D => tf.transpose(x, [0, 2, 3, 1]) as tf.Tensor4D;

type Images = (x: tf.Tensor4D) => tf.Tensor | tf.Tensor[];

async function loaded(files: readonly NamedFile[]): Promise<TensorFunction> {
  return functionOf(await loadTfjsModel(readTfjs(files)));
}

const opsOf = ([json]: readonly NamedFile[]): string[] =>
  JSON.parse(new TextDecoder().decode(json!.bytes)).modelTopology.node.map(({ op }: { op: string }) => op);

describe('a graph model computes what its function does, for another batch size too', () => {
  test.each<[string, Images]>([
    ['a convolution with padding of its own', (x) => tf.conv2d(x, filter, 2, explicit)],
    ['a depthwise one with gaps and a multiplier', (x) => tf.depthwiseConv2d(x, depthwise, 1, 'same', 'NHWC', 2)],
    ['maxima over padding of its own', (x) => tf.maxPool(x, 2, 2, 1)],
    ['averages', (x) => tf.avgPool(x, 3, 2, 'same')],
    ['batch normalisation', (x) => tf.batchNorm(x, slopes as tf.Tensor1D, tf.abs(slopes) as tf.Tensor1D)],
    ['slopes below zero', (x) => tf.prelu(x, slopes)],
    ['bounds', (x) => tf.clipByValue(x, -0.3, 0.4)],
    ['a choice', (x) => tf.where(tf.greater(x, 0), x, tf.mul(x, 0.1))],
    ['parts put together otherwise', (x) => tf.concat(tf.split(x, CHANNELS, 3).reverse(), 3)],
    ['every second row', (x) => tf.gather(x, tf.tensor1d([0, 2, 4, 6], 'int32'), 1)],
    ['a border of twos', (x) => tf.pad(x, explicit as [number, number][], 2)],
    ['a piece', (x) => tf.slice(x, [0, 1, 2, 0], [-1, 3, 4, 2])],
    ['integers divided', (x) => tf.div(tf.cast(tf.mul(x, 9), 'int32'), tf.scalar(2, 'int32'))],
    ['a softmax', (x) => tf.softmax(x)],
    ['a product of matrices', (x) => tf.matMul(tf.reshape(x, [-1, 147]), matrix, false, true)],
    ['several results, of which one is the input', (x) => [tf.relu(x), x]],
    [
      'channels first, padded, joined and averaged',
      (x) => {
        const y = tf.pad(first(tf.relu(x)), [
          [0, 0],
          [0, 2],
          [1, 0],
          [0, 0],
        ]);
        return tf.mean(tf.concat([y, tf.neg(y)], 1), [2, 3]);
      },
    ],
  ])('%s', async (_, fn) => {
    const files = exportGraphModel(fn as TensorFunction, [example]);
    const x = randomInput([3, SIDE, SIDE, CHANNELS], -1, 1, 2);
    expect(worstError(eager(fn as TensorFunction, x), eager(await loaded(files), x))).toBeLessThan(1e-5);
  });
});

test('transposes around what does not mind them cancel', () => {
  const shift = numbers([4, 1, 1]);
  const fn = (x: tf.Tensor) => {
    const y = tf.add(first(tf.conv2d(x as tf.Tensor4D, filter, 1, 'same')), shift);
    return last(tf.mul(tf.relu(y), tf.sigmoid(tf.sub(y, tf.mean(y, [2, 3], true)))));
  };
  expect(opsOf(exportGraphModel(fn, [example]))).not.toContain('Transpose');
});

describe('what cannot be written is refused by its name', () => {
  test('in a graph', () => {
    expect(() => exportGraphModel((x) => tf.cumsum(x as tf.Tensor, 1), [example])).toThrow(/Cumsum cannot be written/);
  });

  test('in layers', async () => {
    const graph = (fn: Images) => tensorflowGraph(fn as TensorFunction, [example]);
    await expect(exportLayersModel(graph((x) => tf.sin(x)))).rejects.toThrow(/^The operation Sin cannot be said in/);
    await expect(exportLayersModel(graph((x) => tf.mul(x, map)))).rejects.toThrow(
      /constants that are not one a channel/,
    );
    const maxima = graph((x) => tf.maxPool(x, 2, 2, 1));
    await expect(exportLayersModel(maxima)).rejects.toThrow(/PadV2 with other than zeros/);
  });
});

test('layers of a network of several branches', async () => {
  const fn: Images = (x) => {
    const wide = tf.pad(tf.relu6(tf.conv2d(x, filter, 2, explicit)), [
      [0, 0],
      [0, 1],
      [0, 0],
      [0, 3],
    ]);
    const y = tf.sub(tf.mul(2, wide), tf.sub(1, tf.leakyRelu(wide, 0.1)));
    return tf.concat([tf.mean(y, [1, 2]), tf.max(tf.prelu(y, sevenSlopes), [1, 2])], 1);
  };
  const files = await exportLayersModel(tensorflowGraph(fn as TensorFunction, [example]));
  const x = randomInput([2, SIDE, SIDE, CHANNELS], -1, 1, 2);
  expect(worstError(eager(fn as TensorFunction, x), eager(await loaded(files), x))).toBeLessThan(1e-5);
});
