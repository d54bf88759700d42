import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { batchNorm } from '../../../../models/layers/norms/batch-norm.ts';
import { crossNorm } from '../../../../models/layers/norms/cross-norm.ts';
import { groupNorm, instanceNorm, layerNorm } from '../../../../models/layers/norms/group-norm.ts';
import { selfNorm } from '../../../../models/layers/norms/self-norm.ts';
import { switchableNorm } from '../../../../models/layers/norms/switchable-norm.ts';
import {
  blockOf,
  CHANNELS,
  PLACES,
  placeOf,
  setOf,
  setsOf,
  worked,
} from '../../../../renderer/lessons/normalization/block.ts';
import { type BlockNorm, blockNorms } from '../../../../renderer/lessons/normalization/settings.ts';

const [pictures, groups] = [3, 4] as const;
const values = blockOf({ seed: 5, pictures });

/** The production layers as they begin, on the block with channels last. */
function layerOf(norm: BlockNorm, x: tf.Tensor): tf.Tensor {
  const [ones, zeros, three] = [tf.ones([CHANNELS]), tf.zeros([CHANNELS]), tf.ones([3])];
  const moving = { mean: zeros, variance: ones };
  const gate = { a: zeros, b: zeros, c: ones };
  switch (norm) {
    case 'batch':
      return batchNorm(x, ones, zeros, moving, () => {});
    case 'layer':
      return layerNorm(x, ones, zeros);
    case 'instance':
      return instanceNorm(x, ones, zeros);
    case 'group':
      return groupNorm(x, ones, zeros, groups);
    case 'switchable':
      return switchableNorm(x, { scale: ones, shift: zeros, ofMeans: three, ofVariances: three }, moving, () => {});
    case 'cross':
      return crossNorm(x, tf.tensor1d([1, 2, 0], 'int32'));
    case 'self':
      return selfNorm(x, { mean: gate, deviation: gate });
  }
}

test.each(blockNorms)('%s: what the block shows is what the layer gives', async (norm) => {
  await tf.setBackend('cpu');
  const of = { norm, groups, pictures };
  const shown = values.map((_, i) => worked(values, of, i).value);
  const given = tf.tidy(() => {
    const x = tf.transpose(tf.tensor(values, [pictures, CHANNELS, PLACES, 1]), [0, 2, 3, 1]);
    return tf.transpose(layerOf(norm, x), [0, 3, 1, 2]).dataSync();
  });
  expect(Math.max(...shown.map((value, i) => Math.abs(value - given[i]!)))).toBeLessThan(1e-4);
  const sets = new Set(values.map((_, i) => setOf(of, placeOf(i))));
  expect([...sets].sort((a, b) => a - b)).toEqual(Array.from({ length: setsOf(of) }, (_, i) => i));
});
