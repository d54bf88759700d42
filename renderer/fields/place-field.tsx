import { Autocomplete } from '@mantine/core';

interface Props {
  readonly label: string;
  readonly description?: string;
  readonly placeholder: string;
  readonly value: string;
  /** Places offered, of earlier runs. */
  readonly known?: readonly string[];
  readonly onChange: (path: string) => void;
}

/** A place on this machine, as a full path. */
export function PlaceField({ label, description, placeholder, value, known = [], onChange }: Props) {
  return (
    <Autocomplete
      size="xs"
      label={label}
      {...(description === undefined ? {} : { description })}
      placeholder={placeholder}
      value={value}
      data={known.filter((path) => path !== value)}
      autoComplete="off"
      spellCheck={false}
      onChange={(path) => onChange(unquoted(path))}
    />
  );
}

/** File managers copy a path in quotes. */
const unquoted = (path: string): string => /^(["'])(.*)\1$/.exec(path.trim())?.[2] ?? path;
