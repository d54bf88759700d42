import { Alert, Group, PasswordInput, Radio, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SlotState, shortestPassphrase } from '../../main/contract/setup.ts';
import { OptionCard } from './option-card.tsx';

export interface ChosenKey {
  readonly kind: SlotState['kind'];
  readonly passphrase: string;
  readonly again: string;
}

export const isComplete = ({ kind, passphrase, again }: ChosenKey): boolean =>
  kind !== 'passphrase' || (passphrase.length >= shortestPassphrase && passphrase === again);

const texts = {
  'key-file': ['keyFile', 'keyFileText'],
  passphrase: ['passphrase', 'passphraseText'],
  system: ['system', 'systemText'],
} as const;

interface KeyChoiceProps {
  readonly slots: readonly SlotState[];
  readonly value: ChosenKey;
  readonly choose: (key: ChosenKey) => void;
}

export function KeyChoice({ slots, value, choose }: KeyChoiceProps) {
  const { t } = useTranslation('start');
  return (
    <Stack gap={8}>
      <Radio.Group
        value={value.kind}
        onChange={(kind) => choose({ ...value, kind: kind as SlotState['kind'] })}
        aria-label={t('key')}
      >
        <div className="option-cards">
          {slots.map(({ kind, available, reason }) => {
            const why = reason === 'key-file-missing' || reason === 'not-in-this-store' ? null : reason;
            const [title, text] = texts[kind];
            return (
              <OptionCard
                key={kind}
                value={kind}
                title={t(title)}
                text={t(available || why === null ? text : why)}
                disabled={!available}
              />
            );
          })}
        </div>
      </Radio.Group>
      {value.kind === 'passphrase' && <NewPassphrase value={value} choose={choose} />}
    </Stack>
  );
}

/** Typed twice; what is wrong is said once a field was left. */
function NewPassphrase({ value, choose }: Omit<KeyChoiceProps, 'slots'>) {
  const { t } = useTranslation('start');
  const [left, setLeft] = useState({ first: false, again: false });
  const { passphrase, again } = value;
  const short = left.first && passphrase.length < shortestPassphrase;
  const differs = left.again && again !== passphrase;
  const toggle = { visibilityToggleButtonProps: { 'aria-label': t('show') } };
  return (
    <Stack gap={12} className="new-passphrase">
      <Group align="flex-start" grow>
        <PasswordInput
          label={t('passphraseLabel', { count: shortestPassphrase })}
          value={passphrase}
          autoComplete="new-password"
          error={short && t('passphraseShort', { count: shortestPassphrase })}
          onChange={(event) => choose({ ...value, passphrase: event.currentTarget.value })}
          onBlur={() => setLeft((before) => ({ ...before, first: true }))}
          {...toggle}
        />
        <PasswordInput
          label={t('passphraseAgain')}
          value={again}
          autoComplete="new-password"
          error={differs && t('passphraseDiffers')}
          onChange={(event) => choose({ ...value, again: event.currentTarget.value })}
          onBlur={() => setLeft((before) => ({ ...before, again: true }))}
          {...toggle}
        />
      </Group>
      <Alert variant="outline" color="orange" className="warning" icon={<IconAlertTriangle aria-hidden />}>
        {t('passphraseLost')}
      </Alert>
    </Stack>
  );
}
