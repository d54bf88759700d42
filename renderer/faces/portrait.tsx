import { Avatar } from '@mantine/core';
import { usePortrait } from './use-portrait.ts';

/** A person's picture; their initials where none is kept. The name stands beside it wherever it is used, so it is silent itself. */
export function Portrait({ personId, name, size }: { personId: string; name: string; size: number }) {
  const url = usePortrait(personId);
  const initials = [...name.trim()].slice(0, 1).join('').toLocaleUpperCase();
  return (
    <Avatar src={url} size={size} radius="md" alt="" aria-hidden>
      {initials}
    </Avatar>
  );
}
