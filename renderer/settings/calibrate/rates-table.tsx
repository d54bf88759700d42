import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Measured } from '../../../main/contract/calibration.ts';
import { ratesAt } from '../../../models/metrics/score-curve.ts';
import { oneIn } from '../../faces/one-in.ts';

export interface MeasuredSource {
  readonly name: string;
  readonly measured: Measured;
}

/** What a threshold gives on each thing that was measured, with intervals; what so few comparisons cannot show is said. */
export function RatesTable({ sources, threshold }: { sources: readonly MeasuredSource[]; threshold: number }) {
  const { t, i18n } = useTranslation('calibrate');
  const count = (n: number): string => t('ofNumber', { number: n.toLocaleString(i18n.language) });
  return (
    <>
      <div className="rates-frame">
        <table className="rates">
          <thead>
            <tr>
              <th scope="col">{t('source')}</th>
              <th scope="col">{t('fmr')}</th>
              <th scope="col">{t('fnmr')}</th>
              <th scope="col">{t('finest')}</th>
            </tr>
          </thead>
          <tbody>
            {sources.map(({ name, measured }) => {
              const at = ratesAt(measured.curve, threshold);
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    <Rate value={at.fmr} low={at.fmrLow} high={at.fmrHigh} />
                    <span className="quiet">{count(measured.nonMated)}</span>
                  </td>
                  <td>
                    <Rate value={at.fnmr} low={at.fnmrLow} high={at.fnmrHigh} />
                    <span className="quiet">{count(measured.mated)}</span>
                  </td>
                  <td>
                    {measured.finest === null
                      ? t('notMeasurable')
                      : t('oneIn', { number: oneIn(measured.finest, i18n.language) })}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Text className="quiet" size="xs">
        {t('intervals')}
      </Text>
    </>
  );
}

function Rate({ value, low, high }: { value: number | null; low: number | null; high: number | null }) {
  const { t } = useTranslation('calibrate');
  if (value === null) return <span>{t('notMeasurable')}</span>;
  return (
    <span>
      <b>{percentOf(value)}</b>
      {low !== null && high !== null && ` ${t('interval', { low: percentOf(low), high: percentOf(high) })}`}
    </span>
  );
}

/** Two significant digits, however small: 0.0013 %. */
const percentOf = (rate: number): string =>
  rate === 0 ? '0 %' : `${Number((rate * 100).toPrecision(2)).toLocaleString('en', { maximumFractionDigits: 8 })} %`;
