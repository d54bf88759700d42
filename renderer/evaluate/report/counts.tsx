import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { rateWords } from '../../charts/rates.ts';
import { type Tile, Tiles } from '../tiles.tsx';

/** How much was compared, and what could not be: it comes before any rate. */
export function Counts({ report }: { report: EvaluationReport }) {
  const { t, i18n } = useTranslation('evaluateReport');
  const number = (value: number): string => value.toLocaleString(i18n.language);
  const { data, verification, identification, failuresToAcquire } = report;
  const each = data.imagesPerPerson;
  const tiles: Tile[] = [
    data.people === null
      ? { value: '–', label: t('people'), note: t('peopleUnknown') }
      : { value: number(data.people), label: t('people') },
    { value: number(data.images), label: t('images'), ...(each === null ? {} : { note: t('perPerson', each) }) },
  ];
  if (verification !== null)
    tiles.push(
      { value: number(verification.mated), label: t('mated') },
      {
        value: number(verification.nonMated),
        label: t('nonMated'),
        note: t(verification.allPairs ? 'allPairs' : 'listedPairs'),
      },
    );
  if (identification !== null)
    tiles.push(
      {
        value: number(identification.people),
        label: t('gallery'),
        note: t('templates', { count: identification.templates }),
      },
      { value: number(identification.knownProbes), label: t('knownProbes') },
      { value: number(identification.unknownProbes), label: t('unknownProbes') },
    );
  tiles.push({
    value: number(failuresToAcquire),
    label: t('fta'),
    ...(data.images > 0 ? { note: rateWords(failuresToAcquire / data.images) } : {}),
  });
  if (identification !== null) tiles.push({ value: number(identification.failuresToEnrol.length), label: t('fte') });
  return (
    <section className="card" aria-label={t('counts')}>
      <h3>{t('counts')}</h3>
      <Tiles tiles={tiles} />
      {data.skippedPairs > 0 && (
        <Text size="sm" className="quiet">
          {t('skippedPairs', { count: data.skippedPairs })}
        </Text>
      )}
    </section>
  );
}
