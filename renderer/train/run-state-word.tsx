import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconLoader2,
  IconPlayerPause,
  IconPlayerStop,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunState } from '../../main/contract/training.ts';

const signs: Readonly<Record<RunState, Icon>> = {
  preparing: IconLoader2,
  running: IconLoader2,
  paused: IconPlayerPause,
  interrupted: IconPlugConnectedX,
  stopped: IconPlayerStop,
  finished: IconCircleCheck,
  failed: IconAlertTriangle,
};

/** A run's state by icon and word. */
export function RunStateWord({ state }: { state: RunState }) {
  const { t } = useTranslation('trainRun');
  const Sign = signs[state];
  const turns = state === 'running' || state === 'preparing';
  return (
    <span className="run-state" data-state={state}>
      <Sign size={18} stroke={1.6} className={turns ? 'turning' : undefined} aria-hidden />
      {t(`state_${state}`)}
    </span>
  );
}
