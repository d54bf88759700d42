import { Button, Group, Menu, Text } from '@mantine/core';
import { IconBraces, IconDownload, IconFileDescription, IconTrash, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Portrait } from '../faces/portrait.tsx';
import { When } from '../lists/when.tsx';
import { May } from '../session/may.tsx';
import { askToEnrol } from '../shell/wishes.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { exportPerson, savePersonPage } from './export-person.ts';
import { NeedsReenrolment } from './needs-reenrolment.tsx';
import { PersonName } from './person-name.tsx';
import type { ShownPerson } from './shown.ts';

/** Who it is, and what can be done about them. */
export function PersonHead({ person }: { person: ShownPerson }) {
  const { t, i18n } = useTranslation(['people', 'privacy']);
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
        <May call="enrol.fromImages">
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
        </May>
        <May call="people.export">
          <Menu position="bottom-end" withArrow>
            <Menu.Target>
              <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
                {t('export')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{t('privacy:papers', { name: person.name })}</Menu.Label>
              <Menu.Item
                leftSection={<IconFileDescription size={16} aria-hidden />}
                onClick={() => void savePersonPage(person, i18n.language === 'zh' ? 'zh' : 'en')}
              >
                {t('privacy:asPage')}
              </Menu.Item>
              <Menu.Item leftSection={<IconBraces size={16} aria-hidden />} onClick={() => void exportPerson(person)}>
                {t('privacy:asData')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </May>
        <May call="people.remove">
          <Button
            color="red"
            variant="light"
            leftSection={<IconTrash size={18} aria-hidden />}
            onClick={() => setErasing(true)}
          >
            {t('erase')}
          </Button>
        </May>
      </Group>
      <EraseDialog person={person} opened={erasing} onClose={() => setErasing(false)} />
    </header>
  );
}
