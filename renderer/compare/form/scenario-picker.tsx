import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComparisonChoice } from '../../../main/contract/compare.ts';
import { SCENARIOS, type ScenarioId } from '../../../models/compare/choice.ts';
import { COMPARISON_PRESETS } from '../../../models/compare/presets.ts';
import { scenarioIcon } from '../scenario-icon.ts';

interface Props {
  readonly choice: ComparisonChoice;
  readonly onChoose: (choice: ComparisonChoice) => void;
}

/** What happens to the two recognisers. Each brings the numbers that show it well; whose pictures they are stays as it was. */
export function ScenarioPicker({ choice, onChoose }: Props) {
  const { t } = useTranslation(['compareWords', 'compare']);
  const choose = (scenario: ScenarioId): void => {
    if (scenario !== choice.scenario) onChoose({ ...COMPARISON_PRESETS[scenario], data: choice.data });
  };
  return (
    <fieldset className="presets" aria-label={t('compare:scenarios')}>
      {SCENARIOS.map((id) => {
        const Sign = scenarioIcon(id);
        return (
          <UnstyledButton key={id} className="preset" aria-pressed={choice.scenario === id} onClick={() => choose(id)}>
            <strong className="scenario-name">
              <Sign size={18} stroke={1.6} aria-hidden />
              {t(`scenario_${id}`)}
            </strong>
            <span>{t(`scenarioHint_${id}`)}</span>
          </UnstyledButton>
        );
      })}
    </fieldset>
  );
}
