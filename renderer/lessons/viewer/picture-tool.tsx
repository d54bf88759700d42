import { ActionIcon, Tooltip } from '@mantine/core';
import type { IconPlus } from '@tabler/icons-react';

interface Props {
  readonly label: string;
  readonly Sign: typeof IconPlus;
  readonly onClick: () => void;
}

/** A small tool in the title's line of a picture. */
export function PictureTool({ label, Sign, onClick }: Props) {
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" color="gray" aria-label={label} onClick={onClick}>
        <Sign size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
