import { DISTANCES } from '../losses/distances.ts';
import { LOSSES } from '../losses/registry.ts';
import type { Recipe } from './recipe.ts';
import type { Collapse, CollapseCause, CollapseCode, EmbeddingFigures } from './reports.ts';

/** What is looked at; shares and lengths as in the reports. */
export interface CollapseSigns {
  /** Of unit embeddings: 1 − |mean|². */
  readonly spread: number;
  /** How many directions hold the variance: (Σλ)² / Σλ². */
  readonly directions: number;
  readonly dimension: number;
  /** Of the latest steps. */
  readonly active: number;
  readonly loss: number;
  readonly figures: EmbeddingFigures;
}

/** Below this spread a picture's place says nothing: scores all lie within a few hundredths of 1. */
const LEAST_SPREAD = 0.02;
const FEWEST_DIRECTIONS = 1.8;
/** P@1 at which people count as apart, so that a lack of active pairs is no complaint. */
const APART = 0.5;

/** Spread and number of directions of unit rows [n, dimension]. */
export function spreadOf(rows: Float32Array, dimension: number): { spread: number; directions: number } {
  const count = rows.length / dimension;
  const mean = new Float64Array(dimension);
  for (let i = 0; i < rows.length; i++) mean[i % dimension]! += rows[i]! / count;
  const covariance = new Float64Array(dimension * dimension);
  for (let i = 0; i < count; i++)
    for (let a = 0; a < dimension; a++) {
      const factor = (rows[i * dimension + a]! - mean[a]!) / count;
      for (let b = a; b < dimension; b++)
        covariance[a * dimension + b]! += factor * (rows[i * dimension + b]! - mean[b]!);
    }
  let [trace, squares] = [0, 0];
  for (let a = 0; a < dimension; a++)
    for (let b = a; b < dimension; b++) {
      const value = covariance[a * dimension + b]!;
      if (a === b) trace += value;
      squares += (a === b ? 1 : 2) * value * value;
    }
  return {
    spread: 1 - mean.reduce((sum, value) => sum + value * value, 0),
    directions: squares > 0 ? (trace * trace) / squares : 0,
  };
}

/** What is wrong with the embeddings, and what in the recipe may be the cause; null where nothing is. */
export function collapseOf(recipe: Recipe, signs: CollapseSigns): Collapse | null {
  const code = codeOf(signs);
  if (!code) return null;
  const causes = causesOf(recipe, code);
  return { code, causes, message: `${SEEN[code](signs)} ${causes.map((cause) => REMEDIES[cause]).join(' ')}` };
}

function codeOf({ loss, spread, directions, dimension, active, figures }: CollapseSigns): CollapseCode | null {
  if (!Number.isFinite(loss)) return 'NOT_A_NUMBER';
  if (!(spread >= LEAST_SPREAD)) return 'SAME_POINT';
  if (dimension >= 8 && directions < FEWEST_DIRECTIONS) return 'FEW_DIRECTIONS';
  if (active < 0.001 && figures.pAt1 < APART) return 'NO_SIGNAL';
  return null;
}

/** A rate at which the stock optimisers of small networks mostly overshoot. */
const HIGH_RATE: Readonly<Record<Recipe['optimiser']['id'], number>> = {
  adam: 0.02,
  adamax: 0.04,
  rmsprop: 0.02,
  adagrad: 0.3,
  momentum: 0.3,
  sgd: 1,
};

function causesOf(recipe: Recipe, code: CollapseCode): readonly CollapseCause[] {
  const { loss, miner, optimiser } = recipe;
  const margin = optionOf(recipe, 'margin');
  const causes: CollapseCause[] = [];
  if (loss.id === 'triplet' && margin === 0) causes.push('NO_MARGIN');
  if (loss.id === 'contrastive' && pushesNobody(recipe)) causes.push('NO_PUSH');
  if (miner?.id === 'hard' || miner?.id === 'batch-hard') causes.push('HARD_MINING_FROM_THE_START');
  if (optimiser.rate >= HIGH_RATE[optimiser.id]) causes.push('RATE_TOO_HIGH');
  if (code === 'NO_SIGNAL' && causes.length === 0) causes.push('MARGIN_REACHED');
  return causes.length > 0 ? causes : ['UNKNOWN'];
}

const optionOf = ({ loss }: Recipe, name: string): number | undefined =>
  loss.options?.[name] ?? LOSSES.get(loss.id).options[name]?.default;

/** With a contrastive loss: no non-mated pair is ever close enough to be pushed. */
function pushesNobody(recipe: Recipe): boolean {
  const { isSimilarity } = DISTANCES[recipe.distance ?? 'euclidean'];
  const margin = optionOf(recipe, 'nonMatedMargin') ?? 0;
  return isSimilarity ? margin >= 1 : margin <= 0;
}

const SEEN: Readonly<Record<CollapseCode, (signs: CollapseSigns) => string>> = {
  SAME_POINT: ({ spread }) =>
    `The network puts every face at nearly the same point (spread ${spread.toPrecision(2)} of 1).`,
  FEW_DIRECTIONS: ({ directions, dimension }) =>
    `The embeddings vary along ${directions.toFixed(1)} of ${dimension} directions only.`,
  NO_SIGNAL: () => 'No pair in the batches teaches anything any more, and people are not apart.',
  NOT_A_NUMBER: () => 'The loss is not a number any more; the weights are lost from here on.',
};

const REMEDIES: Readonly<Record<CollapseCause, string>> = {
  HARD_MINING_FROM_THE_START:
    'Hard mining from the first step pulls everything together before it can push apart: use semi-hard or all triplets.',
  NO_MARGIN: 'With a margin of 0 one point for everybody is a perfect solution: give the loss a margin.',
  RATE_TOO_HIGH: 'The learning rate is high enough to throw the weights about: divide it by ten.',
  NO_PUSH: 'The margin for non-mated pairs lets no pair be pushed apart: raise it.',
  MARGIN_REACHED: 'Every pair holds its margin: raise it, or choose harder pairs.',
  UNKNOWN: 'Try a lower rate, another miner, or a network with a norm.',
};
