import { Button, Text } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvaluationRun } from '../../../main/contract/evaluation.ts';
import { call } from '../../host/host.ts';
import { notifyProblem } from '../../shell/notify.ts';
import { refreshEvaluations } from '../evaluations-store.ts';

/** Stop, go on: what this evaluation can do now. */
export function Controls({ run: { id, state } }: { run: EvaluationRun }) {
  const { t } = useTranslation('evaluate');
  const [waiting, setWaiting] = useState(false);
  const order = async (what: 'evaluation.cancel' | 'evaluation.resume'): Promise<void> => {
    setWaiting(true);
    const outcome = await call(what, { runId: id });
    setWaiting(false);
    if (!outcome.ok) notifyProblem(outcome.error);
    refreshEvaluations();
  };
  if (state === 'running')
    return (
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={18} aria-hidden />}
        loading={waiting}
        onClick={() => void order('evaluation.cancel')}
      >
        {t('stop')}
      </Button>
    );
  if (state !== 'cancelled' && state !== 'interrupted') return null;
  return (
    <>
      <Button
        leftSection={<IconPlayerPlay size={18} aria-hidden />}
        loading={waiting}
        onClick={() => void order('evaluation.resume')}
      >
        {t('resume')}
      </Button>
      <Text size="xs" className="quiet">
        {t('stoppedText')}
      </Text>
    </>
  );
}
