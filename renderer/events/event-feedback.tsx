import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowBackUp, IconMessageReport, IconUserQuestion, IconUserX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRecord } from '../../main/contract/events.ts';
import { call } from '../host/host.ts';
import { useMay } from '../session/session.tsx';
import { notify, notifyProblem } from '../shell/notify.ts';
import { SayDialog } from './say-dialog.tsx';

/** "Not this person", "this is …", and taking either back; nothing where nobody was looked up. */
export function EventFeedback({ event }: { event: EventRecord }) {
  const { t } = useTranslation('events');
  const [saying, setSaying] = useState<'not' | 'is' | null>(null);
  const may = useMay('events.say');
  if (!may || !['identify', 'access'].includes(event.kind) || event.decision === 'rejected') return null;
  const takeBack = async (): Promise<void> => {
    const outcome = await call('events.takeBack', { id: event.id });
    if (outcome.ok) notify({ message: t('takenBack') });
    else notifyProblem(outcome.error);
  };
  return (
    <>
      <Menu position="bottom-end" withArrow>
        <Menu.Target>
          <ActionIcon color="gray" size="md" aria-label={t('correct', { what: nameOf(event, t('unknownFace')) })}>
            <IconMessageReport size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {event.person !== null && event.said?.not == null && (
            <Menu.Item leftSection={<IconUserX size={16} aria-hidden />} onClick={() => setSaying('not')}>
              {t('notThem', { name: event.person.name })}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconUserQuestion size={16} aria-hidden />} onClick={() => setSaying('is')}>
            {t('thisIs')}
          </Menu.Item>
          {event.said !== null && (
            <Menu.Item leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => void takeBack()}>
              {t('takeBack')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {saying !== null && <SayDialog event={event} says={saying} onClose={() => setSaying(null)} />}
    </>
  );
}

const nameOf = ({ person }: EventRecord, unknown: string): string => person?.name ?? unknown;

/** What was said, in few words: "not Ada", "is Bo". */
export function Said({ event }: { event: EventRecord }) {
  const { t } = useTranslation('events');
  if (event.said === null) return null;
  const { not, is, kept } = event.said;
  const words = [
    is !== null ? t('saidIs', { name: is.name }) : not !== null ? t('saidNot', { name: not.name }) : '',
    kept === 'template' ? t('saidTemplate') : kept === 'negative' ? t('saidNegative') : '',
  ].filter(Boolean);
  return <span className="said-of">{words.join(' · ')}</span>;
}
