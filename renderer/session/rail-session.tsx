import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconLock, IconLockOpen, IconMaximize, IconPassword } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { call } from '../host/host.ts';
import { ChangePassword } from './change-password.tsx';
import { useSession } from './session.tsx';

/** Who is signed in, at the rail's foot: sign out, begin the kiosk, change one's password. */
export function RailSession() {
  const { t } = useTranslation('session');
  const { operator } = useSession();
  const [changes, setChanges] = useState(false);
  if (operator === null)
    return (
      <Tooltip label={t('noOperatorsWhy')} position="right" multiline w={240}>
        <Link href="/settings/operators" className="rail-fact">
          <IconLockOpen size={18} stroke={1.6} aria-hidden />
          {t('noOperators')}
        </Link>
      </Tooltip>
    );
  const lock = (): void => void call('session.signOut', {});
  // Full screen must be asked for while the key or pointer is still warm; where it is refused, the Desk is locked all the same.
  const kiosk = (): void => {
    void document.documentElement.requestFullscreen?.().catch(() => {});
    lock();
  };
  const signedIn = t('signedInAs', { name: operator.name, role: t(`role_${operator.role}`) });
  return (
    <>
      <Menu position="right-end" withArrow>
        <Menu.Target>
          <UnstyledButton className="rail-fact" aria-label={signedIn}>
            <IconLockOpen size={18} stroke={1.6} aria-hidden />
            {operator.name}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{signedIn}</Menu.Label>
          <Menu.Item leftSection={<IconLock size={18} aria-hidden />} onClick={lock}>
            {t('lock')}
          </Menu.Item>
          <Menu.Item leftSection={<IconMaximize size={18} aria-hidden />} onClick={kiosk}>
            {t('kiosk')}
          </Menu.Item>
          <Menu.Item leftSection={<IconPassword size={18} aria-hidden />} onClick={() => setChanges(true)}>
            {t('changePassword')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {changes && <ChangePassword onClose={() => setChanges(false)} />}
    </>
  );
}
