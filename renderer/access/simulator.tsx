import { Alert, Group, NativeSelect, Text, TextInput, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../main/contract/access.ts';
import type { CallOutput } from '../../main/contract/index.ts';
import { useHost } from '../host/use-host.ts';
import { errorText } from '../texts/error-text.ts';
import { useReasons } from './reasons.ts';

/** Who could open a door at some moment, and why not the others. */
export function Simulator({ overview: { doors } }: { overview: AccessOverview }) {
  const { t } = useTranslation('access');
  const [chosen, setDoor] = useState(doors[0]!.id);
  const [local, setLocal] = useState(nextSundayNight);
  // One that was removed meanwhile makes room.
  const doorId = doors.some(({ id }) => id === chosen) ? chosen : doors[0]!.id;
  const { value, error } = useHost('access.simulate', { doorId, local }, ['access.changed', 'people.changed']);
  const people = value?.people ?? [];
  const may = people.filter(({ decision }) => decision.outcome === 'open');
  const mayNot = people.filter(({ decision }) => decision.outcome !== 'open');
  return (
    <section className="card" aria-label={t('simulator')}>
      <Title order={2} size="h4">
        {t('simulator')}
      </Title>
      <Text size="sm" className="quiet">
        {t('simulatorHint')}
      </Text>
      <Group align="flex-end">
        <NativeSelect
          label={t('door')}
          maw={360}
          value={doorId}
          data={doors.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setDoor(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={t('when')}
          value={local}
          onChange={({ currentTarget: { value: typed } }) => typed !== '' && setLocal(typed)}
        />
      </Group>
      {error !== null ? (
        <Alert color="orange" role="alert">
          {error.code === 'BAD_INPUT' ? error.message : errorText(error)}
        </Alert>
      ) : value !== null && people.length === 0 ? (
        <Text className="quiet">{t('nobodyEnrolled')}</Text>
      ) : (
        <>
          <Title order={3} size="h5">
            {t('mayEnter')}
          </Title>
          {may.length === 0 ? <Text className="quiet">{t('nobody')}</Text> : <Verdicts of={may} enters />}
          {mayNot.length > 0 && (
            <>
              <Title order={3} size="h5">
                {t('mayNot')}
              </Title>
              <Verdicts of={mayNot} enters={false} />
            </>
          )}
        </>
      )}
    </section>
  );
}

interface VerdictsProps {
  readonly of: CallOutput<'access.simulate'>['people'];
  readonly enters: boolean;
}

/** People with the reason why they could enter, or could not. */
function Verdicts({ of, enters }: VerdictsProps) {
  const reasons = useReasons();
  const Sign = enters ? IconCircleCheck : IconCircleX;
  return (
    <ul className="verdicts">
      {of.map(({ person, decision }) => (
        <li key={person.id}>
          <span className="decision" data-state={enters ? 'accepted' : 'rejected'}>
            <Sign size={18} aria-hidden />
            {person.name}
          </span>
          <span className="quiet">{reasons(decision)}</span>
        </li>
      ))}
    </ul>
  );
}

/** A moment at which most doors are shut: what one wants to know first. */
function nextSundayNight(): string {
  const day = new Date();
  day.setDate(day.getDate() + ((7 - day.getDay()) % 7));
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T22:00`;
}
