import { Anchor, SegmentedControl, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Settings } from '../../main/contract/settings.ts';
import { DOUBT_AFTER_MS, POLICIES } from '../../models/liveness/session.ts';
import { useSettings } from '../host/settings.tsx';

/** What a recognised face must show before it is accepted, and what that is worth. */
export function LivenessSection() {
  const { t } = useTranslation('liveness');
  const { settings, change } = useSettings();
  return (
    <section className="card" aria-label={t('title')}>
      <div>
        <Title order={2}>{t('title')}</Title>
        <Text className="quiet" size="sm">
          {t('lead')}{' '}
          <Anchor component={Link} href="/settings/liveness" inherit underline="always">
            {t('more')}
          </Anchor>
        </Text>
      </div>
      <div className="setting-row">
        <span>{t('policy')}</span>
        <SegmentedControl
          aria-label={t('title')}
          value={settings.liveness}
          data={POLICIES.map((policy) => ({ value: policy, label: t(`policy_${policy}`) }))}
          onChange={(liveness) => change({ liveness: liveness as Settings['liveness'] })}
        />
      </div>
      <Text size="sm">{t(`meaning_${settings.liveness}`, { seconds: DOUBT_AFTER_MS / 1000 })}</Text>
      <Text size="sm" className="quiet">
        {t('limit')}
      </Text>
    </section>
  );
}
