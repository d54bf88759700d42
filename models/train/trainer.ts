import { DLIB_PREFIX } from '../embed/networks/dlib-layers.ts';
import { describeNetwork, isFrozen, type NetworkDescription, PRETRAINED_DIMENSION } from '../embed/networks/network.ts';
import {
  initialVector,
  type Packing,
  packedHost,
  packingOf,
  putKnown,
  unpackedHost,
} from '../embed/networks/packed-weights.ts';
import { initWeights } from '../losses/init-weights.ts';
import { LOSSES } from '../losses/registry.ts';
import type { HostTensor } from '../runtime/types.ts';
import { pixelBaselines } from './baselines.ts';
import { BatchPlanner, classesOf } from './batches.ts';
import type { Checkpoint, NetworkState } from './checkpoint.ts';
import { collapseOf, spreadOf } from './collapse.ts';
import { atUnitLength, EmbeddingProgram } from './embedding-program.ts';
import { type Feeder, featureFeeder, pictureFeeder } from './feeder.ts';
import { figuresOf, hardestPairs } from './figures.ts';
import { History } from './history.ts';
import type { Parts } from './parts.ts';
import type { PictureSource } from './picture-source.ts';
import { frozenFeatures, pretrainedWeights } from './pretrained.ts';
import type { Recipe } from './recipe.ts';
import type {
  BaselinesReport,
  DoneReport,
  EmbeddingFigures,
  EndReason,
  Report,
  StepReport,
  ValidationReport,
} from './reports.ts';
import { progressOf, rateAt } from './schedule.ts';
import { similarities } from './similarities.ts';
import { type NetworkVectors, StepProgram } from './step-program.ts';
import type { TrainerOptions, TrainingRun } from './trainer.types.ts';

/** Pairs of each kind that a validation shows. */
const HARDEST = 12;

/** What is opened when the first report is asked for. */
interface Opened {
  readonly feeder: Feeder;
  readonly program: StepProgram;
  readonly embedding: EmbeddingProgram;
  /** The network before its first step. */
  readonly initial: NetworkVectors;
}

/** One run of a recipe; see {@link TrainingRun}. */
export class Trainer implements TrainingRun {
  private readonly recipe: Recipe;
  private readonly source: PictureSource;
  private readonly options: TrainerOptions;
  private readonly parts: Parts;
  private readonly description: NetworkDescription;
  private readonly packings: Readonly<{ trained: Packing; moving: Packing }>;
  private readonly planner: BatchPlanner;
  private readonly history: History;
  private frozen: ReadonlyMap<string, HostTensor> = new Map();
  private opened: Opened | undefined;
  private step: number;
  private seconds: number;
  private best: Checkpoint['best'];
  private sinceBest: number;
  private baselines: BaselinesReport | null;

  constructor(recipe: Recipe, source: PictureSource, options: TrainerOptions, parts: Parts) {
    this.recipe = recipe;
    this.source = source;
    this.options = options;
    this.parts = parts;
    this.description = describeNetwork(recipe.network);
    const frozen = isFrozen(recipe.network);
    const own = this.description.weights.filter(({ name }) => !(frozen && name.startsWith(DLIB_PREFIX)));
    this.packings = {
      trained: packingOf(own.filter(({ kind }) => kind === 'trained')),
      moving: packingOf(own.filter(({ kind }) => kind === 'moving')),
    };
    this.planner = new BatchPlanner(source.labels, parts.train.pictures, recipe.batch, recipe.seed);
    const { checkpoint } = options;
    this.history = new History(checkpoint?.history);
    this.step = checkpoint?.step ?? 0;
    this.seconds = checkpoint?.seconds ?? 0;
    this.best = checkpoint?.best ?? null;
    this.sinceBest = checkpoint?.sinceBest ?? 0;
    this.baselines = checkpoint?.baselines ?? null;
  }

  async *reports(): AsyncGenerator<Report, void, void> {
    const opened = yield* this.open();
    if (!this.baselines && this.options.baselines !== false) {
      yield { kind: 'preparing', what: 'baselines', done: 0, total: 1 };
      this.baselines = await this.measureBaselines(opened);
      yield this.baselines;
    }
    const classes = classesOf(this.source.labels, this.parts.train.pictures);
    for (;;) {
      const reason = this.endReason();
      const due = this.step > 0 && (reason !== null || this.step % this.recipe.validation.every === 0);
      if (due && reason !== 'not-a-number' && (this.history.lastValidation?.step ?? 0) < this.step) {
        yield await this.validate(opened);
        // Patience may have ended with this one.
        continue;
      }
      if (reason) {
        yield await this.finish(opened, reason);
        return;
      }
      yield await this.oneStep(opened, classes);
    }
  }

