import { Checkbox, Group, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Door, type NewDoor, outputKinds } from '../../main/contract/access-rules.ts';

/** What a door's commands go to. A secret that is set is never shown: it is kept where none is typed. */
export function DoorOutputFields({
  output,
  secretKept,
  onChange,
}: {
  output: NewDoor['output'];
  secretKept: boolean;
  onChange: (output: NewDoor['output']) => void;
}) {
  const { t } = useTranslation('access');
  return (
    <>
      <NativeSelect
        label={t('output')}
        value={output.kind}
        data={outputKinds.map((value) => ({ value, label: t(`output_${value}`) }))}
        onChange={(event) => onChange(begun[event.currentTarget.value as NewDoor['output']['kind']])}
      />
      {output.kind !== 'screen' && (
        <>
          <TextInput
            label={t('url')}
            required
            placeholder={output.kind === 'mqtt' ? 'mqtt://127.0.0.1:1883' : 'https://door.example/open'}
            value={output.url}
            onChange={(event) => onChange({ ...output, url: event.currentTarget.value })}
          />
          {output.kind === 'mqtt' && (
            <Group grow align="flex-end">
              <TextInput
                label={t('topic')}
                required
                value={output.topic}
                onChange={(event) => onChange({ ...output, topic: event.currentTarget.value })}
              />
              <TextInput
                label={t('username')}
                value={output.username}
                autoComplete="off"
                onChange={(event) => onChange({ ...output, username: event.currentTarget.value })}
              />
            </Group>
          )}
          <PasswordInput
            label={t(output.kind === 'mqtt' ? 'password' : 'secret')}
            description={secretKept ? t('secretKept') : undefined}
            autoComplete="new-password"
            value={output.secret ?? ''}
            onChange={({ currentTarget: { value } }) => {
              const { secret: _, ...rest } = output;
              onChange(value === '' ? rest : { ...rest, secret: value });
            }}
          />
          {output.kind === 'mqtt' && (
            <Checkbox
              label={t('answers')}
              checked={output.answers}
              onChange={(event) => onChange({ ...output, answers: event.currentTarget.checked })}
            />
          )}
        </>
      )}
    </>
  );
}

const begun: Readonly<Record<NewDoor['output']['kind'], NewDoor['output']>> = {
  screen: { kind: 'screen' },
  webhook: { kind: 'webhook', url: '' },
  mqtt: { kind: 'mqtt', url: '', topic: 'threshold/door', username: '', answers: false },
};

/** A setting as it is told, to be changed: without its secret, which is never told. */
export function asNew(output: Door['output']): NewDoor['output'] {
  if (output.kind === 'screen') return output;
  const { secretKnown: _, ...rest } = output;
  return rest;
}
