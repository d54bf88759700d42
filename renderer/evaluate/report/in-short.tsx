import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { rateTick, rateWithInterval } from '../../charts/rates.ts';
import { figureRows, headline } from './figures.ts';

/** The result in one sentence, for whoever must decide on it. */
export function InShort({ report }: { report: EvaluationReport }) {
  const { t, i18n } = useTranslation('evaluateReport');
  const first = headline(figureRows(report));
  const number = (value: number): string => value.toLocaleString(i18n.language);
  return (
    <section className="card in-short" aria-label={t('inShort')}>
      <h3>{t('inShort')}</h3>
      <p>
        {first === null || first.figure.value === null
          ? t('shortNothing')
          : t(first.kind === 'fnir' ? 'shortSearch' : 'shortMatch', {
              target: rateTick(first.target ?? 0),
              value: rateWithInterval(first.figure.value, first.figure.interval),
            })}
      </p>
      <Text size="sm" className="quiet">
        {report.data.people !== null &&
          t('ofThis', { people: number(report.data.people), images: number(report.data.images) })}
        {first?.figure.indicative && ` ${t('shortIndicative')}`}
      </Text>
    </section>
  );
}
