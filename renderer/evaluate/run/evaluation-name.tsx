import { useTranslation } from 'react-i18next';
import { call } from '../../host/host.ts';
import { EditedName } from '../../lists/edited-name.tsx';
import { notifyProblem } from '../../shell/notify.ts';
import { refreshEvaluations } from '../evaluations-store.ts';

interface Props {
  readonly runId: string;
  readonly name: string;
  readonly onRenamed: () => void;
}

/** The evaluation's name, changed where it stands. */
export function EvaluationName({ runId, name, onRenamed }: Props) {
  const { t } = useTranslation('evaluate');
  const save = async (wanted: string): Promise<void> => {
    const outcome = await call('evaluation.rename', { runId, name: wanted });
    if (!outcome.ok) return void notifyProblem(outcome.error);
    refreshEvaluations();
    onRenamed();
  };
  return <EditedName name={name} label={t('name')} action={t('rename')} onSave={(wanted) => void save(wanted)} />;
}
