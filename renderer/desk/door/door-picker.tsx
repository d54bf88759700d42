import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DeskDoor } from './use-desk-door.ts';

/** What this desk is: a desk, or one of the doors. Not there before there is a door. */
export function DoorPicker({ door: { doors, ask, choose } }: { door: DeskDoor }) {
  const { t } = useTranslation('access');
  if (doors.length === 0) return null;
  return (
    <NativeSelect
      className="door-picker"
      aria-label={t('runsAs')}
      value={ask?.id ?? ''}
      data={[
        { value: '', label: t('asDesk') },
        ...doors.map(({ id, name }) => ({ value: id, label: t('asDoor', { name }) })),
      ]}
      onChange={({ currentTarget: { value } }) => choose(value === '' ? null : value)}
    />
  );
}
