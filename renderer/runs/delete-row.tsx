import { ActionIcon, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';

interface Props {
  readonly word: string;
  /** With what is deleted, for whoever does not see the row. */
  readonly label: string;
  readonly onDelete: () => void;
}

/** At the end of a run's row. */
export function DeleteRow({ word, label, onDelete }: Props) {
  return (
    <Tooltip label={word}>
      <ActionIcon color="gray" aria-label={label} onClick={onDelete}>
        <IconTrash size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
