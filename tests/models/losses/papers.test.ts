import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { movedCentres } from '../../../models/losses/centre.ts';
import { type Batch, composeLoss, type LossChoice } from '../../../models/losses/compose.ts';
import './support.ts';

/** Values worked out by hand from the papers' formulas, for points whose distances are whole numbers. */
const lossOf = (choice: LossChoice, batch: () => Batch): number =>
  tf.tidy(() => composeLoss(choice).value(batch()).dataSync()[0]!);

/** Two people on a line: 0 and 1, 3 and 5. */
const line = (): Batch => ({
  embeddings: tf.tensor2d([0, 1, 3, 5], [4, 1]),
  labels: tf.tensor1d([7, 7, 9, 9], 'int32'),
});
const ln = Math.log;

test('contrastive (Hadsell et al., eq. 4): ½d² and ½ max(0, m − d)²', () => {
  // Mated: ½·1² and ½·2², each twice. Non-mated at margin 4: d = 3, 5, 2, 4, of which 3 and 2 lack 1 and 2.
  const value = lossOf({ loss: 'contrastive', options: { nonMatedMargin: 4 } }, line);
  expect(value).toBeCloseTo((0.5 + 2) / 2 + (0.5 + 2) / 2, 5);
});

test('triplet (Schroff et al.): squared distances, only triplets that violate the margin', () => {
  // Gaps d²(a,p) − d²(a,n): 1−9, 1−25, 1−4, 1−16, 4−9, 4−4, 4−25, 4−16; with margin 4 active: 1 of 1−4, 4 of 4−4.
  expect(lossOf({ loss: 'triplet', options: { margin: 4 } }, line)).toBeCloseTo(2.5, 5);
  expect(lossOf({ loss: 'triplet', options: { margin: 4 }, reducer: 'sum' }, line)).toBeCloseTo(5, 5);
  expect(lossOf({ loss: 'triplet', options: { margin: 4 }, reducer: 'mean' }, line)).toBeCloseTo(5 / 8, 5);
  expect(lossOf({ loss: 'triplet', options: { margin: 4 }, reducer: 'mean-of-anchors' }, line)).toBeCloseTo(5 / 8, 5);
});

test('batch-hard with a soft margin (Hermans et al., eq. 5)', () => {
  // Hardest gaps of the anchors: 1−3, 1−2, 2−2, 2−4.
  const expected = [-2, -1, 0, -2].map((gap) => ln(1 + Math.exp(gap))).reduce((a, b) => a + b) / 4;
  expect(lossOf({ loss: 'triplet-soft-margin', miner: 'batch-hard' }, line)).toBeCloseTo(expected, 5);
});

test('lifted structure (Oh Song et al., eq. 4): ½ max(0, log Σ e^(α − d) + d)²', () => {
  const push = [3, 5, 2, 4].map((d) => Math.exp(1 - d)).reduce((a, b) => a + b);
  const pair = (d: number) => 0.5 * Math.max(0, ln(push) + d) ** 2;
  expect(lossOf({ loss: 'lifted-structure' }, line)).toBeCloseTo((pair(1) + pair(2)) / 2, 5);
});

/** Two people at right angles, each with two pictures at the same place. */
const corner = (): Batch => ({
  embeddings: tf.tensor2d([1, 0, 1, 0, 0, 1, 0, 1], [4, 2]),
  labels: tf.tensor1d([0, 0, 1, 1], 'int32'),
});

test.each([
  ['n-pair', { lengthPenalty: 0 }, ln(1 + 2 * Math.exp(-1))],
  ['nt-xent', { temperature: 0.5 }, ln(1 + 2 * Math.exp(-2))],
  // The denominator has the mated image and both others.
  ['supervised-contrastive', { temperature: 0.5 }, ln(1 + 2 * Math.exp(-2))],
  ['multi-similarity', { alpha: 2, beta: 4, base: 0.5 }, ln(1 + Math.exp(-1)) / 2 + ln(1 + 2 * Math.exp(-2)) / 4],
  // αₚ = 0.25, s = 1: −γ·0.25·0.25; αₙ = 0.25, s = 0: −γ·0.25·0.25, twice.
  ['circle', { margin: 0.25, scale: 16 }, ln(1 + 2 * Math.exp(-2))],
] as const)('%s at its optimum', (loss, options, expected) => {
  expect(lossOf({ loss, options }, corner)).toBeCloseTo(expected, 5);
});

/** The same with a vector for each person where its pictures are. */
const withClasses = (): Batch => ({ ...corner(), weights: { classes: tf.tensor2d([1, 0, 0, 1], [2, 2]) } });

test.each([
  ['normalised-softmax', { scale: 2 }, ln(1 + Math.exp(-2))],
  ['cosface', { scale: 2, margin: 0.25 }, ln(1 + Math.exp(-1.5))],
  ['arcface', { scale: 2, margin: 0.5 }, ln(1 + Math.exp(-2 * Math.cos(0.5)))],
  ['sub-centre-arcface', { scale: 2, margin: 0.5, centres: 1 }, ln(1 + Math.exp(-2 * Math.cos(0.5)))],
  // Squared distances 0 and 2.
  ['proxy-nca', { radius: 1 }, -2],
  ['proxy-anchor', { scale: 2, margin: 0.25 }, ln(1 + 2 * Math.exp(-1.5)) + ln(1 + 2 * Math.exp(0.5))],
] as const)('%s with every picture at its class', (loss, options, expected) => {
  // Right at a class the cosine's sine is 0, which is taken as 10⁻⁶.
  expect(lossOf({ loss, options }, withClasses)).toBeCloseTo(expected, 4);
});

test('softmax and centre by hand', () => {
  const weights = () => ({ ...withClasses().weights, biases: tf.tensor1d([0, 1]), centres: tf.zeros([2, 2]) });
  const own = (ln(1 + Math.exp(0)) + ln(1 + Math.exp(-2))) / 2;
  expect(lossOf({ loss: 'softmax' }, () => ({ ...corner(), weights: weights() }))).toBeCloseTo(own, 5);
  const both = lossOf({ loss: 'centre', options: { strength: 0.2 } }, () => ({ ...corner(), weights: weights() }));
  expect(both).toBeCloseTo(own + 0.1, 5);
});

test('centres move by Σ(x − c) / (1 + count) (Wen et al., eq. 4)', () => {
  tf.tidy(() => {
    const centres = tf.tensor2d([0, 6, 9], [3, 1]);
    const moved = movedCentres(centres, tf.tensor2d([3, 6, 5], [3, 1]), tf.tensor1d([0, 0, 1], 'int32'), 0.5);
    expect([...moved.dataSync()]).toEqual([1.5, 5.75, 9]);
  });
});
