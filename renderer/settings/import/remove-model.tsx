import { Button, Group, Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../host/host.ts';
import { errorText } from '../../texts/error-text.ts';

/** Forgets an imported network, after a question: its file is gone then. */
export function RemoveModel({ id }: { id: string }) {
  const { t } = useTranslation(['modelImport', 'shell']);
  const [asked, setAsked] = useState(false);
  const remove = async (): Promise<void> => {
    setAsked(false);
    const outcome = await call('models.remove', { id });
    notifications.show({
      message: outcome.ok ? t('removed', { model: id }) : errorText(outcome.error),
      color: outcome.ok ? 'teal' : 'orange',
      closeButtonProps: { 'aria-label': t('shell:close') },
    });
  };
  return (
    <>
      <Button flex="none" variant="default" aria-label={t('removeNamed', { model: id })} onClick={() => setAsked(true)}>
        {t('remove')}
      </Button>
      <Modal
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('removeTitle', { model: id })}
        closeButtonProps={{ 'aria-label': t('shell:close') }}
      >
        <Text>{t('removeText')}</Text>
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={() => setAsked(false)} data-autofocus>
            {t('shell:cancel')}
          </Button>
          <Button color="red.9" onClick={() => void remove()}>
            {t('remove')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
