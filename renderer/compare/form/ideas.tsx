import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComparisonChoice } from '../../../main/contract/compare.ts';
import { Chain } from '../chain.tsx';

const fair = ['Rejection', 'Headless', 'Ways', 'Time'] as const;

/** Before anything runs: the two recognisers in a picture and a few sentences each, and what keeps the comparison honest. */
export function Ideas({ choice }: { choice: ComparisonChoice }) {
  const { t } = useTranslation('compare');
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
