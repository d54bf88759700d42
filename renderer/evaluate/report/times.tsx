import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { shortNumber } from '../../charts/digits.ts';

const stages = ['decode', 'detect', 'landmarks', 'embed'] as const;

/** How long one transaction takes, and where the time goes. */
export function Times({ report }: { report: EvaluationReport }) {
  const { t, i18n } = useTranslation('evaluateReport');
  const { times, identification } = report;
  const ms = (value: number | null): string => (value === null ? '–' : t('ms', { ms: shortNumber(value, 2) }));
  const rows = [
    { what: t('transaction'), p50: ms(times.transaction.p50), p95: ms(times.transaction.p95) },
    ...(identification === null
      ? []
      : [{ what: t('oneSearch'), p50: ms(identification.searchMs.p50), p95: ms(identification.searchMs.p95) }]),
  ];
  return (
    <section className="card" aria-label={t('times')}>
      <div>
        <h3>{t('times')}</h3>
        <Text size="sm" className="quiet">
          {t('timesHint', { machine: times.machine })}{' '}
          {times.timedImages === 0
            ? t('timesNone')
            : t('timed', { count: times.timedImages, number: times.timedImages.toLocaleString(i18n.language) })}
        </Text>
      </div>
      <Table className="evaluate-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th scope="col">p50</Table.Th>
            <Table.Th scope="col">p95</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ what, p50, p95 }) => (
            <Table.Tr key={what}>
              <Table.Th scope="row">{what}</Table.Th>
              <Table.Td>{p50}</Table.Td>
              <Table.Td>{p95}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {times.timedImages > 0 && (
        <Text size="sm" className="quiet">
          {t('meanTimes', { times: stages.map((stage) => `${t(stage)} ${ms(times.msPerImage[stage])}`).join(' · ') })}
        </Text>
      )}
    </section>
  );
}
