import { checkRecipe } from './check-recipe.ts';
import { partsOf } from './parts.ts';
import type { Recipe } from './recipe.ts';
import { RecipeError } from './recipe-error.ts';
import { Trainer } from './trainer.ts';
import type { StartTraining } from './trainer.types.ts';

/** Everything checked and dealt, nothing computed yet. */
export const startTraining: StartTraining = async (recipe, source, options) => {
  checkRecipe(recipe);
  if (source.size !== recipe.network.inputSize)
    throw new RecipeError(
      'WRONG_PICTURES',
      `The pictures have a side of ${source.size}, and the network takes ${recipe.network.inputSize}.`,
    );
  const { checkpoint } = options;
  if (checkpoint && !sameButBudget(checkpoint.recipe, recipe))
    throw new RecipeError(
      'OTHER_RECIPE',
      'The checkpoint belongs to another recipe; only the budget may be changed when a run goes on.',
    );
  const pretrained = recipe.network.backbone === 'pretrained-projection';
  if (pretrained && !options.loadWeights)
    throw new RecipeError('WRONG_PICTURES', 'The pretrained network needs its weight file, and none was given.');
  return new Trainer(recipe, source, options, partsOf(recipe, source));
};

const sameButBudget = (a: Recipe, b: Recipe): boolean =>
  JSON.stringify({ ...a, budget: null }) === JSON.stringify({ ...b, budget: null });
