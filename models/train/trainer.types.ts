import type { LoadWeights } from '../embed/open-network.ts';
import type { EagerExecutor, Executor } from '../runtime/types.ts';
import type { Checkpoint, NetworkState } from './checkpoint.ts';
import type { PictureSource } from './picture-source.ts';
import type { Recipe } from './recipe.ts';
import type { Report } from './reports.ts';

export interface TrainerOptions {
  /** What runs steps and embeddings. */
  readonly executor: Executor | EagerExecutor;
  /** Threads within one operator; default 1. */
  readonly threads?: number;
  /** Goes on from here. Its recipe must be the given one but for the budget. */
  readonly checkpoint?: Checkpoint;
  /** Bytes of weight files; needed for `pretrained-projection` alone. */
  readonly loadWeights?: LoadWeights;
  /** False: no `baselines` report, for benches that know them already. Default true. */
  readonly baselines?: boolean;
  /** Milliseconds on a steady clock; default performance.now. */
  readonly now?: () => number;
}

/**
 * One training run. Pausing is not asking for the next report; nothing goes on in between. `checkpoint`, `trained` and
 * `release` may be called between two reports, and after the last.
 */
export interface TrainingRun {
  /** Ends after the `done` report. To be called once. */
  reports(): AsyncGenerator<Report, void, void>;
  checkpoint(): Promise<Checkpoint>;
  /** The best weights until now (by MAP@R on the validation part), else the present ones. */
  trained(): Promise<NetworkState>;
  /** Frees native memory and variables. */
  release(): Promise<void>;
}

/** @throws RecipeError with what is wrong with the recipe, or with too few people or pictures for it */
export type StartTraining = (recipe: Recipe, source: PictureSource, options: TrainerOptions) => Promise<TrainingRun>;
