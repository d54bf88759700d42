import * as tf from '@tensorflow/tfjs-core';
import { embedFeatures, embedPictures, isFrozen, storeOf } from '../embed/networks/network.ts';
import { type Packing, unpacked } from '../embed/networks/packed-weights.ts';
import { composeLoss, type LossChoice } from '../losses/compose.ts';
import { unitRows } from '../losses/distances.ts';
import type { LossParts } from '../losses/loss.ts';
import { LOSSES } from '../losses/registry.ts';
import { compileTrainingStep } from '../runtime/training/compile-training-step.ts';
import type { TrainingStep } from '../runtime/training/training-step.ts';
import type { EagerExecutor, Executor, HostState, HostTensor } from '../runtime/types.ts';
import { stepRandom } from './batches.ts';
import { lossChoiceOf, takesUnitLength } from './check-recipe.ts';
import { optimiserOf } from './optimisers.ts';
import type { Recipe } from './recipe.ts';
import type { StepReport } from './reports.ts';

/** The vectors that hold a network. */
export interface NetworkVectors {
  readonly weights: Float32Array;
  readonly moving: Float32Array;
}

export interface StepSetup {
  readonly recipe: Recipe;
  /** Of one example. */
  readonly shape: readonly number[];
  readonly trained: Packing;
  readonly moving: Packing;
  readonly initial: NetworkVectors;
  /** What the loss's own weights begin with. */
  readonly lossWeights: Readonly<Record<string, HostTensor>>;
  readonly executor: Executor | EagerExecutor;
  readonly threads: number;
}

export type StepFigures = Pick<StepReport, 'loss' | 'active' | 'norm' | 'spread'>;

/** TensorFlow.js wants every variable's name to be its own; the state's names are the same in every process. */
let programs = 0;

/** One compiled step of a recipe, and its variables. */
export class StepProgram {
  private readonly step: TrainingStep;
  private readonly recipe: Recipe;
  private readonly setup: StepSetup;
  private readonly prefix: string;
  private readonly owned: tf.Variable[];
  private readonly optimiser: tf.Optimizer;

  private constructor(setup: StepSetup, step: TrainingStep, made: Made) {
    this.setup = setup;
    this.recipe = setup.recipe;
    this.step = step;
    this.prefix = made.prefix;
    this.owned = made.owned;
    this.optimiser = made.optimiser;
  }

  static async open(setup: StepSetup): Promise<StepProgram> {
    if ('eager' in setup.executor) await setup.executor.activate();
    const made = makeStep(setup);
    try {
      const { executor, threads } = setup;
      const options = { executor, threads, name: 'training step' };
      const step = await compileTrainingStep(made.step, inputsOf(setup), options);
      return new StepProgram(setup, step, made);
    } catch (error) {
      tf.dispose(made.owned);
      made.optimiser.dispose();
      throw error;
    }
  }

  /**
   * @param examples of one batch, one after the other
   * @param labels 0 … people − 1
   * @param step from 0; decides the noise
   */
  async run(examples: Float32Array, labels: Int32Array, step: number, rate: number): Promise<StepFigures> {
    const { optimiser, seed } = this.recipe;
    const random = stepRandom(seed, step, 1);
    const given = inputsOf(this.setup).map((input): HostTensor => {
      if (input.name === 'examples') return { ...input, data: examples };
      if (input.name === 'labels') return { ...input, data: labels };
      if (input.name === 'shrink') return { ...input, data: Float32Array.of(rate * optimiser.weightDecay) };
      return { ...input, data: Float32Array.from({ length: labels.length ** 2 }, random) };
    });
    const results = await this.step.run(given, { learningRate: rate });
    const number = (name: string): number => results[name]!.data[0]!;
    return {
      loss: number('loss'),
      active: number('active'),
      norm: { mean: number('normMean'), deviation: number('normDeviation') },
      spread: number('spread'),
    };
  }

  async vectors(): Promise<NetworkVectors> {
    const state = await this.readState();
    const data = (name: string) => (state.get(name)?.data as Float32Array | undefined) ?? new Float32Array(0);
    return { weights: data('weights'), moving: data('moving') };
  }

  /** Everything that the step carries on, by names that are the same in every process. */
  async readState(): Promise<Map<string, HostTensor>> {
    return new Map([...(await this.step.readState())].map(([name, value]) => [name.replace(this.prefix, ''), value]));
  }

  async writeState(state: HostState): Promise<void> {
    const own = new Map(this.step.stateNames.map((name) => [name.replace(this.prefix, ''), name]));
    await this.step.writeState(new Map([...state].map(([name, value]) => [own.get(name) ?? name, value])));
  }

  async release(): Promise<void> {
    await this.step.release();
    tf.dispose(this.owned);
    this.optimiser.dispose();
  }
}

interface Made {
  readonly prefix: string;
  readonly owned: tf.Variable[];
  readonly optimiser: tf.Optimizer;
  readonly step: (...inputs: tf.Tensor[]) => Record<string, tf.Tensor>;
}

const needsNoise = (recipe: Recipe): boolean => composeLoss(lossChoiceOf(recipe)).needsNoise;

/** What a step is given; also as examples for the trace. */
function inputsOf({ recipe, shape }: StepSetup) {
  const count = recipe.batch.people * recipe.batch.pictures;
  return [
    { name: 'examples', dtype: 'float32', shape: [count, ...shape] },
    { name: 'labels', dtype: 'int32', shape: [count] },
    ...(needsNoise(recipe) ? [{ name: 'noise', dtype: 'float32', shape: [count, count] } as const] : []),
    ...(recipe.optimiser.weightDecay > 0 ? [{ name: 'shrink', dtype: 'float32', shape: [] } as const] : []),
  ] as const;
}

