import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import { NumberField } from '../../fields/number-field.tsx';

const units = ['minutes', 'epochs', 'steps'] as const;
type Unit = (typeof units)[number];

/** Most and first of each. */
const limits: Readonly<Record<Unit, number>> = { minutes: 10_000, epochs: 1_000_000, steps: 10_000_000 };
const begun: Readonly<Record<Unit, number>> = { minutes: 5, epochs: 30, steps: 1000 };

interface Props {
  readonly recipe: TrainingRecipe;
  readonly onChange: (recipe: TrainingRecipe) => void;
}

/** How long: in minutes, unless the recipe counts epochs or steps, which are the same on every machine. */
export function BudgetFields({ recipe, onChange }: Props) {
  const { t } = useTranslation('train');
  const { budget } = recipe;
  const [unit, value] =
    budget.minutes !== undefined
      ? (['minutes', budget.minutes] as const)
      : budget.epochs !== undefined
        ? (['epochs', budget.epochs] as const)
        : (['steps', budget.steps ?? 1000] as const);
  return (
    <div className="field-row" data-two>
      <NumberField
        label={t('trainFor')}
        value={value}
        low={unit === 'minutes' ? 0.1 : 1}
        high={limits[unit]}
        whole={unit !== 'minutes'}
        onChange={(next) => onChange({ ...recipe, budget: { [unit]: next } })}
      />
      <UnitSelect value={unit} onChange={(next) => onChange({ ...recipe, budget: { [next]: begun[next] } })} />
    </div>
  );
}

function UnitSelect({ value, onChange }: { value: Unit; onChange: (unit: Unit) => void }) {
  const { t } = useTranslation('train');
  return (
    <NativeSelect
      size="xs"
      label={t('unit')}
      value={value}
      data={units.map((unit) => ({ value: unit, label: t(`unit_${unit}`) }))}
      onChange={(event) => onChange(event.currentTarget.value as Unit)}
    />
  );
}
