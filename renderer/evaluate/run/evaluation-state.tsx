import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconLoader2,
  IconPlayerStop,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EvaluationState } from '../../../main/contract/evaluation.ts';

const signs: Readonly<Record<EvaluationState, Icon>> = {
  running: IconLoader2,
  cancelled: IconPlayerStop,
  interrupted: IconPlugConnectedX,
  finished: IconCircleCheck,
  failed: IconAlertTriangle,
};

/** An evaluation's state by icon and word. */
export function EvaluationStateWord({ state }: { state: EvaluationState }) {
  const { t } = useTranslation('evaluate');
  const Sign = signs[state];
  return (
    <span className="run-state" data-state={state}>
      <Sign size={18} stroke={1.6} className={state === 'running' ? 'turning' : undefined} aria-hidden />
      {t(`state_${state}`)}
    </span>
  );
}
