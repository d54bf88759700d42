import { Button, Group, List, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { picturesOf } from './pictures.ts';
import { removePeople } from './remove-people.ts';
import type { ShownPerson } from './shown.ts';

interface Props {
  readonly person: ShownPerson;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Says what goes and what stays before anything is erased. */
export function EraseDialog({ person, opened, onClose }: Props) {
  const { t } = useTranslation(['people', 'shell']);
  const [, go] = useLocation();
  const erase = async (now: boolean): Promise<void> => {
    onClose();
    if (await removePeople([person], { now })) go('/people');
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('eraseTitle', { name: person.name })}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      <Text>{t('eraseWhat')}</Text>
      <List my="sm" size="sm">
        <List.Item>{t('eraseName')}</List.Item>
        <List.Item>
          {t('erasePictures', {
            pictures: picturesOf(person.templateList).filter(({ crop }) => crop !== null).length,
            templates: person.templateList.length,
          })}
        </List.Item>
        <List.Item>{t('eraseKey')}</List.Item>
      </List>
      <Text className="quiet" size="sm">
        {t('eraseStays')}
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('shell:cancel')}
        </Button>
        <Button color="red" variant="light" onClick={() => void erase(true)}>
          {t('eraseNow')}
        </Button>
        <Button color="red" onClick={() => void erase(false)}>
          {t('eraseUndo')}
        </Button>
      </Group>
    </Modal>
  );
}
