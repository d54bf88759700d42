import { Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { shortNumber, withInterval } from '../../charts/digits.ts';
import { Caution } from '../../shell/caution.tsx';
import { figuresOf } from '../metrics.ts';
import type { RunDetail } from './use-run.ts';

/** What the best network does on people that nothing of the run has seen, beside what needs no training. */
export function Results({ detail }: { detail: RunDetail }) {
  const { t } = useTranslation(['trainRun', 'train', 'charts']);
  const { run, baselines, thresholds, noBetterThan, skipped } = detail;
  const columns = [
    { id: 'thisRun', word: t('thisRun'), measured: run.test },
    ...(['pretrained', 'untrained', 'pca', 'pixels', 'frFeature'] as const).map((name) => ({
      id: name,
      word: t(`baseline_${name}`),
      measured: baselines?.[name] ?? null,
    })),
  ].filter(({ measured }) => measured !== null);
  const rows = columns[0] === undefined ? [] : figuresOf(columns[0].measured!);
  return (
    <section className="card" aria-label={t('results')}>
      <div>
        <h3>{t('results')}</h3>
        {run.counts !== null && (
          <Text size="sm" className="quiet">
            {t('resultsHint', { people: run.counts.test.people, pictures: run.counts.test.pictures })}
          </Text>
        )}
      </div>
      {noBetterThan !== null && (
        <Caution icon={IconAlertTriangle} title={t('noBetter', { what: t(`baseline_${noBetterThan}`) })}>
          {t(noBetterThan === 'pretrained' ? 'noBetterPretrained' : 'noBetterText')}
        </Caution>
      )}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="wide" tabIndex={0} aria-label={t('charts:numbers', { title: t('results') })}>
          <Table className="figures">
            <Table.Thead>
              <Table.Tr>
                <Table.Td />
                {columns.map(({ id, word }) => (
                  <Table.Th key={id} scope="col">
                    {word}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ id, word }, row) => (
                <Table.Tr key={id}>
                  <Table.Th scope="row">{word}</Table.Th>
                  {columns.map(({ id: column, measured }) => {
                    const figure = figuresOf(measured!)[row];
                    return (
                      <Table.Td key={column} data-own={column === 'thisRun' || undefined}>
                        {figure?.value == null
                          ? t('notMeasurable')
                          : figure.interval === null
                            ? shortNumber(figure.value)
                            : withInterval(figure.value, figure.interval[0], figure.interval[1])}
                      </Table.Td>
                    );
                  })}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
      {thresholds.length > 0 && <Thresholds rows={thresholds} />}
      {skipped.length > 0 && (
        <details>
          <summary>{t('train:skipped', { count: skipped.length })}</summary>
          <ul className="skipped">
            {skipped.map(({ path, reason }) => (
              <li key={path}>
                {path}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Scores by the rate of wrong acceptances they promise at most; further down is stricter. */
function Thresholds({ rows }: { rows: RunDetail['thresholds'] }) {
  const { t } = useTranslation('trainRun');
  return (
    <details>
      <summary>{t('thresholds')}</summary>
      <Table className="figures">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">FMR</Table.Th>
            <Table.Th scope="col">{t('threshold')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ fmr, threshold }) => (
            <Table.Tr key={fmr}>
              <Table.Td>{shortNumber(fmr, 2)}</Table.Td>
              <Table.Td>{threshold.toFixed(3)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" className="quiet">
        {t('thresholdsHint')}
      </Text>
    </details>
  );
}
