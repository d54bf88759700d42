import {
  type Icon,
  IconArrowsLeftRight,
  IconDoorEnter,
  IconKey,
  IconPoint,
  IconUserMinus,
  IconUserOff,
  IconUserPlus,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EventRecord } from '../../main/contract/events.ts';
import { doorEventWord } from '../access/event-words.ts';
import { Decision } from '../faces/decision.tsx';
import { actWord } from './act-words.ts';
import './events.css';
import { notAlive, whatOf } from './what.ts';

/** What happened, as icon and word. */
export function Happening({ event }: { event: EventRecord }) {
  const { t } = useTranslation(['events', 'access', 'acts', 'faces']);
  const what = whatOf(event);
  if (what === 'accepted' || what === 'unknown' || what === 'rejected')
    return <Decision state={what} name={notAlive(event) ? t('faces:notAlive') : undefined} />;
  const atDoor = doorEventWord(event);
  if (atDoor !== null) return <Sign icon={IconDoorEnter}>{t(`access:${atDoor}`)}</Sign>;
  const act = actWord(event);
  if (act !== null) return <Sign icon={IconKey}>{t(`acts:${act}`)}</Sign>;
  switch (what) {
    case 'enrolled':
      return <Sign icon={IconUserPlus}>{t('enrolled')}</Sign>;
    case 'removed':
      return <Sign icon={IconUserMinus}>{t('removed')}</Sign>;
    case 'erased':
      return <Sign icon={IconUserOff}>{t('erased')}</Sign>;
    case 'verify':
      return (
        <Sign icon={IconArrowsLeftRight}>
          {event.decision === 'accepted' ? t('verifyAccepted') : t('verifyRefused')}
        </Sign>
      );
    default:
      return <Sign icon={IconPoint}>{event.kind}</Sign>;
  }
}

function Sign({ icon: Shape, children }: { icon: Icon; children: string }) {
  return (
    <span className="happening">
      <Shape size={18} stroke={1.6} aria-hidden />
      {children}
    </span>
  );
}

/** Who did it, where that is not said by what happened. Whoever is signed in while a camera looks did not do what it saw. */
export function By({ event: { kind, by, subject } }: { event: EventRecord }) {
  const { t } = useTranslation('acts');
  if (by === null || (by.name !== null && by.name === subject)) return null;
  if ((kind === 'identify' || kind === 'access') && by.kind === 'operator') return null;
  const words =
    by.kind === 'key-holder' ? t('byKeyHolder') : by.name === null ? t('byGone') : t('by', { name: by.name });
  return <span className="said-of">{words}</span>;
}
