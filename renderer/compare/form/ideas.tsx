import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComparisonChoice } from '../../../main/contract/compare.ts';
import { Chain } from '../chain.tsx';
import { useFormats } from '../words.ts';

const fair = ['Rejection', 'Headless', 'Ways', 'Time'] as const;

/** Before anything runs: the two recognisers in a picture and a few sentences each, and what keeps the comparison honest. */
export function Ideas({ choice }: { choice: ComparisonChoice }) {
  const { t } = useTranslation('compare');
  const { rate } = useFormats();
  const { enrolled } = choice.people;
  return (
    <>
      <section className="compare-columns" aria-label={t('chainTitle')}>
        {(['softmax', 'metric'] as const).map((kind) => (
          <article key={kind} className="card compare-column" data-kind={kind}>
            <h2>{t(kind)}</h2>
            <Chain kind={kind} people={enrolled} />
            <Text size="sm">{t(`${kind}Idea`, { people: enrolled })}</Text>
          </article>
        ))}
      </section>
      <section className="card" aria-label={t('runTitle')}>
        <h2 className="compare-title">{t('runTitle')}</h2>
        <Text size="sm">
          {t(`run_${choice.scenario}`, {
            ...choice.people,
            ...choice.pictures,
            target: rate(choice.target),
            fpir: rate(choice.targetFpir),
            last: choice.sizes.at(-1) ?? 0,
            sizes: choice.sizes.join(', '),
          })}
        </Text>
        <Text size="sm" className="quiet">
          {t('runSeeds', { count: choice.seeds.length })}
        </Text>
      </section>
      <section className="card" aria-label={t('fairTitle')}>
        <div>
          <h2 className="compare-title">{t('fairTitle')}</h2>
          <Text size="sm" className="quiet">
            {t('same')}
          </Text>
        </div>
        <ul className="compare-fair">
          {fair.map((one) => (
            <li key={one}>{t(`fair${one}`)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
