import { Button, Code, Group, Text, TextInput, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallError } from '../../main/contract/errors.ts';
import type { CallOutput } from '../../main/contract/index.ts';
import { settingsSchema } from '../../main/contract/settings.ts';
import { call } from '../host/host.ts';
import { useSettings } from '../host/settings.tsx';
import { useHost } from '../host/use-host.ts';
import { May } from '../session/may.tsx';
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
      <May call="audit.publish">
        <Elsewhere sent={value?.sent ?? null} onSent={status.refresh} />
      </May>
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

/** Where the head goes, too. Kept when the field is left; sent at once when asked. */
function Elsewhere({ sent, onSent }: { sent: CallOutput<'audit.status'>['sent']; onSent: () => void }) {
  const { t } = useTranslation('trust');
  const { settings, change } = useSettings();
  const [typed, setTyped] = useState(settings.anchorUrl);
  const [busy, setBusy] = useState(false);
  useEffect(() => setTyped(settings.anchorUrl), [settings.anchorUrl]);
  const fits = settingsSchema.shape.anchorUrl.safeParse(typed.trim()).success;
  const set = (): void => {
    if (fits && typed.trim() !== settings.anchorUrl) change({ anchorUrl: typed.trim() });
  };
  const send = async (): Promise<void> => {
    setBusy(true);
    await call('audit.publish', {});
    setBusy(false);
    onSent();
  };
  return (
    <div>
      <Group align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('elsewhere')}
          description={t('elsewhereHint')}
          placeholder="mqtts://"
          value={typed}
          error={fits ? null : t('elsewhereBad')}
          maxLength={500}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={set}
          onKeyDown={(event) => {
            if (event.key === 'Enter') set();
            if (event.key === 'Escape') setTyped(settings.anchorUrl);
          }}
        />
        <Button
          flex="none"
          variant="default"
          loading={busy}
          disabled={settings.anchorUrl === ''}
          onClick={() => void send()}
        >
          {t('sendNow')}
        </Button>
      </Group>
      <Text size="sm" role="status" mt={4}>
        {sent === null || settings.anchorUrl === ''
          ? ''
          : sent.trouble === null
            ? t('sent', { seq: sent.seq })
            : t('notSent', { why: sent.trouble })}
      </Text>
    </div>
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
