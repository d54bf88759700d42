import * as tf from '@tensorflow/tfjs-core';
import { MINERS } from '../miners/registry.ts';
import { DISTANCES, type DistanceId } from './distances.ts';
import type { ClassLoss, LossParts, PairLoss } from './loss.ts';
import { type OptionValues, withDefaults } from './options.ts';
import { activeShare, REDUCERS, type ReducerId } from './reducers.ts';
import { LOSSES } from './registry.ts';

/** loss × distance × miner × reducer by name, as a form or a command line gives them; what is left out is the loss's usual. */
export interface LossChoice {
  readonly loss: string;
  readonly options?: Readonly<Record<string, number>>;
  readonly distance?: DistanceId;
  readonly miner?: string;
  readonly minerOptions?: Readonly<Record<string, number>>;
  readonly reducer?: ReducerId;
}

/** What a composed loss is given; plain tensors, so that one compiled graph serves every batch of a shape. */
export interface Batch {
  /** [n, d] */
  readonly embeddings: tf.Tensor2D;
  /** int32 [n]: who each row shows. For a loss with class weights 0 … classes − 1. */
  readonly labels: tf.Tensor1D;
  /** Even random numbers in [0, 1), [n, n], where the miner needs noise. */
  readonly noise?: tf.Tensor2D;
  /** The loss's own weights, where it has any. */
  readonly weights?: Readonly<Record<string, tf.Tensor>>;
}

/** To be traced within a training step. Called eagerly, wrap it in tf.tidy. */
export interface ComposedLoss {
  readonly needsNoise: boolean;
  /** Elements before reduction. */
  terms(batch: Batch): LossParts;
  /** One number. */
  value(batch: Batch): tf.Scalar;
  /** The number, and of each part the share of elements above 0. */
  report(batch: Batch): Readonly<{ loss: tf.Scalar; active: Readonly<Record<string, tf.Scalar>> }>;
}

/** @throws RangeError on unknown names, options out of range, or a distance or miner that the loss cannot take */
export function composeLoss(choice: LossChoice): ComposedLoss {
  const loss = LOSSES.get(choice.loss);
  const options = withDefaults(loss.id, loss.options, choice.options);
  const reducer = REDUCERS[choice.reducer ?? loss.reducer];
  if (!reducer) throw new RangeError(`${loss.id}: no reducer is named ${choice.reducer}`);
  const { needsNoise, terms } =
    loss.kind === 'pairs' ? ofPairs(loss, options, choice) : ofClasses(loss, options, choice);
  const reduced = (parts: LossParts): tf.Scalar => tf.addN(Object.values(parts).map(reducer)) as tf.Scalar;
  return {
    needsNoise,
    terms,
    value: (batch) => reduced(terms(batch)),
    report(batch) {
      const parts = terms(batch);
      const active = Object.entries(parts).map(([name, part]) => [name, activeShare(part)] as const);
      return { loss: reduced(parts), active: Object.fromEntries(active) };
    },
  };
}

type Unreduced = Pick<ComposedLoss, 'terms' | 'needsNoise'>;

function ofPairs(loss: PairLoss, options: OptionValues, choice: LossChoice): Unreduced {
  const id = choice.distance ?? loss.distances[0];
  if (!loss.distances.includes(id))
    throw new RangeError(`${loss.id} takes the distances ${loss.distances.join(', ')}, not ${id}`);
  const distance = DISTANCES[id];
  const miner = MINERS.get(choice.miner ?? 'all');
  const minerOptions = withDefaults(miner.id, miner.options, choice.minerOptions);
  return {
    needsNoise: miner.needsNoise,
    terms({ embeddings, labels, noise }) {
      const matrix = distance.between(embeddings, embeddings);
      const selection = miner.select({ embeddings, labels, matrix, distance, noise }, minerOptions);
      return loss.terms({ embeddings, matrix, distance, selection }, options);
    },
  };
}

function ofClasses(loss: ClassLoss, options: OptionValues, choice: LossChoice): Unreduced {
  for (const what of ['distance', 'miner'] as const) {
    if (choice[what] !== undefined) throw new RangeError(`${loss.id} has class weights and takes no ${what}`);
  }
  return {
    needsNoise: false,
    terms({ embeddings, labels, weights = {} }) {
      const lacking = Object.keys(loss.weights).filter((name) => !weights[name]);
      if (lacking.length > 0) throw new Error(`${loss.id}: lacks its weights ${lacking.join(', ')}`);
      return loss.terms({ embeddings, labels, weights }, options);
    },
  };
}
