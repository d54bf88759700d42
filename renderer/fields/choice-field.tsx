import { NativeSelect } from '@mantine/core';

interface Props<V extends string> {
  readonly label: string;
  readonly description?: string;
  readonly value: V;
  readonly values: readonly V[];
  readonly word: (value: V) => string;
  readonly onChange: (value: V) => void;
}

/** One of a few words. */
export function ChoiceField<V extends string>({ label, description, value, values, word, onChange }: Props<V>) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      {...(description === undefined ? {} : { description })}
      value={value}
      data={values.map((one) => ({ value: one, label: word(one) }))}
      onChange={(event) => onChange(event.currentTarget.value as V)}
    />
  );
}
