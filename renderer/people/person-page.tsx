import { Alert, Anchor, Skeleton, Stack } from '@mantine/core';
import { IconArrowLeft, IconUserOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'wouter';
import { useHost } from '../host/use-host.ts';
import { Empty } from '../lists/empty.tsx';
import { errorText } from '../texts/error-text.ts';
import { ClosestPeople } from './closest-people.tsx';
import { ConsentCard } from './consent-card.tsx';
import './people.css';
import { Findings } from './findings.tsx';
import { PersonEvents } from './person-events.tsx';
import { PersonHead } from './person-head.tsx';
import { Templates } from './templates.tsx';

/** One person: what is held about them, whom they resemble, what was decided, and their rights over all of it. */
export default function PersonPage() {
  const { t } = useTranslation('people');
  const { id = '' } = useParams<{ id: string }>();
  const { value: person, error } = useHost('people.show', { id }, ['people.changed', 'settings.changed']);
  return (
    <div className="page-body">
      <Anchor component={Link} href="/people" className="back">
        <IconArrowLeft size={16} aria-hidden />
        {t('title')}
      </Anchor>
      {error?.code === 'NOT_FOUND' ? (
        <Empty icon={IconUserOff} title={t('gone')} text={t('goneText')} />
      ) : error !== null ? (
        <Alert color="orange" role="alert">
          {errorText(error)}
        </Alert>
      ) : person === null ? (
        <Skeleton height={120} mt="md" />
      ) : (
        <Stack gap="md" mt="sm">
          <PersonHead person={person} />
          <Findings person={person} />
          <Templates person={person} />
          <div className="person-pair">
            <ClosestPeople id={id} />
            <ConsentCard person={person} />
          </div>
          <PersonEvents id={id} />
        </Stack>
      )}
    </div>
  );
}
