import { DEFAULT_RECIPE, type Recipe } from './recipe.ts';

/** A recipe to begin with. Names and explanations in people's languages are the page's. */
export interface Preset {
  readonly id: 'triplet' | 'contrastive' | 'arcface' | 'projection' | 'collapse';
  /** The last is there to be seen failing. */
  readonly good: boolean;
  readonly recipe: Recipe;
}

const TRIPLET: Recipe = DEFAULT_RECIPE;

/** Without what belongs to another loss. */
const { miner: _, ...WITHOUT_MINER } = DEFAULT_RECIPE;

/**
 * With the pairs that are not yet in order alone: pulling all mated pairs to one place, as the plain loss does, costs what
 * would tell people apart.
 */
const CONTRASTIVE: Recipe = { ...DEFAULT_RECIPE, loss: { id: 'contrastive' }, miner: { id: 'multi-similarity' } };

const ARCFACE: Recipe = { ...WITHOUT_MINER, loss: { id: 'arcface', options: { margin: 0.3, scale: 24 } } };

/** Seconds on a laptop: the pretrained network embeds each picture once, and a head is trained on what it gave. */
const PROJECTION: Recipe = {
  ...WITHOUT_MINER,
  network: {
    ...DEFAULT_RECIPE.network,
    ...{ backbone: 'pretrained-projection', dimension: 128, width: 0, norm: 'none', inputSize: 150 },
  },
  loss: { id: 'supervised-contrastive' },
  optimiser: { ...DEFAULT_RECIPE.optimiser, rate: 5e-4, schedule: { id: 'cosine', warmUp: 20 } },
  budget: { steps: 600 },
  validation: { every: 50, patience: 5 },
};

/**
 * FaceNet's warning (Schroff et al. 2015, §3.2): the hardest non-mated image from the first step on. Where it is nearer than
 * the mated one, moving everything together is the quickest way to a smaller loss, up to the margin; without a norm layer,
 * and with a high rate, nothing stands against it.
 */
const COLLAPSE: Recipe = {
  ...DEFAULT_RECIPE,
  network: { ...DEFAULT_RECIPE.network, norm: 'none' },
  loss: { id: 'triplet', options: { margin: 0 } },
  miner: { id: 'hard' },
  optimiser: { id: 'adam', rate: 0.02, schedule: { id: 'constant', warmUp: 0 }, weightDecay: 0 },
  budget: { steps: 300 },
  validation: { every: 25, patience: 0 },
};

export const PRESETS: readonly Preset[] = [
  { id: 'triplet', good: true, recipe: TRIPLET },
  { id: 'contrastive', good: true, recipe: CONTRASTIVE },
  { id: 'arcface', good: true, recipe: ARCFACE },
  { id: 'projection', good: true, recipe: PROJECTION },
  { id: 'collapse', good: false, recipe: COLLAPSE },
];

/** Another loss in a recipe: distance, miner, reducer and options belong to the former one and are its usual again. */
export function withLoss(recipe: Recipe, id: string): Recipe {
  const { distance: _distance, miner: _miner, reducer: _reducer, ...rest } = recipe;
  return { ...rest, loss: { id } };
}
