import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { byId } from '../../../models/losses/by-id.ts';
import { composeLoss } from '../../../models/losses/compose.ts';
import { DISTANCES } from '../../../models/losses/distances.ts';
import { initWeights } from '../../../models/losses/init-weights.ts';
import { withDefaults } from '../../../models/losses/options.ts';
import { activeShare, REDUCERS } from '../../../models/losses/reducers.ts';
import { LOSSES } from '../../../models/losses/registry.ts';
import { withoutGradient } from '../../../models/losses/without-gradient.ts';
import { MINERS } from '../../../models/miners/registry.ts';
import './support.ts';

describe('the registry', () => {
  test('refuses two of the same name and names what there is', () => {
    expect(() => byId('losses', [{ id: 'a' }, { id: 'b' }, { id: 'a' }])).toThrow('losses: two are named a');
    expect(() => LOSSES.get('tripplet')).toThrow(/losses: none is named tripplet; there are contrastive, triplet/);
    expect(LOSSES.has('triplet')).toBe(true);
    expect(LOSSES.ids).toHaveLength(17);
  });

  test.each([...LOSSES.all, ...MINERS.all].map((one) => [one.id, one] as const))(
    '%s can be listed: defaults in their ranges, every option explained',
    (id, { title, options }) => {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(title.length).toBeGreaterThan(2);
      for (const { default: usual, low, high, says } of Object.values(options)) {
        expect(usual).toBeGreaterThanOrEqual(low);
        expect(usual).toBeLessThanOrEqual(high);
        expect(says.length).toBeGreaterThan(5);
      }
    },
  );

  test.each(LOSSES.all.map((loss) => [loss.id, loss] as const))('%s cites its paper with a year', (_, { paper }) => {
    expect(paper).toMatch(/.+: .+\. .*(19|20)\d\d\./);
  });
});

test('options: defaults, ranges, whole numbers, misspelt names', () => {
  const specs = { centres: { default: 3, low: 1, high: 10, integer: true, says: 'directions' } };
  expect(withDefaults('x', specs)).toEqual({ centres: 3 });
  expect(withDefaults('x', specs, { centres: 5 })).toEqual({ centres: 5 });
  for (const bad of [0, 11, 2.5, Number.NaN])
    expect(() => withDefaults('x', specs, { centres: bad })).toThrow(RangeError);
  expect(() => withDefaults('x', specs, { centers: 3 })).toThrow('x: there is no option centers; there are centres');
});

describe('composing', () => {
  test('refuses what does not fit', () => {
    expect(() => composeLoss({ loss: 'circle', distance: 'euclidean' })).toThrow('circle takes the distances cosine');
    expect(() => composeLoss({ loss: 'arcface', miner: 'hard' })).toThrow(
      'arcface has class weights and takes no miner',
    );
    expect(() => composeLoss({ loss: 'softmax', distance: 'dot' })).toThrow('takes no distance');
    expect(() => composeLoss({ loss: 'triplet', miner: 'harder' })).toThrow('miners: none is named harder');
    expect(() => composeLoss({ loss: 'triplet', reducer: 'median' as 'mean' })).toThrow('no reducer is named median');
    expect(() => composeLoss({ loss: 'triplet', minerOptions: { margin: 1 } })).toThrow(
      'all: there is no option margin',
    );
    const batch = { embeddings: tf.zeros<tf.Rank.R2>([2, 2]), labels: tf.zeros<tf.Rank.R1>([2], 'int32') };
    expect(() => composeLoss({ loss: 'centre' }).value(batch)).toThrow(
      'centre: lacks its weights classes, biases, centres',
    );
    expect(() => composeLoss({ loss: 'triplet', miner: 'distance-weighted' }).value(batch)).toThrow('needs noise');
    const single = { ...batch, weights: { classes: tf.ones([1, 2]) } };
    expect(() => composeLoss({ loss: 'proxy-nca' }).value(single)).toThrow('one person alone');
  });

  test('reports the share of active elements', () => {
    const { loss, active } = composeLoss({ loss: 'triplet', options: { margin: 4 } }).report({
      embeddings: tf.tensor2d([0, 1, 3, 5], [4, 1]),
      labels: tf.tensor1d([7, 7, 9, 9], 'int32'),
    });
    expect(loss.dataSync()[0]).toBeCloseTo(2.5, 5);
    expect(active.triplets!.dataSync()[0]).toBeCloseTo(2 / 8, 5);
  });
});

