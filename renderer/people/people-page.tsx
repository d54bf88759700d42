import { Button, Chip, Group, Text, Title } from '@mantine/core';
import { IconUserPlus, IconUserSearch, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useHost } from '../host/use-host.ts';
import { Empty } from '../lists/empty.tsx';
import { Search } from '../lists/search.tsx';
import { May } from '../session/may.tsx';
import { askToEnrol } from '../shell/wishes.ts';
import { errorText } from '../texts/error-text.ts';
import { useFindings } from './findings.tsx';
import { type Order, shownPeople } from './order.ts';
import { PeopleTable } from './people-table.tsx';
import { removePeople } from './remove-people.ts';

/** Everybody enrolled: found as one types, sorted, removed one or several at a time. */
export default function PeoplePage() {
  const { t } = useTranslation(['people', 'lists']);
  const { value, error } = useHost('people.list', {}, ['people.changed', 'settings.changed']);
  const [query, setQuery] = useState('');
  const [onlyMissing, setOnlyMissing] = useState(false);
  const [onlyFound, setOnlyFound] = useState(false);
  const findings = useFindings();
  const [order, setOrder] = useState<Order>({ by: 'name', down: false });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const people = value?.people ?? [];
  const shown = shownPeople(people, {
    query,
    onlyMissing,
    only: onlyFound ? new Set(findings.keys()) : null,
    order,
  });
  const missing = people.filter(({ templates }) => templates === 0).length;
  // Who left the list, by the filter too, is not removed unseen.
  const chosen = shown.filter(({ id }) => selected.has(id));
  const removeChosen = (): void => {
    setSelected(new Set());
    void removePeople(chosen);
  };

  return (
    <div className="list-page">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text className="quiet" role="status">
            {value === null ? (error !== null ? errorText(error) : '\u00a0') : t('enrolled', { count: people.length })}
          </Text>
        </div>
        <May call="enrol.fromImages">{people.length > 0 && <Enrol />}</May>
      </Group>
      {people.length > 0 && (
        <div className="list-bar">
          <Search label={t('search')} value={query} onChange={setQuery} />
          {(missing > 0 || onlyMissing) && (
            <Chip checked={onlyMissing} onChange={setOnlyMissing} variant="outline">
              {t('needsCount', { count: missing })}
            </Chip>
          )}
          {(findings.size > 0 || onlyFound) && (
            <Chip checked={onlyFound} onChange={setOnlyFound} variant="outline">
              {t('worthALookCount', { count: findings.size })}
            </Chip>
          )}
          {chosen.length > 0 && (
            <Group gap="sm" ml="auto">
              <Text role="status">{t('selected', { count: chosen.length })}</Text>
              <Button variant="default" onClick={() => setSelected(new Set())}>
                {t('clearSelection')}
              </Button>
              <Button color="red" variant="light" onClick={removeChosen}>
                {t('remove')}
              </Button>
            </Group>
          )}
        </div>
      )}
      {value !== null && people.length === 0 && (
        <Empty icon={IconUsers} title={t('empty')} text={t('emptyText')}>
          <May call="enrol.fromImages">
            <Enrol />
          </May>
        </Empty>
      )}
      {people.length > 0 && shown.length === 0 && (
        <Empty icon={IconUserSearch} title={t('nobodyFits')}>
          <Button
            variant="default"
            onClick={() => {
              setQuery('');
              setOnlyMissing(false);
              setOnlyFound(false);
            }}
          >
            {t('lists:showAll')}
          </Button>
        </Empty>
      )}
      {shown.length > 0 && (
        <PeopleTable
          people={shown}
          findings={findings}
          order={order}
          onOrder={setOrder}
          selected={selected}
          onSelect={setSelected}
        />
      )}
    </div>
  );
}

function Enrol() {
  const { t } = useTranslation('people');
  const [, go] = useLocation();
  return (
    <Button
      leftSection={<IconUserPlus size={18} aria-hidden />}
      onClick={() => {
        askToEnrol();
        go('/');
      }}
    >
      {t('enrol')}
    </Button>
  );
}
