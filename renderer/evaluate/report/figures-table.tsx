import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { rateWords } from '../../charts/rates.ts';
import { FigureValue, useFigureName } from './figure-value.tsx';
import { figureRows } from './figures.ts';
import { InUseRow } from './in-use-row.tsx';
import type { ThresholdInUse } from './use-threshold-in-use.ts';

const means = {
  fnmr: 'fnmrMeans',
  fnir: 'fnirMeans',
  eer: 'eerMeans',
  rank1: 'rank1Means',
  accuracy: 'accuracyMeans',
} as const;

/** Every figure with its interval, what it rests on, and the threshold that it is for. */
export function FiguresTable({ report, inUse }: { report: EvaluationReport; inUse: ThresholdInUse | null }) {
  const { t, i18n } = useTranslation(['evaluateReport', 'charts']);
  const name = useFigureName();
  const number = (value: number): string => value.toLocaleString(i18n.language);
  const { identification, verification } = report;
  const accuracy = verification?.accuracy ?? null;
  return (
    <section className="card" aria-label={t('figures')}>
      <div>
        <h3>{t('figures')}</h3>
        <Text size="sm" className="quiet">
          {t('figuresHint')}
          {identification !== null && ` ${t(`fusion_${identification.fusion}`)}`}
        </Text>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="wide" tabIndex={0} aria-label={t('charts:numbers', { title: t('figures') })}>
        <Table className="figures evaluate-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('figure')}</Table.Th>
              <Table.Th scope="col">{t('value')}</Table.Th>
              <Table.Th scope="col">{t('errors')}</Table.Th>
              <Table.Th scope="col">
                {t('threshold')} <span className="quiet">({t('stricterDown')})</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {figureRows(report).map((row) => {
              const { kind, target, figure } = row;
              const missing = figure.value === null;
              return (
                <Table.Tr key={`${kind} ${target}`} data-missing={missing || undefined}>
                  <Table.Th scope="row">
                    {name(row)} <span className="figure-means quiet">{t(means[kind])}</span>
                  </Table.Th>
                  <Table.Td {...(missing ? { colSpan: 3 } : {})} data-own={!missing || undefined}>
                    <FigureValue row={row} report={report} />
                  </Table.Td>
                  {!missing && (
                    <>
                      <Table.Td>
                        {errorsOf(
                          row.kind,
                          figure.errors,
                          figure.trials,
                          t('errorsIn', { errors: number(figure.errors), trials: number(figure.trials) }),
                        )}
                      </Table.Td>
                      <Table.Td>{figure.threshold === null ? '–' : figure.threshold.toFixed(3)}</Table.Td>
                    </>
                  )}
                </Table.Tr>
              );
            })}
            {inUse !== null && <InUseRow inUse={inUse} />}
          </Table.Tbody>
        </Table>
      </section>
      {accuracy?.standardError != null && (
        <Text size="sm" className="quiet">
          {t('standardError', { value: rateWords(accuracy.standardError), folds: accuracy.folds.length })}
        </Text>
      )}
    </section>
  );
}

/** The EER counts two kinds of errors over two kinds of trials: a fraction of them would mean nothing. */
const errorsOf = (kind: string, errors: number, trials: number, words: string): string =>
  kind === 'eer' && (errors === 0 || trials === 0) ? '–' : words;
