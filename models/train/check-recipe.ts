import { describeNetwork } from '../embed/networks/network.ts';
import { composeLoss, type LossChoice } from '../losses/compose.ts';
import { LOSSES } from '../losses/registry.ts';
import type { Recipe } from './recipe.ts';
import { RecipeError } from './recipe-error.ts';

/** The losses whose papers leave the length of embeddings free. */
const ANY_LENGTH = new Set(['n-pair', 'softmax', 'centre']);

/** Whether the loss sees embeddings at length 1. */
export const takesUnitLength = ({ loss }: Recipe): boolean => loss.unitLength ?? !ANY_LENGTH.has(loss.id);

/** The recipe's loss × distance × miner × reducer. */
export const lossChoiceOf = ({ loss, distance, miner, reducer }: Recipe): LossChoice => ({
  loss: loss.id,
  ...(loss.options && { options: loss.options }),
  ...(distance && { distance }),
  ...(miner && { miner: miner.id }),
  ...(miner?.options && { minerOptions: miner.options }),
  ...(reducer && { reducer }),
});

/**
 * A form or a command line asks this before anything is rendered or decoded.
 * @throws RecipeError on names, numbers or a budget that cannot be trained with
 */
export function checkRecipe(recipe: Recipe): void {
  if (!LOSSES.has(recipe.loss.id))
    throw new RecipeError('UNKNOWN_NAME', `No loss is named ${recipe.loss.id}; there are ${LOSSES.ids.join(', ')}.`);
  try {
    composeLoss(lossChoiceOf(recipe));
    describeNetwork(recipe.network);
  } catch (error) {
    if (error instanceof RangeError) throw new RecipeError('OUT_OF_RANGE', error.message);
    throw error;
  }
  const { budget, optimiser, batch, augmentation, validation } = recipe;
  const limits = [budget.minutes, budget.epochs, budget.steps].filter((limit) => limit !== undefined);
  if (limits.length === 0 || limits.some((limit) => !(limit > 0)))
    throw new RecipeError('NO_BUDGET', 'A recipe needs minutes, epochs or steps above 0, or training would never end.');
  within('learning rate', optimiser.rate, 0, 10);
  within('warm-up', optimiser.schedule.warmUp, 0, 1e6);
  within('weight decay', optimiser.weightDecay, 0, 1);
  whole('people a batch', batch.people, 2, 512);
  whole('pictures of a person in a batch', batch.pictures, 1, 64);
  within('crop', augmentation.crop, 0, 0.5);
  within('colour', augmentation.colour, 0, 1);
  within('blur', augmentation.blur, 0, 3);
  within('cut-out', augmentation.cutOut, 0, 1);
  whole('steps between validations', validation.every, 1, 1e6);
  whole('patience', validation.patience, 0, 1e6);
  if (LOSSES.get(recipe.loss.id).kind === 'pairs' && batch.pictures < 2)
    throw new RecipeError('OUT_OF_RANGE', 'A loss of pairs needs 2 pictures of a person in a batch at least.');
}

function within(what: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high))
    throw new RecipeError('OUT_OF_RANGE', `The ${what} is a number from ${low} to ${high}, not ${value}.`);
}

function whole(what: string, value: number, low: number, high: number): void {
  within(what, value, low, high);
  if (!Number.isInteger(value)) throw new RecipeError('OUT_OF_RANGE', `The ${what}: a whole number, not ${value}.`);
}
