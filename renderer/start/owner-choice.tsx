import { Radio, Stack, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isGood, NewPassword, type TypedPassword } from '../session/new-password.tsx';
import { OptionCard } from './option-card.tsx';

export interface ChosenOwner extends TypedPassword {
  readonly wanted: boolean;
  readonly name: string;
}

export const ownerIsComplete = (owner: ChosenOwner): boolean =>
  !owner.wanted || (owner.name.trim() !== '' && isGood(owner));

/** Who may use the open app: somebody with a password, or whoever is at the machine; what each means is said before it is chosen. */
export function OwnerChoice({ value, choose }: { value: ChosenOwner; choose: (owner: ChosenOwner) => void }) {
  const { t } = useTranslation('session');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Stack gap={8}>
      <Radio.Group
        value={value.wanted ? 'owner' : 'none'}
        onChange={(wanted) => choose({ ...value, wanted: wanted === 'owner' })}
        aria-label={t('owner')}
      >
        <div className="option-cards">
          <OptionCard value="owner" title={t('ownerYes')} text={t('ownerYesText')} />
          <OptionCard value="none" title={t('ownerNo')} text={t('ownerNoText')} />
        </div>
      </Radio.Group>
      {value.wanted && (
        <div className="owner-fields">
          <TextInput
            label={t('name')}
            value={value.name}
            autoComplete="username"
            ref={field}
            onChange={(event) => choose({ ...value, name: event.currentTarget.value })}
          />
          <NewPassword value={value} choose={(typed) => choose({ ...value, ...typed })} />
        </div>
      )}
    </Stack>
  );
}
