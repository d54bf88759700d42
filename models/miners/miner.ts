import type * as tf from '@tensorflow/tfjs-core';
import type { Distance } from '../losses/distances.ts';
import type { OptionSpecs, OptionValues } from '../losses/options.ts';
import type { Selection } from './selection.ts';

/** A batch as a miner sees it. What it chooses is constant to the gradient. */
export interface MinerInput {
  /** [n, d] */
  readonly embeddings: tf.Tensor2D;
  /** int32 [n] */
  readonly labels: tf.Tensor1D;
  /** Every row against every row, in the unit of `distance`: [n, n]. */
  readonly matrix: tf.Tensor2D;
  readonly distance: Distance;
  /** Even random numbers in [0, 1), new ones for each batch: [n, n]. Only where {@link Miner.needsNoise}. */
  readonly noise?: tf.Tensor2D | undefined;
}

/** Chooses which pairs or triplets of a batch a loss sees. */
export interface Miner<Specs extends OptionSpecs = OptionSpecs> {
  readonly id: string;
  readonly title: string;
  readonly paper?: string;
  readonly options: Specs;
  readonly needsNoise: boolean;
  select(input: MinerInput, options: OptionValues<Specs>): Selection;
}

/** A definition whose `select` knows the options by name. */
export const defineMiner = <Specs extends OptionSpecs>(miner: Miner<Specs>): Miner<Specs> => miner;
