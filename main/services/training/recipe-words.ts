import { RecipeError } from '../../../models/train/recipe-error.ts';
import type { TrainingRecipe } from '../../contract/recipe.ts';

/** What is wrong with a recipe before anything is read, or null. The language of networks is loaded only here: it takes longer than the app's start. */
export async function problemOf(recipe: TrainingRecipe): Promise<string | null> {
  const { checkRecipe } = await import('../../../models/train/check-recipe.ts');
  try {
    checkRecipe(recipe);
    return null;
  } catch (error) {
    if (error instanceof RecipeError || error instanceof RangeError) return error.message;
    throw error;
  }
}

/** What a run is called while nobody has named it. */
export function nameFor({ data, loss, network }: TrainingRecipe): string {
  const what = {
    synthetic: () => ('people' in data ? `${data.people} synthetic people` : ''),
    people: () => 'enrolled people',
    folder: () => 'a folder',
    list: () => 'a list',
  }[data.source]();
  return `${loss.id}, ${network.backbone}, ${what}`;
}