test('own weights: the same for the same seed, of unit length, of the sizes asked for', () => {
  const loss = LOSSES.get('sub-centre-arcface');
  const make = (seed: number) => initWeights(loss, { classes: 6, dimension: 16 }, { centres: 2 }, seed).classes!;
  expect(make(1).shape).toEqual([12, 16]);
  expect(make(1)).toEqual(make(1));
  expect(make(1).data).not.toEqual(make(2).data);
  for (let row = 0; row < 12; row++)
    expect(Math.hypot(...make(3).data.slice(row * 16, row * 16 + 16))).toBeCloseTo(1, 5);
  const centres = initWeights(LOSSES.get('centre'), { classes: 3, dimension: 2 }, {}, 1);
  expect(Object.entries(centres).map(([name, { shape }]) => [name, shape])).toEqual([
    ['classes', [3, 2]],
    ['biases', [3]],
    ['centres', [3, 2]],
  ]);
  expect(initWeights(LOSSES.get('triplet'), { classes: 3, dimension: 2 }, {}, 1)).toEqual({});
});

test('reducers by hand; nothing to reduce is 0', () => {
  const terms = (values: number[], weights: number[]) => ({
    values: tf.tensor2d(values, [2, values.length / 2]),
    weights: tf.tensor2d(weights, [2, weights.length / 2]),
  });
  const reduced = (values: number[], weights: number[]) =>
    Object.fromEntries(
      Object.entries(REDUCERS).map(([id, reduce]) => [id, reduce(terms(values, weights)).dataSync()[0]]),
    );
  expect(reduced([1, 0, 9, 4, 2, 9], [1, 1, 0, 2, 1, 0])).toEqual({
    mean: Math.fround(11 / 5),
    'mean-of-non-zero': Math.fround(11 / 4),
    'mean-of-anchors': Math.fround((0.5 + 10 / 3) / 2),
    sum: 11,
  });
  const none = reduced([1, 2, 3, 4], [0, 0, 0, 0]);
  expect(none).toEqual({ mean: 0, 'mean-of-non-zero': 0, 'mean-of-anchors': 0, sum: 0 });
  expect(activeShare(terms([1, 0, -1, 4], [1, 1, 1, 1])).dataSync()[0]).toBe(0.5);
});

test.each(Object.values(DISTANCES).map((distance) => [distance.id, distance] as const))(
  '%s: its polarity says that a vector is closer to itself than to its opposite',
  (_, distance) => {
    const x = tf.tensor2d([0.6, 0.8, -0.6, -0.8], [2, 2]);
    const values = distance.between(x, x);
    const [self, opposite] = [tf.slice(values, [0, 0], [1, 1]), tf.slice(values, [0, 1], [1, 1])];
    expect(distance.farther(opposite, self).dataSync()[0]).toBeGreaterThan(1);
    expect(distance.farther(self, self).dataSync()[0]).toBe(0);
  },
);

test('what is without gradient is a constant to the gradient, comparisons included', () => {
  const loss = (x: tf.Tensor) =>
    tf.sum(
      tf.mul(
        x,
        withoutGradient((y) => tf.cast(tf.greater(y, 0), 'float32'), x),
      ),
    );
  expect([
    ...tf
      .grad(loss)(tf.tensor1d([-2, 3, 4]))
      .dataSync(),
  ]).toEqual([0, 1, 1]);
});
