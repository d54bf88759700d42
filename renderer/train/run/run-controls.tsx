import { Button, Group } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunSummary } from '../../../main/contract/training.ts';
import { call } from '../../host/host.ts';
import { notifyProblem } from '../../shell/notify.ts';

type Order = 'training.pause' | 'training.resume' | 'training.stop';

/** Pause, go on, stop: what this run can do now. */
export function RunControls({ run }: { run: RunSummary }) {
  const { t } = useTranslation('trainRun');
  const [waiting, setWaiting] = useState<Order | null>(null);
  const order = async (what: Order): Promise<void> => {
    setWaiting(what);
    const outcome = await call(what, { runId: run.id });
    setWaiting(null);
    if (!outcome.ok) notifyProblem(outcome.error);
  };
  const button = (what: Order, icon: typeof IconPlayerPause, word: string) => {
    const Sign = icon;
    return (
      <Button
        key={what}
        variant={what === 'training.resume' ? 'filled' : 'default'}
        leftSection={<Sign size={18} aria-hidden />}
        loading={waiting === what}
        disabled={waiting !== null && waiting !== what}
        onClick={() => void order(what)}
      >
        {word}
      </Button>
    );
  };
  const { state } = run;
  return (
    <Group gap="sm">
      {state === 'running' && button('training.pause', IconPlayerPause, t('pause'))}
      {(state === 'paused' ||
        ((state === 'interrupted' || state === 'stopped' || state === 'failed') && run.resumable)) &&
        button('training.resume', IconPlayerPlay, t('resume'))}
      {(state === 'running' || state === 'paused' || state === 'preparing') &&
        button('training.stop', IconPlayerStop, t('stop'))}
    </Group>
  );
}
