import { Button, Group, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../host/host.ts';
import { notifyProblem } from '../shell/notify.ts';
import { offerUndo } from '../shell/offer-undo.tsx';
import { localeOf } from '../texts/locale.ts';
import type { ShownPerson } from './shown.ts';

/** Until when a person is kept: a day, at whose end they are erased, or no term. */
export function Term({ person }: { person: ShownPerson }) {
  const { t, i18n } = useTranslation('privacy');
  const { id, name, expiresAt, groupTerm } = person;
  const shown = (at: string): string =>
    new Intl.DateTimeFormat(localeOf(i18n.language), { dateStyle: 'long' }).format(new Date(at));
  const kept = expiresAt === null ? '' : dayOf(new Date(expiresAt));
  const [day, setDay] = useState(kept);
  useEffect(() => setDay(kept), [kept]);
  const past = day !== '' && day <= dayOf(new Date());

  const set = async (until: string | null): Promise<void> => {
    const outcome = await call('people.setTerm', { id, expiresAt: until });
    if (!outcome.ok) return void notifyProblem(outcome.error);
    offerUndo(
      until === null ? t('termRemoved', { name }) : t('termSet', { name, day: shown(until) }),
      Date.now() + 10_000,
      () => void call('people.setTerm', { id, expiresAt }),
    );
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (day !== '' && day !== kept && !past) void set(new Date(`${day}T23:59:59`).toISOString());
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        type="date"
        label={t('keptUntil')}
        description={kept === '' ? t('noTerm') : t('keptHint')}
        value={day}
        error={past && day !== kept ? t('termPast') : null}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      {groupTerm !== null && (
        <Text size="sm" mt={4}>
          {t('byGroup', { group: groupTerm.group, day: shown(groupTerm.at) })}
        </Text>
      )}
      <Group gap="sm" mt="xs">
        <Button type="submit" size="compact-md" variant="default" disabled={day === '' || day === kept || past}>
          {t('save')}
        </Button>
        {kept !== '' && (
          <Button size="compact-md" variant="subtle" color="gray" onClick={() => void set(null)}>
            {t('removeTerm')}
          </Button>
        )}
      </Group>
    </form>
  );
}

/** The day here on which a moment lies, as a date field has it. */
const dayOf = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
