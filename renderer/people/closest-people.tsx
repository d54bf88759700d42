import { Anchor, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Portrait } from '../faces/portrait.tsx';
import { ScoreScale } from '../faces/score-scale.tsx';
import { useHost } from '../host/use-host.ts';

/** Whom this person is nearest to, and how far the threshold is from letting one be taken for the other. */
export function ClosestPeople({ id }: { id: string }) {
  const { t } = useTranslation(['people', 'faces']);
  const { value } = useHost('people.closest', { id }, ['people.changed', 'settings.changed']);
  if (value === null) return <section className="card" aria-label={t('closest')} />;
  const { people, threshold } = value;
  return (
    <section className="card" aria-label={t('closest')}>
      <Title order={2}>{t('closest')}</Title>
      {people.length === 0 && <Text className="quiet">{t('closestNobody')}</Text>}
      <ol className="closest">
        {people.map((other) => (
          <li key={other.id}>
            <Portrait personId={other.id} name={other.name} size={40} />
            <div>
              <p>
                <Anchor component={Link} href={`/people/${other.id}`}>
                  {other.name}
                </Anchor>
                <b>{other.score.toFixed(3)}</b>
              </p>
              <ScoreScale
                score={other.score}
                threshold={threshold.value}
                runnerUp={null}
                state={other.alike ? 'unknown' : 'deciding'}
              />
            </div>
          </li>
        ))}
      </ol>
      {people.length > 0 && (
        <Text className="quiet" size="sm">
          {t('closestHint', { threshold: threshold.value.toFixed(3) })}
        </Text>
      )}
    </section>
  );
}
