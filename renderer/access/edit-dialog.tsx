import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** What is typed, and Save. It closes once it is kept. */
export function EditDialog({
  title,
  size = 'md',
  save,
  children,
  onSave,
  onClose,
}: {
  title: string;
  size?: 'md' | 'lg';
  /** The button's word; "Save" unless given. */
  save?: string;
  children: ReactNode;
  onSave: () => Promise<boolean>;
  onClose: () => void;
}) {
  const { t } = useTranslation(['access', 'shell']);
  return (
    <Modal opened size={size} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('shell:close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void onSave().then((kept) => kept && onClose());
        }}
      >
        <Stack gap="sm">
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit">{save ?? t('save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
