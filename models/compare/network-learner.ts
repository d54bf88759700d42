import type { Head } from '../classify/head.ts';
import { describeNetwork } from '../embed/networks/network.ts';
import { initialVector, type Packing, packingOf } from '../embed/networks/packed-weights.ts';
import { initWeights } from '../losses/init-weights.ts';
import { LOSSES } from '../losses/registry.ts';
import { BatchPlanner } from '../train/batches.ts';
import { EmbeddingProgram } from '../train/embedding-program.ts';
import { type Feeder, pictureFeeder } from '../train/feeder.ts';
import type { PictureSource } from '../train/picture-source.ts';
import type { Recipe } from '../train/recipe.ts';
import { type NetworkVectors, StepProgram } from '../train/step-program.ts';
import type { Learner, Learnt, Running } from './learner.ts';
import type { Roster } from './roster.ts';
import { type EmbeddingPrograms, FEW, networkSpace } from './space.ts';

/** What all networks of a comparison share: their shape, how pictures are fed, and the compiled network without weights. */
export interface Workbench {
  readonly network: Recipe['network'];
  readonly feeder: Feeder;
  readonly packings: Readonly<{ trained: Packing; moving: Packing }>;
  readonly embedding: EmbeddingPrograms;
  readonly parameters: number;
}

export async function openWorkbench(
  network: Recipe['network'],
  source: PictureSource,
  augmentation: Recipe['augmentation'],
  running: Running,
): Promise<Workbench> {
  const { weights, trainedParameters } = describeNetwork(network);
  const packings = {
    trained: packingOf(weights.filter(({ kind }) => kind === 'trained')),
    moving: packingOf(weights.filter(({ kind }) => kind === 'moving')),
  };
  const feeder = pictureFeeder(source, network, augmentation);
  const { executor, threads } = running;
  const options = { executor, threads, anyLength: true };
  const embedding = {
    few: await EmbeddingProgram.open(network, feeder, packings, { ...options, batch: FEW }),
    many: await EmbeddingProgram.open(network, feeder, packings, options),
  };
  return { network, feeder, packings, embedding, parameters: trainedParameters };
}

export async function closeWorkbench({ embedding }: Workbench): Promise<void> {
  await embedding.few.release();
  await embedding.many.release();
}

export interface NetworkLearning {
  readonly recipe: Recipe;
  readonly roster: Roster;
  /** What it goes on from; else it begins from nothing. */
  readonly from?: Readonly<{ vectors: NetworkVectors; head: Head }>;
}

/** A whole network learning from pictures, with softmax or a metric loss; a step is models/train's. */
export class NetworkLearner implements Learner {
  readonly compileMs: number;
  private readonly bench: Workbench;
  private readonly learning: NetworkLearning;
  private readonly program: StepProgram;
  private readonly planner: BatchPlanner;

  private constructor(bench: Workbench, learning: NetworkLearning, program: StepProgram, compileMs: number) {
    this.bench = bench;
    this.learning = learning;
    this.program = program;
    this.compileMs = compileMs;
    const { roster, recipe } = learning;
    this.planner = new BatchPlanner(roster.rows, Int32Array.from(roster.rows.keys()), recipe.batch, recipe.seed);
  }

  static async open(bench: Workbench, learning: NetworkLearning, running: Running): Promise<NetworkLearner> {
    const { recipe, roster, from } = learning;
    const { packings, feeder } = bench;
    const { executor, threads, now } = running;
    const begun = now();
    const loss = LOSSES.get(recipe.loss.id);
    const size = { classes: roster.labels.length, dimension: recipe.network.dimension };
    const initial = from?.vectors ?? {
      weights: initialVector(packings.trained, recipe.seed),
      moving: initialVector(packings.moving, recipe.seed),
    };
    const program = await StepProgram.open({
      ...{ recipe, shape: feeder.shape, ...packings, initial, executor, threads },
      lossWeights: from ? weightsOf(from.head) : initWeights(loss, size, recipe.loss.options, recipe.seed),
    });
    return new NetworkLearner(bench, learning, program, now() - begun);
  }

  async step(index: number, rate: number): Promise<void> {
    const { roster, recipe } = this.learning;
    const { pictures } = this.planner.at(index);
    const examples = await this.bench.feeder.training(
      pictures.map((at) => roster.pictures[at]!),
      recipe.seed,
      index,
    );
    await this.program.run(
      examples,
      pictures.map((at) => roster.rows[at]!),
      index,
      rate,
    );
  }

  async learnt(): Promise<Learnt> {
    const { dimension } = this.learning.recipe.network;
    const state = await this.program.readState();
    const vectors = await this.program.vectors();
    const space = networkSpace(this.bench.embedding, vectors, dimension);
    const head = headOf(state.get('loss/classes')?.data, state.get('loss/biases')?.data, dimension);
    return { space, head, vectors };
  }

  release(): Promise<void> {
    return this.program.release();
  }
}

/** Of a metric loss there is none, or it has class vectors of another kind. */
function headOf(rows: unknown, biases: unknown, dimension: number): Head | null {
  if (!(rows instanceof Float32Array && biases instanceof Float32Array)) return null;
  return { classes: biases.length, dimension, rows, biases };
}

const weightsOf = ({ classes, dimension, rows, biases }: Head) =>
  ({
    classes: { dtype: 'float32', shape: [classes, dimension], data: rows },
    biases: { dtype: 'float32', shape: [classes], data: biases },
  }) as const;
