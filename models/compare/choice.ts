import type { NetworkChoice } from '../embed/networks/choice.ts';
import type { DifficultyId } from '../synth/difficulties.ts';
import type { Augmentation } from '../train/recipe.ts';

/** What happens to the two recognisers; each is really run. */
export const SCENARIOS = [
  'arrives',
  'leaves',
  'stranger',
  'one-photo',
  'look-alikes',
  'bad-light',
  'one-by-one',
] as const;
export type ScenarioId = (typeof SCENARIOS)[number];

/** Whose pictures. Paths are the host's business; here they are names. */
export type ComparisonData =
  /** Invented people, as many as {@link ComparisonChoice.people} asks for. */
  | { readonly source: 'synthetic'; readonly difficulty: DifficultyId; readonly seed: number }
  /** The people enrolled here, by their stored crops. Some of them play newcomers and strangers. */
  | { readonly source: 'people' }
  /** A folder with one folder a person. */
  | { readonly source: 'folder'; readonly path: string };

/**
 * The backbone that both recognisers share. `frozen`: what the network in use makes of a picture, and nothing beneath the
 * head is trained; seconds, and good from one picture on. `trained`: from nothing, once with softmax and once with the
 * metric loss, on the same pictures in the same steps.
 */
export type ComparisonBackbone =
  | { readonly kind: 'frozen' }
  | { readonly kind: 'trained'; readonly network: NetworkChoice };

/** The same for both recognisers, and for each way of taking in a newcomer. */
export interface ComparisonTraining {
  /** Steps are as many as show everybody this often: an epoch shows every person once, with `batch.pictures` pictures. */
  readonly epochs: number;
  readonly batch: Readonly<{ people: number; pictures: number }>;
  /** Highest learning rate of Adam; falls to 0 by half a cosine. */
  readonly rate: number;
  /** Of pictures; a frozen backbone sees them as they are. */
  readonly augmentation: Augmentation;
  /** By id in models/losses and models/miners. A frozen backbone needs none: it was trained with one already. */
  readonly metric: Readonly<{ loss: string; miner?: string }>;
}

/** All that decides what a comparison computes; the same choice on the same pictures gives the same figures but for times. */
export interface ComparisonChoice {
  readonly version: 1;
  readonly scenario: ScenarioId;
  readonly data: ComparisonData;
  /** At most; where the data have fewer they are dealt in these proportions. Nobody plays two parts. */
  readonly people: Readonly<{ enrolled: number; newcomers: number; strangers: number }>;
  /** Of each person: to enrol by, and at most so many others to be recognised in. */
  readonly pictures: Readonly<{ enrol: number; probe: number }>;
  readonly backbone: ComparisonBackbone;
  readonly training: ComparisonTraining;
  /** A newcomer counts as enrolled from when newcomers and old people are both recognised at this share of the accuracy before. */
  readonly target: number;
  /** The share of strangers that may be accepted: thresholds are chosen by it. */
  readonly targetFpir: number;
  /** Of `one-by-one`: numbers of people at which softmax is trained again; the metric recogniser inserts at every one up to the last. */
  readonly sizes: readonly number[];
  /** Each deals people anew and begins with other weights; intervals are over them and over people. */
  readonly seeds: readonly number[];
}

/** Recognisers with the score by which each rejects. `features`: the softmax-trained backbone without its head. */
export const RECOGNISERS = ['softmax-max-probability', 'softmax-energy', 'features', 'metric'] as const;
export type RecogniserId = (typeof RECOGNISERS)[number];

/**
 * Ways of taking a person in (or letting one go). Of softmax: `scratch` a new head and everything trained anew, `warm` from
 * what was learnt before, `last-layer` the head alone, `imprinted` one row set from the newcomer's features (Qi, Brown, Lowe
 * 2018), `drop-row` one row taken away. `insert` and `remove` are the gallery's, `features-insert` of the control.
 */
export const WAYS = [
  'scratch',
  'warm',
  'last-layer',
  'imprinted',
  'features-insert',
  'insert',
  'drop-row',
  'remove',
] as const;
export type WayId = (typeof WAYS)[number];
