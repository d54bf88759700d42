import type { NetworkChoice } from '../../embed/networks/choice.ts';
import { describeNetwork } from '../../embed/networks/network.ts';
import { initialVector, packingOf } from '../../embed/networks/packed-weights.ts';
import type { LossChoice } from '../../losses/compose.ts';
import { initWeights } from '../../losses/init-weights.ts';
import { LOSSES } from '../../losses/registry.ts';
import type { EagerExecutor, Executor, HostState, HostTensor } from '../../runtime/types.ts';
import { pByKBatches } from '../../samplers/p-by-k.ts';
import { shuffled } from '../../samplers/shuffle.ts';
import { classesOf, stepRandom } from '../../train/batches.ts';
import { atUnitLength, EmbeddingProgram } from '../../train/embedding-program.ts';
import { type Feeder, pictureFeeder } from '../../train/feeder.ts';
import type { PictureSource } from '../../train/picture-source.ts';
import { type Augmentation, DEFAULT_RECIPE, type Recipe } from '../../train/recipe.ts';
import { rateAt } from '../../train/schedule.ts';
import { StepProgram } from '../../train/step-program.ts';

/** What is learnt from: the people's names, or only that two altered views show one picture. */
export type Supervision = 'people' | 'views';

export interface SmallTraining {
  readonly network: NetworkChoice;
  readonly loss: LossChoice & { readonly unitLength?: boolean };
  readonly supervision: Supervision;
  readonly augmentation: Augmentation;
  readonly rate: number;
  /** Of one run; the rate falls to 0 over them. */
  readonly steps: number;
  readonly batch: { readonly people: number; readonly pictures: number };
  /** People trained on, which a loss with class vectors has a vector each for. */
  readonly classes: number;
}

/** The smallest network that the app trains: four blocks of 4, 8, 16 and 16 channels. */
export const SMALL_NETWORK: NetworkChoice = {
  backbone: 'cnn',
  dimension: 16,
  width: 4,
  norm: 'batch',
  activation: 'relu',
  inputSize: 16,
  fineTune: false,
};

/**
 * The app's own network, loss and training step at a size for a lesson. Compiled once; each run begins anew from a seed, on
 * whichever part of the pictures. Pairs of one run and seed see the same pictures whatever the loss.
 */
export class SmallEmbedding {
  private readonly setup: SmallTraining;
  private readonly recipe: Recipe;
  private readonly source: PictureSource;
  private readonly feeder: Feeder;
  private readonly program: StepProgram;
  private readonly embedding: EmbeddingProgram;
  private readonly first: HostState;

  private constructor(
    setup: SmallTraining,
    recipe: Recipe,
    source: PictureSource,
    opened: Readonly<{ feeder: Feeder; program: StepProgram; embedding: EmbeddingProgram; first: HostState }>,
  ) {
    this.setup = setup;
    this.recipe = recipe;
    this.source = source;
    this.feeder = opened.feeder;
    this.program = opened.program;
    this.embedding = opened.embedding;
    this.first = opened.first;
  }

  static async open(
    setup: SmallTraining,
    source: PictureSource,
    executor: Executor | EagerExecutor,
  ): Promise<SmallEmbedding> {
    const { network, classes } = setup;
    const recipe = recipeOf(setup);
    const { weights: requests } = describeNetwork(network);
    const trained = packingOf(requests.filter(({ kind }) => kind === 'trained'));
    const moving = packingOf(requests.filter(({ kind }) => kind === 'moving'));
    const initial = { weights: initialVector(trained, 0), moving: initialVector(moving, 0) };
    const feeder = pictureFeeder(source, network, setup.augmentation);
    const size = { classes, dimension: network.dimension };
    const program = await StepProgram.open({
      ...{ recipe, shape: feeder.shape, trained, moving, initial, executor, threads: 1 },
      lossWeights: initWeights(LOSSES.get(recipe.loss.id), size, recipe.loss.options, 0),
    });
    try {
      const embedding = await EmbeddingProgram.open(
        network,
        feeder,
        { trained, moving },
        { executor, threads: 1, anyLength: true },
      );
      const first = await program.readState();
      return new SmallEmbedding(setup, recipe, source, { feeder, program, embedding, first });
    } catch (error) {
      await program.release();
      throw error;
    }
  }

