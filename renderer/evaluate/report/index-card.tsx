import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { IdentificationPart } from '../../../main/contract/evaluation-report.ts';
import { shortNumber } from '../../charts/digits.ts';
import { rateTick, rateWords } from '../../charts/rates.ts';

/** The app's index beside the exact scan, on the same searches: whether it may be trusted, and what it saves. */
export function IndexCard({ part }: { part: IdentificationPart }) {
  const { t, i18n } = useTranslation('evaluateReport');
  const both = part.exactVersusIndex;
  const rate = (value: number | null | undefined): string => (value == null ? '–' : rateWords(value));
  const ms = (value: number | null): string => (value === null ? '–' : t('ms', { ms: shortNumber(value, 2) }));
  if (both === null)
    return (
      <section className="card" aria-label={t('index')}>
        <h3>{t('index')}</h3>
        <Text size="sm" className="quiet">
          {t('indexNone')}
        </Text>
      </section>
    );
  const fnirOf = (target: number): string =>
    rate(both.indexFnirAtFpir.find((figure) => figure.target === target)?.value);
  const rows = [
    { what: t('rank1'), exact: rate(part.rank1.value), index: rate(both.indexRank1) },
    ...part.fnirAtFpir.map(({ target, value }) => ({
      what: t('fnirAt', { target: rateTick(target) }),
      exact: rate(value),
      index: fnirOf(target),
    })),
    { what: `${t('oneSearch')} p50`, exact: ms(both.exactMs.p50), index: ms(both.indexMs.p50) },
    { what: `${t('oneSearch')} p95`, exact: ms(both.exactMs.p95), index: ms(both.indexMs.p95) },
  ];
  return (
    <section className="card" aria-label={t('index')}>
      <div>
        <h3>{t('index')}</h3>
        <Text size="sm" className="quiet">
          {t('indexHint', { number: both.searches.toLocaleString(i18n.language) })}
        </Text>
      </div>
      <Table className="evaluate-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th scope="col">{t('exact')}</Table.Th>
            <Table.Th scope="col">{t('hnsw')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Table.Tr>
            <Table.Th scope="row">{t('samePerson')}</Table.Th>
            <Table.Td colSpan={2}>
              {both.samePerson === null
                ? '–'
                : t('errorsIn', {
                    errors: both.samePerson.toLocaleString(i18n.language),
                    trials: both.searches.toLocaleString(i18n.language),
                  })}
            </Table.Td>
          </Table.Tr>
          {rows.map(({ what, exact, index }) => (
            <Table.Tr key={what}>
              <Table.Th scope="row">{what}</Table.Th>
              <Table.Td>{exact}</Table.Td>
              <Table.Td>{index}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th scope="row">{t('largestDifference')}</Table.Th>
            <Table.Td colSpan={2}>
              {both.largestScoreDifference === null ? '–' : shortNumber(both.largestScoreDifference, 2)}
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </section>
  );
}
