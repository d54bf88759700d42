import { Button, Checkbox, Code, CopyButton, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiScope, apiScopes } from '../../../main/contract/api.ts';
import { call } from '../../host/host.ts';
import { errorText } from '../../texts/error-text.ts';

/** A colon would name another area of texts. */
const textOf = {
  identify: 'scope_identify',
  enrol: 'scope_enrol',
  'people:read': 'scope_people_read',
  'people:write': 'scope_people_write',
  'events:read': 'scope_events_read',
} as const satisfies Record<ApiScope, string>;

/** A new key: what it is for and may do; then its secret, this once. */
export function NewKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['accessSettings', 'shell']);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ApiScope[]>(['identify']);
  const [perMinute, setPerMinute] = useState(120);
  const [secret, setSecret] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const create = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const outcome = await call('api.createKey', { name, scopes, perMinute });
    if (outcome.ok) setSecret(outcome.value.secret);
    else setTrouble(errorText(outcome.error));
  };
  const title = secret === null ? t('newKey') : t('secretTitle', { name });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('shell:close') }} size="lg">
      {secret === null ? (
        <form className="password-form" onSubmit={(event) => void create(event)}>
          <Stack>
            <TextInput
              label={t('keyName')}
              value={name}
              error={trouble !== null && <span role="alert">{trouble}</span>}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <Checkbox.Group label={t('scopes')} value={scopes} onChange={(chosen) => setScopes(chosen as ApiScope[])}>
              <Stack gap={8} mt={8}>
                {apiScopes.map((scope) => (
                  <Checkbox key={scope} value={scope} label={t(textOf[scope])} />
                ))}
              </Stack>
            </Checkbox.Group>
            <NumberInput
              label={t('perMinute')}
              min={1}
              max={6000}
              allowDecimal={false}
              value={perMinute}
              onChange={(value) => typeof value === 'number' && setPerMinute(value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('shell:cancel')}
              </Button>
              <Button type="submit" disabled={name.trim() === '' || scopes.length === 0}>
                {t('create')}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Text>{t('secretText')}</Text>
          <Code block>{secret}</Code>
          <Group justify="flex-end">
            <CopyButton value={secret}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {t(copied ? 'copied' : 'copy')}
                </Button>
              )}
            </CopyButton>
            <Button onClick={onClose}>{t('done')}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
