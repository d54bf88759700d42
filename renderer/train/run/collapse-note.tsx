import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunSummary } from '../../../main/contract/training.ts';
import { Caution } from '../../shell/caution.tsx';

/** That the embeddings collapsed, what was seen, and the likely causes with what to do about each. */
export function CollapseNote({ collapse }: { collapse: NonNullable<RunSummary['collapse']> }) {
  const { t } = useTranslation('trainRun');
  return (
    <Caution icon={IconAlertTriangle} title={t(`collapse_${collapse.code}`)}>
      {t(`collapseSeen_${collapse.code}`)}
      <ul className="causes">
        {collapse.causes.map((cause) => (
          <li key={cause}>{t(`cause_${cause}`)}</li>
        ))}
      </ul>
    </Caution>
  );
}
