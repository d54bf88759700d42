import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../main/contract/index.ts';

type State = CallOutput<'liveness.state'>;

const shown = ['relief', 'flat', 'still', 'screen', 'antispoof', 'liveness'] as const;

/** The limits that decide here, and which of them the site's own presentations moved. */
export function LivenessLimits({ limits, moved }: Pick<State, 'limits' | 'moved'>) {
  const { t } = useTranslation('liveness');
  return (
    <section className="card" aria-label={t('limits')}>
      <div>
        <Title order={2}>{t('limits')}</Title>
        <Text className="quiet" size="sm">
          {t('limitsHint')}
        </Text>
      </div>
      <table className="rates" aria-label={t('limits')}>
        <tbody>
          {shown.map((name) => {
            const value = limits[name];
            return (
              <tr key={name}>
                <th scope="row">{t(`limit_${name}`)}</th>
                <td>{value === null ? t('noLimit') : value.toFixed(value < 0.1 ? 4 : 2)}</td>
                <td>{moved.includes(name) && <strong>{t('moved')}</strong>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
