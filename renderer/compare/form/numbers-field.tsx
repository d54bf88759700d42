import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NumbersLimits, readWholeNumbers } from './whole-numbers.ts';

interface Props {
  readonly label: string;
  readonly description?: string;
  readonly values: readonly number[];
  readonly limits: NumbersLimits;
  readonly onChange: (values: number[]) => void;
}

/** Several whole numbers with commas between them; what is half typed is not taken, and said. */
export function NumbersField({ label, description, values, limits, onChange }: Props) {
  const { t } = useTranslation('compare');
  const written = values.join(', ');
  const [typed, setTyped] = useState<string | null>(null);
  // Another choice was laid ready meanwhile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the values themselves changed
  useEffect(() => {
    if (typed !== null && readWholeNumbers(typed, limits)?.join(', ') !== written) setTyped(null);
  }, [written]);
  const text = typed ?? written;
  return (
    <TextInput
      size="xs"
      label={label}
      description={description}
      value={text}
      autoComplete="off"
      error={readWholeNumbers(text, limits) === null ? t('listWrong') : undefined}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        const numbers = readWholeNumbers(next, limits);
        if (numbers !== null) onChange(numbers);
      }}
    />
  );
}
