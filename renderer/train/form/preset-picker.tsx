import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { recipeSchema, type TrainingRecipe } from '../../../main/contract/recipe.ts';
import { PRESETS } from '../../../models/train/presets.ts';
import { useTrainWords } from '../words.ts';

interface Props {
  readonly recipe: TrainingRecipe;
  readonly onChoose: (recipe: TrainingRecipe) => void;
}

/** Whole recipes to begin with: three that work, and one that collapses and is told why. */
export function PresetPicker({ recipe, onChoose }: Props) {
  const { t } = useTranslation('train');
  const word = useTrainWords();
  const now = canonical(recipe);
  return (
    <fieldset className="presets" aria-label={t('presets')}>
      {PRESETS.map(({ id, recipe: preset }) => (
        <UnstyledButton
          key={id}
          className="preset"
          aria-pressed={canonical(preset) === now}
          onClick={() => onChoose(recipeSchema.parse(preset))}
        >
          <strong>{word.preset(id)}</strong>
          <span>{word.presetHint(id)}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}

/** A recipe as text, whatever the order of its parts. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a.localeCompare(b)))
      : part,
  );
