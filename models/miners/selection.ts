import * as tf from '@tensorflow/tfjs-core';

/** What a miner chose: weights ≥ 0 of pairs [n, n] (anchor, other) or of triplets [n, n, n] (anchor, mated, non-mated). */
export type Selection = PairSelection | TripletSelection;

export interface PairSelection {
  readonly kind: 'pairs';
  readonly mated: tf.Tensor2D;
  readonly nonMated: tf.Tensor2D;
}

export interface TripletSelection {
  readonly kind: 'triplets';
  readonly weights: tf.Tensor3D;
}

/** A pair weighs what the heaviest of its triplets weighs. */
export function asPairs(selection: Selection): PairSelection {
  if (selection.kind === 'pairs') return selection;
  return { kind: 'pairs', mated: tf.max(selection.weights, 2), nonMated: tf.max(selection.weights, 1) };
}

/** Every chosen mated pair with every chosen non-mated pair of the same anchor. */
export function asTriplets(selection: Selection): TripletSelection {
  if (selection.kind === 'triplets') return selection;
  const { mated, nonMated } = selection;
  return { kind: 'triplets', weights: tf.mul(tf.expandDims(mated, 2), tf.expandDims(nonMated, 1)) };
}