  /** Numbers that a network begins with at a seed: the same for every loss. */
  async begin(seed: number): Promise<void> {
    const { network, classes } = this.setup;
    const trained = packingOf(describeNetwork(network).weights.filter(({ kind }) => kind === 'trained'));
    const loss = LOSSES.get(this.recipe.loss.id);
    const own = initWeights(loss, { classes, dimension: network.dimension }, this.recipe.loss.options, seed);
    const state = new Map<string, HostTensor>(this.first);
    const put = (name: string, data: Float32Array): void => {
      state.set(name, { ...state.get(name)!, data });
    };
    put('weights', initialVector(trained, seed));
    for (const [name, { data }] of Object.entries(own)) put(`loss/${name}`, data as Float32Array);
    await this.program.writeState(state);
  }

  /**
   * Trains on these pictures of the source; yields the loss after each step.
   * @param from the first step, to go on where an earlier call ended
   */
  async *train(
    pictures: Int32Array,
    seed: number,
    from = 0,
    to = this.setup.steps,
  ): AsyncGenerator<{ readonly step: number; readonly loss: number }> {
    const { steps } = this.setup;
    const classes = classesOf(this.source.labels, pictures);
    for (let step = from; step < to; step++) {
      const chosen = this.batchOf(pictures, seed, step);
      const labels =
        this.setup.supervision === 'views'
          ? chosen.map((_, i) => Math.floor(i / 2))
          : chosen.map((picture) => classes.get(this.source.labels[picture]!)!);
      const examples = await this.feeder.training(chosen, seed, step);
      const rate = rateAt(this.recipe.optimiser, step, step / steps);
      const { loss } = await this.program.run(examples, labels, step, rate);
      yield { step: step + 1, loss };
    }
  }

  /** Embeddings of the source's pictures as the network gives them, of any length: [pictures, dimension]. */
  async features(pictures: Int32Array): Promise<Float32Array> {
    return this.embedding.run(pictures, await this.program.vectors());
  }

  /** The same at length 1, as templates are. */
  async embed(pictures: Int32Array): Promise<Float32Array> {
    return atUnitLength(await this.features(pictures), this.setup.network.dimension);
  }

  /** The loss's own weights as they are now, by name: of a softmax the classifier that is thrown away. */
  async lossWeights(): Promise<Readonly<Record<string, HostTensor>>> {
    const own = [...(await this.program.readState())].filter(([name]) => /^loss\/[^/]+$/.test(name));
    return Object.fromEntries(own.map(([name, value]) => [name.slice('loss/'.length), value]));
  }

  async release(): Promise<void> {
    await this.program.release();
    await this.embedding.release();
  }

  /** Whole people; of views, pictures of anybody, each twice. */
  private batchOf(pictures: Int32Array, seed: number, step: number): Int32Array {
    const { batch, supervision } = this.setup;
    if (supervision === 'views') {
      const few = shuffled(Array.from(pictures), stepRandom(seed, step, 2)).slice(
        0,
        (batch.people * batch.pictures) / 2,
      );
      return Int32Array.from(few.flatMap((picture) => [picture, picture]));
    }
    const own = pictures.map((picture) => this.source.labels[picture]!);
    const size = { people: batch.people, images: batch.pictures };
    return pByKBatches(own, size, seed, step)[0]!.map((k) => pictures[k]!);
  }
}

function recipeOf({ network, loss, batch, augmentation, rate, steps }: SmallTraining): Recipe {
  const { loss: id, options, unitLength, distance, miner, minerOptions, reducer } = loss;
  const { miner: _, ...plain } = DEFAULT_RECIPE;
  return {
    ...plain,
    network,
    batch,
    augmentation,
    loss: { id, ...(options && { options }), ...(unitLength !== undefined && { unitLength }) },
    ...(distance && { distance }),
    ...(miner && { miner: { id: miner, ...(minerOptions && { options: minerOptions }) } }),
    ...(reducer && { reducer }),
    optimiser: { id: 'adam', rate, schedule: { id: 'cosine', warmUp: 5 }, weightDecay: 0 },
    budget: { steps },
  };
}
