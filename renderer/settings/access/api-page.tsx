import {
  ActionIcon,
  Anchor,
  Button,
  Code,
  Group,
  NumberInput,
  Stack,
  Switch,
  Text,
  Title,
  Tooltip,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ApiKey, ApiState } from '../../../main/contract/api.ts';
import { call } from '../../host/host.ts';
import { useHost } from '../../host/use-host.ts';
import { When } from '../../lists/when.tsx';
import { notifyProblem } from '../../shell/notify.ts';
import { errorText } from '../../texts/error-text.ts';
import '../settings.css';
import './access.css';
import { NewKey } from './new-key.tsx';

/** The HTTP API: its switch, where it answers, and who holds keys. */
export default function ApiPage() {
  const { t } = useTranslation('accessSettings');
  const { value, error } = useHost('api.state', {}, ['api.changed']);
  const [makes, setMakes] = useState(false);
  return (
    <div className="page-body settings">
      <Anchor component={Link} href="/settings" size="sm">
        ← {t('back')}
      </Anchor>
      <Title order={1}>{t('api')}</Title>
      <Text className="quiet">{t('apiLead')}</Text>
      {error !== null && value === null && <Text role="alert">{errorText(error)}</Text>}
      {value !== null && (
        <Stack gap="md" mt="md">
          <Listening state={value} />
          <section className="card" aria-label={t('keys')}>
            <Title order={2}>{t('keys')}</Title>
            {value.keys.length === 0 ? <Text className="quiet">{t('noKeys')}</Text> : <Keys keys={value.keys} />}
            <Group>
              <Button onClick={() => setMakes(true)}>{t('newKey')}</Button>
            </Group>
          </section>
        </Stack>
      )}
      {makes && <NewKey onClose={() => setMakes(false)} />}
    </div>
  );
}

function Listening({ state: { on, port, address, trouble } }: { state: ApiState }) {
  const { t } = useTranslation('accessSettings');
  const set = (values: { on?: boolean; port?: number }): void =>
    void call('api.set', values).then((outcome) => outcome.ok || notifyProblem(outcome.error));
  return (
    <section className="card" aria-label={t('api')}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={8}>
          <Switch label={t('on')} checked={on} onChange={(event) => set({ on: event.currentTarget.checked })} />
          <Text size="sm" role="status">
            {trouble !== null ? (
              t('taken', { port })
            ) : address === null ? (
              t('off')
            ) : (
              <>
                {t('answersAt')} <Code>{address}</Code>
              </>
            )}
          </Text>
          {address !== null && (
            <Text size="sm" className="quiet">
              {t('description')} <Code>{`${address}/openapi.json`}</Code>
            </Text>
          )}
        </Stack>
        <NumberInput
          label={t('port')}
          min={1024}
          max={65535}
          allowDecimal={false}
          thousandSeparator=""
          hideControls
          w={120}
          key={port}
          defaultValue={port}
          onBlur={(event) => {
            const typed = Number(event.currentTarget.value);
            if (typed !== port && typed >= 1024 && typed <= 65_535) set({ port: typed });
          }}
        />
      </Group>
    </section>
  );
}

function Keys({ keys }: { keys: readonly ApiKey[] }) {
  const { t } = useTranslation('accessSettings');
  const revoke = (id: string): void =>
    void call('api.revokeKey', { id }).then((outcome) => outcome.ok || notifyProblem(outcome.error));
  return (
    <table className="access-table">
      <thead>
        <tr>
          <th>{t('keyName')}</th>
          <th>{t('scopes')}</th>
          <th>{t('lastUsed')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {keys.map(({ id, name, scopes, lastUsedAt, revokedAt }) => (
          <tr key={id} data-ended={revokedAt !== null || undefined}>
            <td>
              {name} <Code>{id}</Code>
            </td>
            <td>
              <Code>{scopes.join(' ')}</Code>
            </td>
            <td>
              {revokedAt !== null ? (
                t('revoked')
              ) : lastUsedAt === null ? (
                <span className="quiet">{t('never')}</span>
              ) : (
                <When at={lastUsedAt} />
              )}
            </td>
            <td className="access-acts">
              {revokedAt === null && (
                <Tooltip label={t('revoke', { name })}>
                  <ActionIcon color="gray" aria-label={t('revoke', { name })} onClick={() => revoke(id)}>
                    <IconTrash size={18} stroke={1.6} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
