import { expect, test } from 'vitest';
import {
  descended,
  initialWeights,
  type PullChoice,
  type PulledState,
  pullOf,
} from '../../../../models/experiments/metric/pull.ts';
import { seededRandom } from '../../../../models/metrics/seeded-random.ts';

const labels = [0, 0, 0, 1, 1, 1, 2, 2, 2];
const drawn = (dimension: number): number[][] => {
  const random = seededRandom(5);
  return labels.map(() => Array.from({ length: dimension }, () => 2 * random() - 1));
};
const choices: readonly PullChoice[] = [
  // A plain mean: that of what is above 0 jumps where a pair comes to hold its margin, and has no slope there.
  { loss: 'triplet', options: { margin: 1 }, reducer: 'mean', unitLength: false },
  { loss: 'contrastive', options: { nonMatedMargin: 1.5 }, reducer: 'mean', unitLength: false },
  { loss: 'supervised-contrastive', options: { temperature: 0.5 }, unitLength: true },
  { loss: 'softmax', unitLength: false },
  { loss: 'arcface', options: { scale: 8 }, unitLength: true },
];

test.each(choices)('the arrows of $loss, $unitLength, are its gradient (finite differences)', (choice) => {
  for (const dimension of [2, 3]) {
    const state: PulledState = { points: drawn(dimension), weights: initialWeights(choice, 3, dimension, 1) };
    const { gradients } = pullOf(state, labels, choice);
    const step = 1e-2;
    const lossAt = (i: number, d: number, by: number): number => {
      const points = state.points.map((point, k) => point.map((value, e) => (k === i && e === d ? value + by : value)));
      return pullOf({ ...state, points }, labels, choice).loss;
    };
    for (const [i, d] of [
      [0, 0],
      [4, 1],
      [8, dimension - 1],
    ] as const) {
      const slope = (lossAt(i, d, step) - lossAt(i, d, -step)) / (2 * step);
      expect(gradients[i]![d]).toBeCloseTo(slope, 2);
    }
  }
});

test('two of one class are pulled, two of two classes pushed, by the numbers of the paper', () => {
  // One mated and one non-mated distance an anchor: d(a,p) = 3, d(a,n) = 4 or 5, margin 20.
  const state: PulledState = {
    points: [
      [0, 0],
      [3, 0],
      [0, 4],
    ],
    weights: {},
  };
  const { loss, forces, gradients } = pullOf(state, [0, 0, 1], {
    loss: 'triplet',
    options: { margin: 4 },
    distance: 'euclidean',
    unitLength: false,
  });
  // Anchors 0 and 1: 3 − 4 + 4 = 3 and 3 − 5 + 4 = 2; their mean is 2.5.
  expect(loss).toBeCloseTo(2.5, 5);
  const force = (from: number, to: number) => forces.find((one) => one.from === from && one.to === to)?.pull;
  expect(force(0, 1)).toBeCloseTo(1, 5);
  expect(force(0, 2)).toBeCloseTo(-0.5, 5);
  expect(force(1, 2)).toBeCloseTo(-0.5, 5);
  // Point 2 is pushed off both: −½ along each direction away from them, so the gradient points back at them.
  expect(gradients[2]![0]).toBeCloseTo(0.5 * (3 / 5), 5);
  expect(gradients[2]![1]).toBeCloseTo(-0.5 - 0.5 * (4 / 5), 5);
});

test('descent lowers the loss, and without a push everything meets', () => {
  for (const choice of choices) {
    let state: PulledState = { points: drawn(2), weights: initialWeights(choice, 3, 2, 1) };
    const first = pullOf(state, labels, choice).loss;
    for (let i = 0; i < 10; i++) state = descended(state, pullOf(state, labels, choice), 0.1);
    expect(pullOf(state, labels, choice).loss).toBeLessThan(first);
  }
  const onlyPull: PullChoice = { loss: 'contrastive', options: { nonMatedMargin: 0 }, unitLength: false };
  let state: PulledState = { points: drawn(2), weights: {} };
  for (let i = 0; i < 30; i++) state = descended(state, pullOf(state, labels, onlyPull), 0.5);
  const [a, b] = [state.points[0]!, state.points[1]!];
  expect(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!)).toBeLessThan(0.01);
});

test('a miner that draws is refused: its gradient would be of one draw', () => {
  const choice: PullChoice = { loss: 'triplet', miner: 'distance-weighted', unitLength: true };
  expect(() => pullOf({ points: drawn(2), weights: {} }, labels, choice)).toThrow(RangeError);
});
