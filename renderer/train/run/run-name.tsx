import { useTranslation } from 'react-i18next';
import { call } from '../../host/host.ts';
import { EditedName } from '../../lists/edited-name.tsx';
import { notifyProblem } from '../../shell/notify.ts';

/** The run's name, changed where it stands. */
export function RunName({ runId, name }: { runId: string; name: string }) {
  const { t } = useTranslation('train');
  const save = async (wanted: string): Promise<void> => {
    const outcome = await call('training.rename', { runId, name: wanted });
    if (!outcome.ok) notifyProblem(outcome.error);
  };
  return <EditedName name={name} label={t('name')} action={t('rename')} onSave={(wanted) => void save(wanted)} />;
}
