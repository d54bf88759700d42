import { Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorCheck } from '../../main/contract/doctor.ts';
import type { CallError } from '../../main/contract/errors.ts';
import type { CallOutput } from '../../main/contract/index.ts';
import { call } from '../host/host.ts';
import { errorText } from '../texts/error-text.ts';

const icons = { ok: IconCircleCheck, missing: IconCircleMinus, broken: IconCircleX };

/** What runs, what is missing, and what its absence costs. */
export function HealthSection() {
  const { t } = useTranslation('settings');
  const [report, setReport] = useState<CallOutput<'doctor.run'> | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const [running, setRunning] = useState(true);
  const run = useCallback(async () => {
    setRunning(true);
    const outcome = await call('doctor.run', {});
    setRunning(false);
    setError(outcome.ok ? null : outcome.error);
    if (outcome.ok) setReport(outcome.value);
  }, []);
  useEffect(() => void run(), [run]);

  return (
    <section className="card" aria-label={t('health')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2}>{t('health')}</Title>
          <Text className="quiet" size="sm" role="status">
            {error !== null ? errorText(error) : report === null ? t('checking') : <Verdict report={report} />}
          </Text>
        </div>
        <Button flex="none" variant="default" loading={running && report !== null} onClick={() => void run()}>
          {t('runAgain')}
        </Button>
      </Group>
      {report === null && error === null && <Skeleton height={240} />}
      <ul className="checks">
        {report?.checks.map((check) => (
          <Check key={check.id} check={check} />
        ))}
      </ul>
    </section>
  );
}

function Verdict({ report }: { report: CallOutput<'doctor.run'> }) {
  const { t } = useTranslation('settings');
  const verdict = t(report.healthy ? 'healthy' : 'unhealthy');
  return report.selfTestMs === null ? verdict : `${verdict} ${t('selfTest', { ms: report.selfTestMs.toFixed(0) })}`;
}

function Check({ check }: { check: DoctorCheck }) {
  const { t, i18n } = useTranslation('settings');
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const Sign = icons[check.state];
  return (
    <li data-state={check.state}>
      <span className="check-state">
        <Sign size={20} stroke={1.8} aria-hidden />
        {t(`check_${check.state}`)}
      </span>
      <span className="check-name">{check.name[language]}</span>
      <span className="check-said">
        <span className="quiet">{'code' in check.found ? errorText(check.found) : check.found[language]}</span>
        {check.cost !== null && <span>{check.cost[language]}</span>}
      </span>
    </li>
  );
}
