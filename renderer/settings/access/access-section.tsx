import { Anchor, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMay, useSession } from '../../session/session.tsx';

/** The way to operators and the HTTP API. */
export function AccessSection() {
  const { t } = useTranslation('accessSettings');
  const { operator } = useSession();
  const may = useMay('operators.list');
  return (
    <section className="card" aria-label={t('section')}>
      <Title order={2}>{t('section')}</Title>
      <Text size="sm">{t(operator === null ? 'sectionNone' : 'sectionSome')}</Text>
      {!may && <Text size="sm">{t('ownersPart')}</Text>}
      {may && (
        <Group gap="lg">
          <Anchor component={Link} href="/settings/operators">
            {t('toOperators')}
          </Anchor>
          <Anchor component={Link} href="/settings/api">
            {t('toApi')}
          </Anchor>
        </Group>
      )}
    </section>
  );
}
