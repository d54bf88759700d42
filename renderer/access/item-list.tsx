import { ActionIcon, Button, Text, Title, Tooltip } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessKind } from '../../main/contract/access.ts';
import type { CallName } from '../../main/contract/index.ts';
import { May } from '../session/may.tsx';
import { useMay } from '../session/session.tsx';
import { remove } from './change.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Item extends Named {
  readonly more: ReactNode;
  readonly side?: ReactNode;
  /** What belongs to it and goes with it. */
  readonly parts?: {
    readonly kind: AccessKind;
    readonly items: readonly Named[];
    readonly onEdit: (id: string) => void;
  };
}

/** Whoever may save one may remove it, too (roles.ts). */
const saves = {
  site: 'access.saveSite',
  zone: 'access.saveZone',
  door: 'access.saveDoor',
  group: 'access.saveGroup',
  rule: 'access.saveRule',
  holiday: 'access.saveHoliday',
  pass: 'access.savePass',
} as const satisfies Record<AccessKind, CallName>;

/** A card of things with names: each can be changed and removed, one can be added, by whoever may. */
export function ItemList({
  title,
  kind,
  items,
  none,
  onAdd,
  onEdit,
}: {
  title: string;
  kind: AccessKind;
  items: readonly Item[];
  none: string;
  onAdd: () => void;
  onEdit: (id: string) => void;
}) {
  const { t } = useTranslation('access');
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <Title order={2} size="h4">
          {title}
        </Title>
        <May call={saves[kind]}>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={16} aria-hidden />}
            aria-label={`${t('add')}: ${title}`}
            onClick={onAdd}
          >
            {t('add')}
          </Button>
        </May>
      </div>
      {items.length === 0 ? (
        <Text size="sm" className="quiet">
          {none}
        </Text>
      ) : (
        <ul className="access-list">
          {items.map(({ more, side, parts, ...item }) => (
            <li key={item.id}>
              <div className="access-item">
                <span className="grow">
                  {item.name}
                  <small>{more}</small>
                </span>
                <Actions kind={kind} item={item} onEdit={onEdit} />
                {side}
              </div>
              {parts !== undefined && (
                <ul className="access-list access-parts">
                  {parts.items.map((part) => (
                    <li key={part.id} className="access-item">
                      <span className="grow">{part.name}</span>
                      <Actions kind={parts.kind} item={part} onEdit={parts.onEdit} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Actions({
  kind,
  item: { id, name },
  onEdit,
}: {
  kind: AccessKind;
  item: Named;
  onEdit: (id: string) => void;
}) {
  const { t } = useTranslation('access');
  if (!useMay(saves[kind])) return null;
  return (
    <span className="access-actions">
      <Tooltip label={t('edit', { name })}>
        <ActionIcon color="gray" aria-label={t('edit', { name })} onClick={() => onEdit(id)}>
          <IconPencil size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('remove', { name })}>
        <ActionIcon color="gray" aria-label={t('remove', { name })} onClick={() => void remove(kind, id, name)}>
          <IconTrash size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
