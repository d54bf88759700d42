import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { May } from '../session/may.tsx';
import { pages } from '../shell/pages.ts';
import { AccessSection } from './access/access-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { AuditSection } from './audit-section.tsx';
import { BackupSection } from './backup-section.tsx';
import { DataSection } from './data-section.tsx';
import { DecisionsSection } from './decisions-section.tsx';
import { HealthSection } from './health-section.tsx';
import { ImportSection } from './import/import-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { LivenessSection } from './liveness-section.tsx';
import { ModelSection } from './model-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import './settings.css';

/** What can be set, what it means now, and whether all is well. Everything is kept as soon as it is changed. */
export default function SettingsPage() {
  const { t } = useTranslation(['settings', 'shell']);
  const about = pages.find(({ id }) => (id as string) === 'about');
  return (
    <div className="page-body settings">
      <Title order={1}>{t('title')}</Title>
      <Text className="quiet">{t('lead')}</Text>
      <Stack gap="md" mt="md">
        <AppearanceSection />
        <May call="models.use">
          <ModelSection />
          <ImportSection />
          <DecisionsSection />
          <LivenessSection />
        </May>
        <AccessSection />
        <DataSection />
        <May call="keys.list">
          <KeysSection />
        </May>
        <May call="backup.create">
          <PrivacySection />
          <BackupSection />
        </May>
        <AuditSection />
        <HealthSection />
      </Stack>
      {about !== undefined && (
        <Anchor component={Link} href={about.path} mt="md" display="inline-block">
          {t('shell:about')}
        </Anchor>
      )}
    </div>
  );
}
