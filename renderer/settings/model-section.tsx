import { Anchor, Text, Title } from '@mantine/core';
import { IconRefreshAlert } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useHost } from '../host/use-host.ts';
import { Caution } from '../shell/caution.tsx';
import { ModelCard } from './model-card.tsx';

/** Which network makes the templates, where it comes from, and who cannot be recognised by it. */
export function ModelSection() {
  const { t } = useTranslation('settings');
  const { value } = useHost('models.list', {}, ['settings.changed', 'people.changed', 'models.changed']);
  const { value: people } = useHost('people.list', {}, ['settings.changed', 'people.changed']);
  const missing = (people?.people ?? []).filter(({ templates }) => templates === 0);
  return (
    <section className="card" aria-label={t('model')}>
      <div>
        <Title order={2}>{t('model')}</Title>
        <Text className="quiet" size="sm">
          {t('modelHint')}
        </Text>
      </div>
      {missing.length > 0 && (
        <Caution icon={IconRefreshAlert} title={t('needReenrolment', { count: missing.length })}>
          {t('needReenrolmentText')}
          <ul className="names">
            {missing.map(({ id, name }) => (
              <li key={id}>
                <Anchor component={Link} href={`/people/${id}`}>
                  {name}
                </Anchor>
              </li>
            ))}
          </ul>
        </Caution>
      )}
      <ul className="models">
        {(value?.models ?? []).map((model) => (
          <ModelCard key={model.id} model={model} />
        ))}
      </ul>
    </section>
  );
}
