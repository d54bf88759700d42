import type * as tf from '@tensorflow/tfjs-core';
import type { Selection } from '../miners/selection.ts';
import type { Distance, DistanceId } from './distances.ts';
import type { OptionSpecs, OptionValues } from './options.ts';
import type { ReducerId, Terms } from './reducers.ts';

/** One or several sets of terms, by name; each is reduced by itself and the results are added. */
export type LossParts = Readonly<Record<string, Terms>>;

/** A batch as a loss of pairs or triplets sees it. */
export interface PairInput {
  /** [n, d] */
  readonly embeddings: tf.Tensor2D;
  /** Every row against every row, in the unit of `distance`: [n, n]. */
  readonly matrix: tf.Tensor2D;
  readonly distance: Distance;
  /** What the miner chose. */
  readonly selection: Selection;
}

/** A batch as a loss with vectors of its own for each class sees it. */
export interface ClassInput {
  /** [n, d] */
  readonly embeddings: tf.Tensor2D;
  /** int32 [n], the row of the class: 0 … classes − 1. */
  readonly labels: tf.Tensor1D;
  /** By the names of {@link ClassLoss.weights}. */
  readonly weights: Readonly<Record<string, tf.Tensor>>;
}

interface Described {
  /** In files and on the command line; never reused. */
  readonly id: string;
  readonly title: string;
  /** Authors, title, place, year. */
  readonly paper: string;
  readonly options: OptionSpecs;
  readonly reducer: ReducerId;
}

/** A loss that compares the images of a batch with each other. */
export interface PairLoss<Specs extends OptionSpecs = OptionSpecs> extends Described {
  readonly kind: 'pairs';
  readonly options: Specs;
  /** Those it is defined for, the usual one first. */
  readonly distances: readonly [DistanceId, ...DistanceId[]];
  terms(input: PairInput, options: OptionValues<Specs>): LossParts;
}

/** Trained numbers that belong to the loss and are thrown away after training. */
export interface WeightSpec<Specs extends OptionSpecs = OptionSpecs> {
  readonly says: string;
  shape(size: ClassSize, options: OptionValues<Specs>): readonly number[];
  /** `directions`: rows drawn evenly from the unit sphere. */
  readonly init: 'directions' | 'zeros';
}

export interface ClassSize {
  readonly classes: number;
  readonly dimension: number;
}

/** A loss that compares images with vectors that stand for the people trained on (proxies, class weights, centres). */
export interface ClassLoss<Specs extends OptionSpecs = OptionSpecs> extends Described {
  readonly kind: 'classes';
  readonly options: Specs;
  readonly weights: Readonly<Record<string, WeightSpec<Specs>>>;
  terms(input: ClassInput, options: OptionValues<Specs>): LossParts;
}

export type Loss = PairLoss | ClassLoss;

/** A definition whose `terms` know the options by name. */
export const definePairLoss = <Specs extends OptionSpecs>(loss: PairLoss<Specs>): PairLoss<Specs> => loss;

export const defineClassLoss = <Specs extends OptionSpecs>(loss: ClassLoss<Specs>): ClassLoss<Specs> => loss;
