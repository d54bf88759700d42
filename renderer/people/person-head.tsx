import { Button, Group, Text } from '@mantine/core';
import { IconDownload, IconTrash, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Portrait } from '../faces/portrait.tsx';
import { When } from '../lists/when.tsx';
import { askToEnrol } from '../shell/wishes.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { exportPerson } from './export-person.ts';
import { NeedsReenrolment } from './needs-reenrolment.tsx';
import { PersonName } from './person-name.tsx';
import type { ShownPerson } from './shown.ts';

/** Who it is, and what can be done about them. */
export function PersonHead({ person }: { person: ShownPerson }) {
  const { t } = useTranslation('people');
  const [, go] = useLocation();
  const [erasing, setErasing] = useState(false);
  return (
    <header className="person-head">
      <Portrait personId={person.id} name={person.name} size={96} />
      <div className="person-who">
        <PersonName id={person.id} name={person.name} />
        <Text className="quiet">
          {t('enrolledOn')} <When at={person.createdAt} form="day" />
        </Text>
        {person.templates === 0 && <NeedsReenrolment />}
      </div>
      <Group gap="sm">
        <Button
          variant={person.templates === 0 ? 'filled' : 'default'}
          leftSection={<IconUserPlus size={18} aria-hidden />}
          onClick={() => {
            askToEnrol(person.name);
            go('/');
          }}
        >
          {t('reenrol')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          onClick={() => void exportPerson(person)}
        >
          {t('export')}
        </Button>
        <Button
          color="red"
          variant="light"
          leftSection={<IconTrash size={18} aria-hidden />}
          onClick={() => setErasing(true)}
        >
          {t('erase')}
        </Button>
      </Group>
      <EraseDialog person={person} opened={erasing} onClose={() => setErasing(false)} />
    </header>
  );
}
