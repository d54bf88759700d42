import { Button, Code, Group, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallError } from '../../main/contract/errors.ts';
import type { CallOutput } from '../../main/contract/index.ts';
import { call } from '../host/host.ts';
import { useHost } from '../host/use-host.ts';
import { errorText } from '../texts/error-text.ts';

type Verdict = CallOutput<'audit.verify'>;

/** Where the chain of events stands, and whether anything in it was changed. */
export function AuditSection() {
  const { t, i18n } = useTranslation('trust');
  const status = useHost('audit.status', {}, ['event']);
  const [busy, setBusy] = useState(false);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const verify = async () => {
    setBusy(true);
    const outcome = await call('audit.verify', {});
    setBusy(false);
    setVerdict(outcome.ok ? outcome.value : null);
    setError(outcome.ok ? null : outcome.error);
    status.refresh();
  };
  const at = (instant: string): string =>
    new Date(instant).toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const { value } = status;
  return (
    <section className="card" aria-label={t('audit')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2}>{t('audit')}</Title>
          <Text className="quiet" size="sm">
            {t('auditLead')}
          </Text>
        </div>
        <Button flex="none" variant="default" loading={busy} onClick={() => void verify()}>
          {t('verify')}
        </Button>
      </Group>
      <div className="setting-row">
        <span>{t('head')}</span>
        <span>
          {value === null ? '\u00a0' : t('row', { seq: value.head.seq })}{' '}
          <Code title={value?.head.hash}>{value?.head.hash.slice(0, 16)}</Code>
        </span>
      </div>
      <div className="setting-row">
        <span>{t('anchor')}</span>
        <span>
          {value === null || value.anchor === null
            ? t('noAnchor')
            : t('anchorAt', { seq: value.anchor.seq, at: at(value.anchor.at) })}
        </span>
      </div>
      <div className="setting-row">
        <span>{t('signed')}</span>
        <span>{value === null ? '\u00a0' : t('signedCount', { signed: value.signed, dropped: value.dropped })}</span>
      </div>
      <div className="setting-row">
        <span>{t('key')}</span>
        <Code title={value?.publicKey}>{value?.keyId}</Code>
      </div>
      <div role="status">
        {error !== null && <Text size="sm">{errorText(error)}</Text>}
        {verdict !== null && <Said verdict={verdict} />}
      </div>
    </section>
  );
}

function Said({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation('trust');
  const { broken, anchoredTo, rows, droppedRows, head } = verdict;
  if (broken !== null)
    return (
      <div>
        <Group gap="xs" c="var(--rejected)">
          <IconCircleX size={20} stroke={1.8} aria-hidden />
          <Text fw={600}>{t('broken', { seq: broken.seq })}</Text>
        </Group>
        <Text size="sm">{t(broken.what === 'anchor' ? 'anchorBroken' : broken.what)}</Text>
        <Text size="sm" className="quiet">
          {t('keepFiles')}
        </Text>
      </div>
    );
  return (
    <div>
      <Group gap="xs" c="var(--accepted)">
        <IconCircleCheck size={20} stroke={1.8} aria-hidden />
        <Text>{droppedRows > 0 ? t('wholeDropped', { rows, dropped: droppedRows }) : t('whole', { rows })}</Text>
      </Group>
      {(anchoredTo === null || anchoredTo.seq < head.seq) && (
        <Text size="sm" className="quiet">
          {anchoredTo === null ? t('noLimit') : t('limit', { seq: anchoredTo.seq })}
        </Text>
      )}
    </div>
  );
}
