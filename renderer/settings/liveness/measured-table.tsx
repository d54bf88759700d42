import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MEASURED, type MeasuredRate } from '../../../models/liveness/measured.ts';
import { upperBound } from '../../../models/liveness/pad.ts';

/** What was measured before delivery, by species and policy, with how little it rests on. */
export function MeasuredTable() {
  const { t, i18n } = useTranslation('liveness');
  const percent = (value: number): string =>
    value.toLocaleString(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
  const words = (rate: MeasuredRate | null): string => {
    if (rate === null) return t('notMeasured');
    const bound = upperBound(rate.errors, rate.sources);
    const passed = t('ofSources', { errors: rate.errors, count: rate.sources });
    return bound === null || bound >= 1 ? passed : `${passed} (≤ ${percent(bound)})`;
  };
  return (
    <section className="card" aria-label={t('measured')}>
      <div>
        <Title order={2}>{t('measured')}</Title>
        <Text className="quiet" size="sm">
          {t('measuredHint')}
        </Text>
      </div>
      <div className="rates-frame">
        <table className="rates" aria-label={t('measured')}>
          <thead>
            <tr>
              <th scope="col">{t('species')}</th>
              <th scope="col">{t('policy_passive')}</th>
              <th scope="col">{t('policy_challenge')}</th>
            </tr>
          </thead>
          <tbody>
            {MEASURED.map(({ species, passive, challenge }) => (
              <tr key={species}>
                <th scope="row">{t(`measured_${species}`)}</th>
                <td>{words(passive)}</td>
                <td>{words(challenge)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
