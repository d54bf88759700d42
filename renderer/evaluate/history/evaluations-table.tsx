import { Anchor, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EvaluationRun } from '../../../main/contract/evaluation.ts';
import { rateTick, rateWithInterval } from '../../charts/rates.ts';
import { When } from '../../lists/when.tsx';
import { DeleteRow } from '../../runs/delete-row.tsx';
import { StateWord } from '../../runs/state-word.tsx';
import { deleteEvaluation } from './delete-evaluation.ts';

interface Props {
  readonly runs: readonly EvaluationRun[];
  readonly selected: readonly string[];
  /** Whether it can be laid over what is ticked already. */
  readonly fits: (run: EvaluationRun) => boolean;
  readonly onSelect: (id: string) => void;
}

/** Every evaluation with what it asked and what it found; two of the same trials can be laid over each other. */
export function EvaluationsTable({ runs, selected, fits, onSelect }: Props) {
  const { t } = useTranslation('evaluate');
  const headline = useHeadline();
  return (
    <div className="list-frame">
      <table className="list evaluations">
        <thead>
          <tr>
            <th className="col-check">
              <span className="visually-hidden">{t('compare')}</span>
            </th>
            <th>{t('name')}</th>
            <th className="evaluations-model">{t('model')}</th>
            <th className="evaluations-state">{t('state')}</th>
            <th className="evaluations-figure">{t('figure')}</th>
            <th className="evaluations-day">{t('started')}</th>
            <th className="col-end">
              <span className="visually-hidden">{t('delete')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} data-selected={selected.includes(run.id) || undefined}>
              <td>
                <Checkbox
                  aria-label={t('compareNamed', { name: run.name })}
                  checked={selected.includes(run.id)}
                  disabled={!fits(run)}
                  onChange={() => onSelect(run.id)}
                />
              </td>
              <td>
                <Anchor component={Link} href={`/evaluate/run/${run.id}`} title={run.name} inherit>
                  {run.name}
                </Anchor>
              </td>
              <td className="evaluations-model">{run.model.name}</td>
              <td>
                <StateWord state={run.state} word={t(`state_${run.state}`)} />
              </td>
              <td className="evaluations-figure">{headline(run)}</td>
              <td className="evaluations-day">
                <When at={run.createdAt} />
              </td>
              <td>
                <DeleteRow
                  word={t('delete')}
                  label={t('deleteNamed', { name: run.name })}
                  onDelete={() => void deleteEvaluation(run)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The strictest promise that the data could show, in a line. */
function useHeadline() {
  const { t } = useTranslation('evaluateReport');
  return ({ result }: EvaluationRun): string => {
    if (result === null) return '–';
    const fnmr = result.fnmrAtFmr.findLast(({ value }) => value !== null);
    const fnir = result.fnirAtFpir.findLast(({ value }) => value !== null);
    const found = fnmr ?? fnir;
    if (found === undefined || found.value === null) return t('notMeasurable');
    const name = t(found === fnmr ? 'fnmrAt' : 'fnirAt', { target: rateTick(found.target) });
    return `${name}: ${rateWithInterval(found.value, found.interval)}`;
  };
}
