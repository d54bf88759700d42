import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHost } from '../host/use-host.ts';
import { FirstStart } from './first-start.tsx';
import './start.css';
import { UnlockPage } from './unlock-page.tsx';

/** Asks before anything else: the choices of the first start, or the passphrase. Shows the app once the host is ready. */
export function StartGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { value: state, error, refresh } = useHost('setup.state', {}, ['setup.changed']);
  if (state?.stage === 'ready') return children;
  if (state !== null)
    return state.stage === 'new' ? (
      <FirstStart state={state} done={refresh} />
    ) : (
      <UnlockPage state={state} done={refresh} />
    );
  if (error === null) return null; // answered within a blink
  return (
    <Alert color="orange" icon={<IconPlugConnectedX />} title={t('goneTitle')} role="alert" m="md">
      {t('goneText')}
    </Alert>
  );
}