function makeStep(setup: StepSetup): Made {
  const { recipe, trained, moving, initial } = setup;
  const prefix = `training${programs++}:`;
  const variable = (name: string, { data, shape }: Pick<HostTensor, 'data' | 'shape'>, trainable = true) =>
    tf.tidy(() => tf.variable(tf.tensor(data.slice(), [...shape], 'float32'), trainable, prefix + name));
  const weights = variable('weights', { data: initial.weights, shape: [trained.length] });
  const averages =
    moving.length > 0 ? variable('moving', { data: initial.moving, shape: [moving.length] }, false) : null;
  const own = Object.entries(setup.lossWeights).map(
    ([name, value]) => [name, variable(`loss/${name}`, value)] as const,
  );
  const optimiser = optimiserOf(recipe.optimiser);
  const choice = lossChoiceOf(recipe);
  const composed = composeLoss(choice);
  const names = inputsOf(setup).map(({ name }) => name);
  const decayed = recipe.optimiser.weightDecay > 0 ? decayMask(trained) : null;

  const step = (...inputs: tf.Tensor[]) => {
    const given = Object.fromEntries(names.map((name, i) => [name, inputs[i]!]));
    let seen: Record<string, tf.Tensor> = {};
    const loss = optimiser.minimize(
      () => {
        const moved = new Map<string, tf.Tensor>();
        const tensors = { ...unpacked(weights, trained), ...(averages && unpacked(averages, moving)) };
        const store = storeOf(tensors, (name, value) => moved.set(name, value));
        const embeddings = isFrozen(recipe.network)
          ? embedFeatures(recipe.network, given.examples as tf.Tensor2D, store, true)
          : embedPictures(recipe.network, given.examples as tf.Tensor4D, store, true);
        averages?.assign(tf.concat1d(moving.requests.map(({ name }) => moved.get(name) as tf.Tensor1D)));
        const labels = given.labels as tf.Tensor1D;
        const noise = given.noise as tf.Tensor2D | undefined;
        const batch = {
          embeddings: takesUnitLength(recipe) ? unitRows(embeddings) : embeddings,
          labels,
          ...(noise && { noise }),
          weights: Object.fromEntries(own),
        };
        const report = composed.report(batch);
        const active = activeOf(choice, composed.terms(batch), () => allTerms(choice, batch));
        seen = keptAll({ active, ...lengthsOf(embeddings) });
        return report.loss;
      },
      true,
      [weights, ...own.map(([, value]) => value)],
    ) as tf.Scalar;
    if (decayed) weights.assign(tf.mul(weights, tf.sub(1, tf.mul(given.shrink!, decayed))));
    return { loss, ...releasedAll(seen) };
  };
  const owned = [weights, ...(averages ? [averages] : []), ...own.map(([, value]) => value)];
  return { prefix, owned: decayed ? [...owned, decayed] : owned, optimiser, step };
}

/** 1 where a weight decays: matrices and filters, not biases and norms. A variable, so that its owner disposes of it. */
function decayMask({ requests, sizes, length }: Packing): tf.Variable {
  const mask = new Float32Array(length);
  let start = 0;
  for (const [i, { shape }] of requests.entries()) {
    if (shape.length > 1) mask.fill(1, start, start + sizes[i]!);
    start += sizes[i]!;
  }
  return tf.tidy(() => tf.variable(tf.tensor1d(mask), false));
}

const allTerms = (choice: LossChoice, batch: Parameters<ReturnType<typeof composeLoss>['terms']>[0]): LossParts => {
  const { minerOptions, miner, ...rest } = choice;
  return composeLoss(rest).terms(batch);
};

/**
 * Of all that the labels allow the share that still teaches, also where a miner chose few: of semi-hard triplets all teach,
 * and how many there are is what one wants to know. Of several kinds the mean.
 */
function activeOf(choice: LossChoice, parts: LossParts, all: () => LossParts): tf.Scalar {
  const allowed = LOSSES.get(choice.loss).kind === 'pairs' && choice.miner ? all() : parts;
  const shares = Object.entries(parts).map(([name, { values, weights }]) => {
    const teaching = tf.sum(tf.cast(tf.logicalAnd(tf.greater(values, 0), tf.greater(weights, 0)), 'float32'));
    const possible = tf.sum(tf.cast(tf.greater(allowed[name]!.weights, 0), 'float32'));
    return tf.div(teaching, tf.maximum(possible, 1));
  });
  return tf.div(tf.addN(shares), shares.length) as tf.Scalar;
}

function lengthsOf(embeddings: tf.Tensor2D): Record<string, tf.Tensor> {
  const lengths = tf.sqrt(tf.sum(tf.square(embeddings), 1));
  const normMean = tf.mean(lengths);
  const normDeviation = tf.sqrt(tf.mean(tf.square(tf.sub(lengths, normMean))));
  const spread = tf.sub(1, tf.sum(tf.square(tf.mean(unitRows(embeddings), 0))));
  return { normMean, normDeviation, spread };
}

/** Saves tensors from the scope that `minimize` closes. */
const keptAll = (tensors: Record<string, tf.Tensor>) =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tf.keep(tensor)]));

/** The same tensors in the scope around it. */
const releasedAll = (tensors: Record<string, tf.Tensor>) =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => {
      const copy = tf.clone(tensor);
      tensor.dispose();
      return [name, copy];
    }),
  );
