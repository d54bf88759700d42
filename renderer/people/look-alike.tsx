import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonRef } from '../../main/contract/faces.ts';
import { call } from '../host/host.ts';
import { notifyProblem } from '../shell/notify.ts';
import { askToEnrol } from '../shell/wishes.ts';
import { keepApart, mergePeople } from './merge-people.ts';

interface Props {
  /** Just enrolled, with these templates. */
  readonly person: PersonRef;
  readonly templateIds: readonly string[];
  readonly other: PersonRef & { readonly score: number };
}

/** Somebody who was just enrolled could be taken for somebody else: one person, two people, or other pictures. */
export function LookAlike({ person, templateIds, other }: Props) {
  const { t } = useTranslation('people');
  const [done, setDone] = useState(false);
  if (done) return <Text size="sm">{t('lookAlikeDone', { name: other.name })}</Text>;
  const retake = async (): Promise<void> => {
    setDone(true);
    for (const templateId of templateIds) {
      const outcome = await call('people.removeTemplate', { id: person.id, templateId });
      if (outcome.ok) continue;
      // The last of them goes with the person, who was enrolled a moment ago.
      const removed =
        outcome.error.code === 'LAST_TEMPLATE' ? await call('people.remove', { id: person.id, now: true }) : outcome;
      if (!removed.ok) return void notifyProblem(removed.error);
    }
    location.hash = '#/';
    askToEnrol(person.name);
  };
  return (
    <div className="look-alike">
      <Text size="sm">{t('lookAlike', { name: person.name, other: other.name, score: other.score.toFixed(3) })}</Text>
      <Group gap="xs" mt={6}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void mergePeople(other, person).then((merged) => setDone(merged))}
        >
          {t('samePerson', { name: other.name })}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            setDone(true);
            void keepApart(person, other);
          }}
        >
          {t('keepBoth')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void retake()}>
          {t('retake')}
        </Button>
      </Group>
    </div>
  );
}