  async checkpoint(): Promise<Checkpoint> {
    const { recipe, step, seconds, best, sinceBest, baselines } = this;
    const state = (await this.opened?.program.readState()) ?? this.options.checkpoint?.state;
    if (!state) throw new Error('train: a checkpoint before the first report');
    return { version: 1, recipe, step, seconds, state, best, sinceBest, baselines, history: this.history.copy() };
  }

  async trained(): Promise<NetworkState> {
    const state = this.best?.state ?? this.stateOf(await this.present());
    return new Map([...this.frozen, ...state]);
  }

  async release(): Promise<void> {
    const { opened } = this;
    this.opened = undefined;
    await opened?.program.release();
    await opened?.embedding.release();
  }

  private async present(): Promise<NetworkVectors> {
    if (!this.opened) throw new Error('train: there is no network before the first report');
    return this.opened.program.vectors();
  }

  private stateOf({ weights, moving }: NetworkVectors): NetworkState {
    const { trained, moving: averages } = this.packings;
    return new Map([...unpackedHost(weights, trained), ...unpackedHost(moving, averages)]);
  }

  private vectorsOf(state: NetworkState): NetworkVectors {
    return {
      weights: packedHost(state, this.packings.trained),
      moving: packedHost(state, this.packings.moving),
    };
  }

  private async *open(): AsyncGenerator<Report, Opened, void> {
    const { recipe, packings, options } = this;
    const { executor, threads = 1, checkpoint } = options;
    const weights = initialVector(packings.trained, recipe.seed);
    if (recipe.network.backbone === 'pretrained-projection') {
      const known = await pretrainedWeights(options.loadWeights!);
      if (isFrozen(recipe.network)) this.frozen = known;
      else putKnown(weights, packings.trained, known);
    }
    const initial = { weights, moving: initialVector(packings.moving, recipe.seed) };
    const feeder = yield* this.feeder();
    yield { kind: 'preparing', what: 'compiling', done: 0, total: 1 };
    const loss = LOSSES.get(recipe.loss.id);
    const size = { classes: this.parts.train.people, dimension: recipe.network.dimension };
    const program = await StepProgram.open({
      ...{ recipe, shape: feeder.shape, ...packings, initial, executor, threads },
      lossWeights: initWeights(loss, size, recipe.loss.options, recipe.seed),
    });
    try {
      if (checkpoint) await program.writeState(checkpoint.state);
      const embedding = await EmbeddingProgram.open(recipe.network, feeder, packings, { executor, threads });
      this.opened = { feeder, program, embedding, initial };
      return this.opened;
    } catch (error) {
      await program.release();
      throw error;
    }
  }

  private async *feeder(): AsyncGenerator<Report, Feeder, void> {
    const { source, recipe, options } = this;
    const { network, augmentation } = recipe;
    if (!isFrozen(network)) return pictureFeeder(source, network, augmentation);
    const { executor, threads = 1 } = options;
    const total = source.labels.length;
    const embedded = frozenFeatures(source, network, this.frozen, { executor, threads });
    let next = await embedded.next();
    while (!next.done) {
      yield { kind: 'preparing', what: 'features', done: next.value, total };
      next = await embedded.next();
    }
    return featureFeeder(next.value, PRETRAINED_DIMENSION, augmentation);
  }

  private async measureBaselines({ feeder, initial, embedding }: Opened): Promise<BaselinesReport> {
    const { test, train } = this.parts;
    const { executor } = this.options;
    const untrained = await this.figures(test.pictures, await embedding.run(test.pictures, initial));
    const { pixels, pca } = await pixelBaselines(this.source, train.pictures, test.pictures, executor);
    const plain = isFrozen(this.recipe.network) ? await this.plainFeatures(feeder, test.pictures) : null;
    return { kind: 'baselines', untrained, pixels, pca, pretrained: plain };
  }

  /** The frozen network's own embeddings, picture and mirror image together. */
  private async plainFeatures(feeder: Feeder, pictures: Int32Array): Promise<EmbeddingFigures> {
    const rows = await feeder.plain(pictures, 0);
    for (const [i, value] of (await feeder.plain(pictures, 1)).entries()) rows[i]! += value;
    return this.figures(pictures, atUnitLength(rows, PRETRAINED_DIMENSION), PRETRAINED_DIMENSION);
  }

