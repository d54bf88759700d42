import { Autocomplete } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEvaluations } from '../evaluations-store.ts';
import { pathsOf } from './protocols.ts';

interface Props {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
}

/** A place on this machine; those of earlier evaluations are offered. */
export function PathField({ label, description, placeholder, value, onChange }: Props) {
  const { t } = useTranslation('evaluate');
  const { runs } = useEvaluations();
  const known = [...new Set((runs ?? []).flatMap(({ config }) => pathsOf(config.protocol)))].filter(
    (path) => path !== value,
  );
  return (
    <Autocomplete
      size="xs"
      label={label}
      {...(description === undefined ? {} : { description })}
      placeholder={placeholder ?? t('pathHint')}
      value={value}
      data={known}
      autoComplete="off"
      spellCheck={false}
      onChange={(path) => onChange(unquoted(path))}
    />
  );
}

/** File managers copy a path in quotes. */
const unquoted = (path: string): string => /^(["'])(.*)\1$/.exec(path.trim())?.[2] ?? path;
