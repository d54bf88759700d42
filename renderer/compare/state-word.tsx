import { type Icon, IconAlertTriangle, IconCircleCheck, IconLoader2, IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ComparisonState } from '../../main/contract/compare.ts';

const signs: Readonly<Record<ComparisonState, Icon>> = {
  preparing: IconLoader2,
  running: IconLoader2,
  cancelled: IconPlayerStop,
  finished: IconCircleCheck,
  failed: IconAlertTriangle,
};

/** A comparison's state by icon and word. */
export function StateWord({ state }: { state: ComparisonState }) {
  const { t } = useTranslation('compareRun');
  const Sign = signs[state];
  const turns = state === 'running' || state === 'preparing';
  return (
    <span className="run-state" data-state={state}>
      <Sign size={18} stroke={1.6} className={turns ? 'turning' : undefined} aria-hidden />
      {t(`state_${state}`)}
    </span>
  );
}
