import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallName } from '../../main/contract/index.ts';
import { Empty } from '../lists/empty.tsx';
import { useMay } from './session.tsx';

/** Shown to whoever may make this call: nobody is offered what would be refused. */
export function May({ call, children }: { call: CallName; children: ReactNode }) {
  return useMay(call) ? children : null;
}

/** A page for whoever may make this call; the others are told for whom it is. */
export function PageFor({ call, children }: { call: CallName | undefined; children: ReactNode }) {
  const { t } = useTranslation('session');
  const may = useMay(call ?? 'session.state');
  if (may) return children;
  return (
    <div className="page-body">
      <Empty order={1} icon={IconLock} title={t('ownerOnly')} text={t('ownerOnlyText')} />
    </div>
  );
}
