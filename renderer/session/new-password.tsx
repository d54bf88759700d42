import { PasswordInput, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newPassword, shortestPassword } from '../../main/contract/operators.ts';
import './session.css';

export interface TypedPassword {
  readonly password: string;
  readonly again: string;
}

export const nothingTyped: TypedPassword = { password: '', again: '' };

export const isGood = ({ password, again }: TypedPassword): boolean =>
  newPassword.safeParse(password).success && password === again;

/** A new password, typed twice; what is wrong is said once a field was left. */
export function NewPassword({ value, choose }: { value: TypedPassword; choose: (typed: TypedPassword) => void }) {
  const { t } = useTranslation('session');
  const [left, setLeft] = useState({ first: false, again: false });
  const { password, again } = value;
  const easy = left.first && !newPassword.safeParse(password).success;
  const differs = left.again && again !== password;
  const toggle = { visibilityToggleButtonProps: { 'aria-label': t('show') } };
  return (
    <SimpleGrid type="container" cols={{ base: 1, '640px': 2 }} spacing="md">
      <PasswordInput
        label={t('next', { count: shortestPassword })}
        value={password}
        autoComplete="new-password"
        error={easy && t('easy', { count: shortestPassword })}
        onChange={(event) => choose({ ...value, password: event.currentTarget.value })}
        onBlur={() => setLeft((before) => ({ ...before, first: true }))}
        {...toggle}
      />
      <PasswordInput
        label={t('again')}
        value={again}
        autoComplete="new-password"
        error={differs && t('differs')}
        onChange={(event) => choose({ ...value, again: event.currentTarget.value })}
        onBlur={() => setLeft((before) => ({ ...before, again: true }))}
        {...toggle}
      />
    </SimpleGrid>
  );
}
