import { DEFAULT_NETWORK } from '../train/recipe.ts';
import type { ComparisonBackbone, ComparisonChoice, ComparisonTraining, ScenarioId } from './choice.ts';

/** Small enough to be trained in a quarter of a minute, and again for each newcomer. */
const SMALL: ComparisonBackbone = { kind: 'trained', network: { ...DEFAULT_NETWORK, width: 8 } };

export const TRAINED_TRAINING: ComparisonTraining = {
  epochs: 80,
  batch: { people: 12, pictures: 4 },
  rate: 2e-3,
  augmentation: { flip: true, crop: 0.08, colour: 0.2, blur: 0, cutOut: 0 },
  metric: { loss: 'triplet', miner: 'semi-hard' },
};

/** Of a head alone: features are small and steps quick. */
export const FROZEN_TRAINING: ComparisonTraining = {
  ...TRAINED_TRAINING,
  epochs: 40,
  batch: { people: 16, pictures: 2 },
  rate: 2e-2,
  augmentation: { flip: false, crop: 0, colour: 0, blur: 0, cutOut: 0 },
};

export const DEFAULT_CHOICE: ComparisonChoice = {
  version: 1,
  scenario: 'arrives',
  data: { source: 'synthetic', difficulty: 'benchmark', seed: 1 },
  people: { enrolled: 24, newcomers: 1, strangers: 48 },
  pictures: { enrol: 6, probe: 4 },
  backbone: SMALL,
  training: TRAINED_TRAINING,
  target: 0.95,
  targetFpir: 0.05,
  sizes: [10, 20, 50, 100],
  seeds: [1, 2, 3],
};

/** The same on what the network in use makes of pictures: seconds. */
export const onFrozen = (choice: ComparisonChoice): ComparisonChoice => ({
  ...choice,
  backbone: { kind: 'frozen' },
  training: FROZEN_TRAINING,
});

/** The same on a backbone trained from nothing: minutes. */
export const onTrained = (choice: ComparisonChoice): ComparisonChoice => ({
  ...choice,
  backbone: SMALL,
  training: TRAINED_TRAINING,
});

/** A frozen backbone is quick enough for several newcomers. */
const MORE_PEOPLE = { enrolled: 24, newcomers: 3, strangers: 48 };

/** What the page offers, one for each scenario. Names and explanations in people's languages are the page's. */
export const COMPARISON_PRESETS: Readonly<Record<ScenarioId, ComparisonChoice>> = {
  arrives: DEFAULT_CHOICE,
  leaves: { ...DEFAULT_CHOICE, scenario: 'leaves' },
  stranger: { ...DEFAULT_CHOICE, scenario: 'stranger', people: { enrolled: 24, newcomers: 0, strangers: 150 } },
  'one-photo': onFrozen({
    ...DEFAULT_CHOICE,
    ...{ scenario: 'one-photo', people: MORE_PEOPLE, pictures: { enrol: 1, probe: 4 } },
  }),
  'look-alikes': onFrozen({ ...DEFAULT_CHOICE, scenario: 'look-alikes', people: MORE_PEOPLE }),
  'bad-light': onFrozen({ ...DEFAULT_CHOICE, scenario: 'bad-light', people: MORE_PEOPLE }),
  'one-by-one': onFrozen({
    ...DEFAULT_CHOICE,
    scenario: 'one-by-one',
    people: { enrolled: 200, newcomers: 0, strangers: 24 },
    pictures: { enrol: 3, probe: 2 },
    sizes: [10, 20, 50, 100, 200],
    seeds: [1],
  }),
};
