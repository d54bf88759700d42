import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly value: string;
  readonly onChange: (name: string) => void;
}

/** What a site, zone, door, group or day is called: the first field of its dialog. */
export function NameInput({ value, onChange }: Props) {
  const { t } = useTranslation('access');
  return (
    <TextInput
      label={t('name')}
      value={value}
      required
      maxLength={80}
      data-autofocus
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
