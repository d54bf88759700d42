import type { BackboneId, NetworkChoice } from '../embed/networks/choice.ts';
import type { DistanceId } from '../losses/distances.ts';
import type { ReducerId } from '../losses/reducers.ts';
import type { PartName } from '../samplers/split-by-person.ts';
import type { DifficultyId } from '../synth/difficulties.ts';

/** Whose pictures one trains on. Paths are the host's business; here they are names. */
export type DataChoice =
  /** Invented people: `pictures` of each. The same for the same seed. */
  | {
      readonly source: 'synthetic';
      readonly people: number;
      readonly pictures: number;
      readonly difficulty: DifficultyId;
      readonly seed: number;
    }
  /** The people enrolled here, by their stored crops. */
  | { readonly source: 'people' }
  /** A folder with one folder a person. */
  | { readonly source: 'folder'; readonly path: string; readonly leastPictures?: number }
  /** A CSV list of picture and person. */
  | { readonly source: 'list'; readonly path: string; readonly leastPictures?: number };

/** How people are dealt to the three parts; nobody is in two. */
export interface SplitChoice {
  readonly shares: Readonly<Record<PartName, number>>;
  /** Apart from the recipe's seed: runs that are compared keep the split and change the seed. */
  readonly seed: number;
}

/** loss × distance × miner × reducer; what is left out is the loss's usual. */
export interface LossRecipe {
  readonly id: string;
  readonly options?: Readonly<Record<string, number>>;
  /** Whether embeddings are brought to length 1 before the loss sees them. Left out: as the loss's paper has it. */
  readonly unitLength?: boolean;
}

export type OptimiserId = 'adam' | 'adamax' | 'rmsprop' | 'adagrad' | 'momentum' | 'sgd';

export interface OptimiserChoice {
  readonly id: OptimiserId;
  /** The highest learning rate. */
  readonly rate: number;
  /** `cosine`: down to 0 at the end of the budget; both begin with a linear rise over `warmUp` steps. */
  readonly schedule: Readonly<{ id: 'constant' | 'cosine'; warmUp: number }>;
  /** Decoupled (Loshchilov, Hutter 2019): each step weights lose this part of themselves, times the rate. */
  readonly weightDecay: number;
}

/** What is done to a picture of the training part, anew each time it is seen. All 0 and false: nothing. */
export interface Augmentation {
  /** Half of the pictures are mirrored. */
  readonly flip: boolean;
  /** Up to this part of the side is cut off or moved, 0 … 0.5; the rest is stretched to the full side. */
  readonly crop: number;
  /** Brightness, contrast and the balance of the channels change by up to this part, 0 … 1. */
  readonly colour: number;
  /** The largest standard deviation of a blur, in pixels. */
  readonly blur: number;
  /** Side of a grey square, in parts of the picture's side (DeVries, Taylor 2017); half of the pictures get one. */
  readonly cutOut: number;
}

/** Whichever ends first; a recipe has at least one. With `minutes` alone a run depends on the machine's speed. */
export interface Budget {
  readonly minutes?: number;
  /** An epoch shows every person of the training part once, with K pictures. */
  readonly epochs?: number;
  readonly steps?: number;
}

/** All that decides what a training run computes: the same recipe on the same pictures gives the same network. */
export interface Recipe {
  readonly data: DataChoice;
  readonly split: SplitChoice;
  readonly network: NetworkChoice;
  readonly loss: LossRecipe;
  readonly distance?: DistanceId;
  readonly miner?: Readonly<{ id: string; options?: Readonly<Record<string, number>> }>;
  readonly reducer?: ReducerId;
  readonly batch: Readonly<{ people: number; pictures: number }>;
  readonly optimiser: OptimiserChoice;
  readonly augmentation: Augmentation;
  readonly seed: number;
  readonly budget: Budget;
  /** Every so many steps; `patience`: validations without a better MAP@R after which training stops, 0 never. */
  readonly validation: Readonly<{ every: number; patience: number }>;
}

export const NO_AUGMENTATION: Augmentation = { flip: false, crop: 0, colour: 0, blur: 0, cutOut: 0 };

export const DEFAULT_NETWORK: NetworkChoice = {
  backbone: 'cnn',
  dimension: 128,
  width: 16,
  norm: 'batch',
  activation: 'relu',
  inputSize: 48,
  fineTune: false,
};

/** What a form begins with, and what a command line leaves out. */
export const DEFAULT_RECIPE: Recipe = {
  data: { source: 'synthetic', people: 600, pictures: 20, difficulty: 'benchmark', seed: 1 },
  split: { shares: { train: 0.7, validation: 0.1, test: 0.2 }, seed: 1 },
  network: DEFAULT_NETWORK,
  loss: { id: 'triplet' },
  miner: { id: 'semi-hard' },
  batch: { people: 16, pictures: 4 },
  optimiser: { id: 'adam', rate: 2e-3, schedule: { id: 'cosine', warmUp: 50 }, weightDecay: 0 },
  augmentation: { flip: true, crop: 0.08, colour: 0.2, blur: 0, cutOut: 0 },
  seed: 1,
  budget: { minutes: 8 },
  validation: { every: 100, patience: 0 },
};

export type { BackboneId, NetworkChoice };
