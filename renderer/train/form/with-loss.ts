import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import { withLoss } from '../../../models/train/presets.ts';

/** Losses that live by which triplets they are given, with the miner of their papers. */
const miners: Readonly<Record<string, string>> = { triplet: 'semi-hard', 'triplet-soft-margin': 'batch-hard' };

/** The recipe with another loss, and the miner that usually goes with it. */
export function withUsualLoss(recipe: TrainingRecipe, id: string): TrainingRecipe {
  const next = withLoss(recipe, id) as TrainingRecipe;
  const miner = miners[id];
  return miner === undefined ? next : { ...next, miner: { id: miner } };
}
