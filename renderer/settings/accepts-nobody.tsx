import { IconDoorOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ThresholdInUse } from '../../main/contract/identification.ts';
import { Caution } from '../shell/caution.tsx';

/** Scores are cosines. A threshold from few comparisons, drawn out to a strict rate, may lie above all of them. */
const highestScore = 1;

/** Says so where the model in use can accept nobody at the rates that are set. */
export function AcceptsNobody({ threshold }: { threshold: ThresholdInUse | undefined }) {
  const { t } = useTranslation('settings');
  if (threshold === undefined || threshold.value <= highestScore) return null;
  return (
    <Caution icon={IconDoorOff} title={t('acceptsNobody')}>
      {t('acceptsNobodyText', { threshold: threshold.value.toFixed(3), measuredOn: threshold.measuredOn })}
    </Caution>
  );
}
