import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { rateWithInterval } from '../../charts/rates.ts';
import type { ThresholdInUse } from './use-threshold-in-use.ts';

/** What the threshold that decides here now gives on the report's data: both kinds of error. */
export function InUseRow({ inUse: { threshold, gives } }: { inUse: ThresholdInUse }) {
  const { t } = useTranslation('evaluateReport');
  const rates = (['fmr', 'fnmr', 'fpir', 'fnir'] as const).flatMap((name) => {
    const figure = gives[name];
    return figure === null || figure.value === null
      ? []
      : [`${t(name)} ${rateWithInterval(figure.value, figure.interval)}`];
  });
  if (rates.length === 0) return null;
  return (
    <Table.Tr className="in-use">
      <Table.Th scope="row">
        {t('inUse')} <span className="figure-means quiet">{t('inUseMeans')}</span>
      </Table.Th>
      <Table.Td colSpan={2} data-own>
        {rates.join(' · ')}
      </Table.Td>
      <Table.Td>{threshold.toFixed(3)}</Table.Td>
    </Table.Tr>
  );
}