  private endReason(): EndReason | null {
    const { budget, validation } = this.recipe;
    const last = this.history.lastStep;
    if (last && !Number.isFinite(last.loss)) return 'not-a-number';
    if (this.progress(budget) >= 1) return 'budget';
    return validation.patience > 0 && this.sinceBest >= validation.patience ? 'patience' : null;
  }

  private progress(budget: Recipe['budget']): number {
    return progressOf(budget, { step: this.step, stepsPerEpoch: this.planner.perEpoch, seconds: this.seconds });
  }

  private async oneStep({ feeder, program }: Opened, classes: ReadonlyMap<number, number>): Promise<StepReport> {
    const { recipe, step } = this;
    const now = this.options.now ?? (() => performance.now());
    const begun = now();
    const rate = rateAt(recipe.optimiser, step, this.progress(recipe.budget));
    const { epoch, pictures } = this.planner.at(step);
    const labels = pictures.map((picture) => classes.get(this.source.labels[picture]!)!);
    const examples = await feeder.training(pictures, recipe.seed, step);
    const figures = await program.run(examples, labels, step, rate);
    const ms = now() - begun;
    this.step++;
    this.seconds += ms / 1000;
    const progress = this.progress(recipe.budget);
    const report: StepReport = {
      ...{ kind: 'step', step: this.step, epoch, progress, ...figures, rate, ms, seconds: this.seconds },
    };
    this.history.addStep(report);
    return report;
  }

  private async validate({ program, embedding }: Opened): Promise<ValidationReport> {
    const { recipe, source, step } = this;
    const { pictures } = this.parts.validation;
    const { dimension } = recipe.network;
    const vectors = await program.vectors();
    const embeddings = await embedding.run(pictures, vectors);
    const people = pictures.map((picture) => source.labels[picture]!);
    const scores = await similarities(embeddings, dimension, this.options.executor);
    const figures = figuresOf(scores, people);
    const best = !this.best || figures.mapAtR > this.best.figures.mapAtR;
    if (best) this.best = { step, figures, state: this.stateOf(vectors) };
    this.sinceBest = best ? 0 : this.sinceBest + 1;
    const last = this.history.lastStep!;
    const signs = {
      ...spreadOf(embeddings, dimension),
      dimension,
      active: this.history.recentActive(),
      loss: last.loss,
    };
    const collapse = collapseOf(recipe, { ...signs, figures });
    const report: ValidationReport = {
      ...{ kind: 'validation', step, epoch: last.epoch, figures, embeddings, dimension, pictures, people },
      hardest: hardestPairs(scores, people, pictures, HARDEST),
      ...{ collapse, best, seconds: this.seconds },
    };
    this.history.addValidation(report);
    return report;
  }

  private async figures(
    pictures: Int32Array,
    embeddings: Float32Array,
    dimension = this.recipe.network.dimension,
  ): Promise<EmbeddingFigures> {
    const people = pictures.map((picture) => this.source.labels[picture]!);
    return figuresOf(await similarities(embeddings, dimension, this.options.executor), people);
  }

  private async finish({ embedding, initial }: Opened, reason: EndReason): Promise<DoneReport> {
    const { parts, best, recipe } = this;
    const last = this.history.lastStep;
    // Without any validation there is nothing but what training began with: the loss overflowed before the first.
    const vectors = best ? this.vectorsOf(best.state) : initial;
    const measure = async (pictures: Int32Array) => this.figures(pictures, await embedding.run(pictures, vectors));
    const validation = best?.figures ?? (await measure(parts.validation.pictures));
    const test = await measure(parts.test.pictures);
    const loss = last?.loss ?? Number.NaN;
    const overflow = () =>
      collapseOf(recipe, { spread: 0, directions: 0, dimension: 0, active: 0, loss: Number.NaN, figures: validation });
    return {
      ...{ kind: 'done', reason, steps: this.step, epochs: this.step / this.planner.perEpoch, seconds: this.seconds },
      ...{ loss, bestStep: best?.step ?? 0, validation, test },
      collapse: reason === 'not-a-number' ? overflow() : (this.history.lastValidation?.collapse ?? null),
      people: { train: parts.train.people, validation: parts.validation.people, test: parts.test.people },
    };
  }
}
