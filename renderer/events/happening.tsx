import { IconArrowsLeftRight, IconPoint, IconUserMinus, IconUserOff, IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EventRecord } from '../../main/contract/events.ts';
import { Decision } from '../faces/decision.tsx';
import './events.css';
import { whatOf } from './what.ts';

/** What happened, as icon and word. */
export function Happening({ event }: { event: EventRecord }) {
  const { t } = useTranslation('events');
  const what = whatOf(event);
  if (what === 'accepted' || what === 'unknown' || what === 'rejected') return <Decision state={what} />;
  const icons = { enrolled: IconUserPlus, removed: IconUserMinus, erased: IconUserOff, verify: IconArrowsLeftRight };
  const Sign = what === null ? IconPoint : icons[what];
  const words = {
    enrolled: t('enrolled'),
    removed: t('removed'),
    erased: t('erased'),
    verify: event.decision === 'accepted' ? t('verifyAccepted') : t('verifyRefused'),
  };
  return (
    <span className="happening">
      <Sign size={18} stroke={1.6} aria-hidden />
      {what === null ? event.kind : words[what]}
    </span>
  );
}
