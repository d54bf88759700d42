import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import { LOSSES } from '../../../models/losses/registry.ts';

/** Losses of triplets, which live by how these are chosen. */
const minedFirst: ReadonlySet<string> = new Set(['triplet', 'triplet-soft-margin']);

/**
 * The recipe with another loss. What belonged to the one before goes: its options, and a distance, reducer and miner that may
 * not fit; losses with class vectors compare no pairs, so they take none of these.
 */
export function withLoss(recipe: TrainingRecipe, id: string): TrainingRecipe {
  const { distance: _d, reducer: _r, miner: _m, ...rest } = recipe;
  const mined = LOSSES.get(id).kind === 'pairs' && minedFirst.has(id);
  return { ...rest, loss: { id }, ...(mined ? { miner: { id: 'semi-hard' } } : {}) };
}
