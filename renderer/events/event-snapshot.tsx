import { ActionIcon, Modal, Text } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRecord } from '../../main/contract/events.ts';
import { useHost } from '../host/use-host.ts';

/** Opens the picture of a visit; nothing where none is kept. */
export function EventSnapshot({ event }: { event: EventRecord }) {
  const { t } = useTranslation('privacy');
  const [shown, setShown] = useState(false);
  if (!event.snapshot) return null;
  return (
    <>
      <ActionIcon
        color="gray"
        size="md"
        aria-label={t('showPicture', { who: event.person?.name ?? t('somebody') })}
        onClick={() => setShown(true)}
      >
        <IconPhoto size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
      {shown && <Shown id={event.id} onClose={() => setShown(false)} />}
    </>
  );
}

function Shown({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(['privacy', 'shell']);
  const { value } = useHost('events.snapshot', { id });
  const [url, setUrl] = useState<string | null>(null);
  const picture = value?.picture ?? null;
  useEffect(() => {
    if (picture === null) return;
    const made = URL.createObjectURL(new Blob([picture as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return (
    <Modal
      opened
      size="auto"
      onClose={onClose}
      title={t('pictureTitle')}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      {value !== null && picture === null && <Text>{t('pictureGone')}</Text>}
      {url !== null && <img className="event-picture" src={url} alt={t('pictureAlt')} />}
      {picture !== null && (
        <Text size="sm" className="quiet">
          {t('pictureAlt')}
        </Text>
      )}
    </Modal>
  );
}
