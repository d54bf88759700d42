import { Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LivenessRow } from '../../../main/contract/liveness.ts';
import { call } from '../../host/host.ts';
import { notify, notifyProblem } from '../../shell/notify.ts';

/** Errors by species, each with what it rests on. */
export function LivenessTable({ rows }: { rows: readonly LivenessRow[] }) {
  const { t, i18n } = useTranslation('liveness');
  const percent = (value: number | null): string =>
    value === null
      ? '–'
      : value.toLocaleString(i18n.language, { style: 'percent', maximumFractionDigits: value < 0.1 ? 1 : 0 });
  return (
    <section className="card" aria-label={t('table')}>
      <div>
        <Title order={2}>{t('table')}</Title>
        <Text className="quiet" size="sm">
          {t('tableHint')}
        </Text>
      </div>
      {rows.length === 0 ? (
        <Text>{t('none')}</Text>
      ) : (
        <>
          <div className="rates-frame">
            <table className="rates" aria-label={t('table')}>
              <thead>
                <tr>
                  {(['species', 'count', 'outcomes', 'rate', 'bound'] as const).map((head) => (
                    <th key={head} scope="col">
                      {t(head)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ species, presentations, sources, passed, undecided, failed, rate, bound }) => (
                  <tr key={species}>
                    <th scope="row">{t(`species_${species}`)}</th>
                    <td>
                      {presentations} ({sources})
                    </td>
                    <td>
                      {passed} / {undecided} / {failed}
                    </td>
                    <td>
                      {species === 'genuine' ? 'BPCER' : 'APCER'} {percent(rate)}
                    </td>
                    <td>{percent(bound)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <EraseAll />
        </>
      )}
    </section>
  );
}

function EraseAll() {
  const { t } = useTranslation('liveness');
  const [sure, setSure] = useState(false);
  const erase = async (): Promise<void> => {
    setSure(false);
    const outcome = await call('liveness.erase', {});
    if (outcome.ok) notify({ kind: 'good', message: t('erased', { count: outcome.value.erased }) });
    else notifyProblem(outcome.error);
  };
  if (!sure)
    return (
      <Group>
        <Button variant="default" onClick={() => setSure(true)}>
          {t('eraseAll')}
        </Button>
      </Group>
    );
  return (
    <Group role="group" aria-label={t('eraseAll')}>
      <Text>{t('eraseSure')}</Text>
      <Button color="red" onClick={() => void erase()}>
        {t('eraseAll')}
      </Button>
      <Button variant="default" onClick={() => setSure(false)}>
        {t('cancel')}
      </Button>
    </Group>
  );
}
