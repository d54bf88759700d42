import { Anchor, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useHost } from '../../host/use-host.ts';
import { errorText } from '../../texts/error-text.ts';
import '../calibrate/calibrate.css';
import '../settings.css';
import { LivenessLimits } from './liveness-limits.tsx';
import { LivenessTable } from './liveness-table.tsx';
import { MeasuredTable } from './measured-table.tsx';
import { SelfTest } from './self-test.tsx';

/** What the site itself has seen of genuine people and attacks, what limits follow, and the guided recording of more. */
export default function LivenessPage() {
  const { t } = useTranslation('liveness');
  const { value, error } = useHost('liveness.state', {}, ['liveness.changed', 'settings.changed']);
  return (
    <div className="page-body liveness">
      <Anchor component={Link} href="/settings" className="back">
        <IconArrowLeft size={16} aria-hidden />
        {t('back')}
      </Anchor>
      <Title order={1}>{t('title')}</Title>
      <Text className="quiet">
        {t('lead')} {t('limit')}
      </Text>
      <Stack gap="md" mt="md">
        <SelfTest />
        {value !== null ? (
          <>
            <LivenessTable rows={value.rows} />
            <LivenessLimits limits={value.limits} moved={value.moved} />
          </>
        ) : error === null ? (
          <Skeleton height={120} />
        ) : (
          <p role="alert">{errorText(error)}</p>
        )}
        <MeasuredTable />
      </Stack>
    </div>
  );
}
