import { ActionIcon, Anchor, Checkbox, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { PersonFindings, PersonSummary } from '../../main/contract/people.ts';
import { Portrait } from '../faces/portrait.tsx';
import { VirtualTable } from '../lists/virtual-table.tsx';
import { When } from '../lists/when.tsx';
import { useMay } from '../session/session.tsx';
import { FindingsMark } from './findings.tsx';
import { NeedsReenrolment } from './needs-reenrolment.tsx';
import type { Column, Order } from './order.ts';
import { removePeople } from './remove-people.ts';

const rowHeight = 56;

interface Props {
  readonly people: readonly PersonSummary[];
  readonly findings: ReadonlyMap<string, PersonFindings>;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

export function PeopleTable({ people, findings, order, onOrder, selected, onSelect }: Props) {
  const { t } = useTranslation('people');
  const mayRemove = useMay('people.remove');
  const chosen = people.filter(({ id }) => selected.has(id)).length;
  const toggle = (id: string): void => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  return (
    <VirtualTable
      label={t('title')}
      rows={people}
      keyOf={({ id }) => id}
      rowHeight={rowHeight}
      columns={['col-check', 'col-name', 'col-count', 'col-day', 'col-end']}
      isSelected={({ id }) => selected.has(id)}
      head={
        <>
          <th>
            {mayRemove && (
              <Checkbox
                size="sm"
                aria-label={t('selectAll')}
                checked={chosen > 0 && chosen === people.length}
                indeterminate={chosen > 0 && chosen < people.length}
                onChange={() => onSelect(chosen === people.length ? new Set() : new Set(people.map(({ id }) => id)))}
              />
            )}
          </th>
          <Heading by="name" text={t('name')} order={order} onOrder={onOrder} />
          <Heading by="templates" text={t('templates')} order={order} onOrder={onOrder} />
          <Heading by="createdAt" text={t('since')} order={order} onOrder={onOrder} />
          <td />
        </>
      }
      cells={(person) => (
        <>
          <td>
            {mayRemove && (
              <Checkbox
                size="sm"
                aria-label={t('select', { name: person.name })}
                checked={selected.has(person.id)}
                onChange={() => toggle(person.id)}
              />
            )}
          </td>
          <td>
            <div className="list-person">
              <Portrait personId={person.id} name={person.name} size={40} />
              <Anchor inherit component={Link} href={`/people/${person.id}`} title={person.name}>
                {person.name}
              </Anchor>
              <FindingsMark findings={findings.get(person.id)} />
            </div>
          </td>
          <td>{person.templates === 0 ? <NeedsReenrolment /> : person.templates}</td>
          <td>
            <When at={person.createdAt} form="day" />
          </td>
          <td>
            {mayRemove && (
              <Tooltip label={t('remove')}>
                <ActionIcon
                  color="gray"
                  aria-label={t('removeNamed', { name: person.name })}
                  onClick={() => void removePeople([person])}
                >
                  <IconTrash size={18} stroke={1.6} aria-hidden />
                </ActionIcon>
              </Tooltip>
            )}
          </td>
        </>
      )}
    />
  );
}

interface HeadingProps {
  readonly by: Column;
  readonly text: string;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

/** A heading that sorts; pressed again it turns the order round. */
function Heading({ by, text, order, onOrder }: HeadingProps) {
  const active = order.by === by;
  const Arrow = active && order.down ? IconArrowDown : IconArrowUp;
  return (
    <th aria-sort={active ? (order.down ? 'descending' : 'ascending') : 'none'}>
      <UnstyledButton
        className="list-sort"
        data-active={active || undefined}
        onClick={() => onOrder({ by, down: active ? !order.down : by !== 'name' })}
      >
        {text}
        {active && <Arrow size={14} aria-hidden />}
      </UnstyledButton>
    </th>
  );
}
