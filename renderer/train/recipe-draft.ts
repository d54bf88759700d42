import { useCallback, useState } from 'react';
import { recipeSchema, type TrainingRecipe } from '../../main/contract/recipe.ts';
import { DEFAULT_RECIPE } from '../../models/train/recipe.ts';

const key = 'threshold.recipe';

/** The recipe being composed; it waits for one's return, and what an older version left is not taken. */
export function useDraft(): readonly [TrainingRecipe, (next: TrainingRecipe) => void] {
  const [draft, setDraft] = useState<TrainingRecipe>(read);
  const change = useCallback((next: TrainingRecipe) => {
    setDraft(next);
    keepDraft(next);
  }, []);
  return [draft, change];
}

/** Lays a recipe ready for the page of a new run. */
export const keepDraft = (recipe: TrainingRecipe): void => localStorage.setItem(key, JSON.stringify(recipe));

function read(): TrainingRecipe {
  const usual = recipeSchema.parse(DEFAULT_RECIPE);
  try {
    const kept = recipeSchema.safeParse(JSON.parse(localStorage.getItem(key) ?? 'null'));
    return kept.success ? kept.data : usual;
  } catch {
    return usual;
  }
}
