import { ActionIcon, Checkbox, NumberInput, ScrollArea, Tooltip } from '@mantine/core';
import { IconUserCheck, IconUserPause } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../main/contract/access.ts';
import type { AccessGroup } from '../../main/contract/access-rules.ts';
import { useHost } from '../host/use-host.ts';
import { change } from './change.ts';
import { EditDialog } from './edit-dialog.tsx';
import { ItemList } from './item-list.tsx';
import { NameInput } from './name-input.tsx';

/** Who belongs together, for rules. */
export function GroupsCard({ overview: { groups, suspended } }: { overview: AccessOverview }) {
  const { t } = useTranslation('access');
  const [edited, setEdited] = useState<AccessGroup | 'new' | null>(null);
  return (
    <>
      <ItemList
        title={t('groups')}
        kind="group"
        none={t('noGroups')}
        items={groups.map(({ id, name, personIds, termDays }) => ({
          id,
          name,
          more: [
            t('count', { count: personIds.length }),
            ...(termDays === null ? [] : [t('termShort', { count: termDays })]),
          ].join(' · '),
        }))}
        onAdd={() => setEdited('new')}
        onEdit={(id) => setEdited(groups.find((group) => group.id === id) ?? null)}
      />
      {edited !== null && (
        <GroupDialog group={edited === 'new' ? null : edited} suspended={suspended} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

function GroupDialog({
  group,
  suspended,
  onClose,
}: {
  group: AccessGroup | null;
  suspended: readonly string[];
  onClose: () => void;
}) {
  const { t } = useTranslation('access');
  const { value } = useHost('people.list', {}, ['people.changed']);
  const [name, setName] = useState(group?.name ?? '');
  const [chosen, setChosen] = useState<readonly string[]>(group?.personIds ?? []);
  const [days, setDays] = useState<number | string>(group?.termDays ?? '');
  const save = () =>
    change('access.saveGroup', {
      ...(group === null ? {} : { id: group.id }),
      name,
      personIds: [...chosen],
      termDays: typeof days === 'number' ? days : null,
    });
  return (
    <EditDialog title={group?.name ?? t('newGroup')} onSave={save} onClose={onClose}>
      <NameInput value={name} onChange={setName} />
      <NumberInput
        label={t('termDays')}
        description={t('termDaysHint')}
        placeholder={t('termNone')}
        value={days}
        min={1}
        max={3650}
        allowDecimal={false}
        onChange={setDays}
      />
      <ScrollArea.Autosize mah={320}>
        <ul className="access-list" aria-label={t('people')}>
          {(value?.people ?? []).map((person) => {
            const off = suspended.includes(person.id);
            const word = t(off ? 'restore' : 'suspend', { name: person.name });
            return (
              <li key={person.id} className="access-item">
                <Checkbox
                  className="grow"
                  label={off ? `${person.name} (${t('suspended')})` : person.name}
                  checked={chosen.includes(person.id)}
                  onChange={({ currentTarget: { checked } }) =>
                    setChosen(checked ? [...chosen, person.id] : chosen.filter((id) => id !== person.id))
                  }
                />
                <Tooltip label={word}>
                  <ActionIcon
                    color="gray"
                    aria-label={word}
                    onClick={() => void change('access.setActive', { personId: person.id, active: off })}
                  >
                    {off ? <IconUserCheck size={18} aria-hidden /> : <IconUserPause size={18} aria-hidden />}
                  </ActionIcon>
                </Tooltip>
              </li>
            );
          })}
        </ul>
      </ScrollArea.Autosize>
    </EditDialog>
  );
}
