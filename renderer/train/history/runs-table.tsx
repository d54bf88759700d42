import { Anchor, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RunSummary } from '../../../main/contract/training.ts';
import { clock, shortNumber, withInterval } from '../../charts/digits.ts';
import { When } from '../../lists/when.tsx';
import { DeleteRow } from '../../runs/delete-row.tsx';
import { StateWord } from '../../runs/state-word.tsx';
import { dataWords } from '../recipe-words.tsx';
import { useTrainWords } from '../words.ts';
import { deleteRun } from './delete-run.ts';

interface Props {
  readonly runs: readonly RunSummary[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}

/** Every run with what it was and how well it did; chosen ones are laid over each other above. */
export function RunsTable({ runs, selected, onSelect }: Props) {
  const { t } = useTranslation(['trainRun', 'train']);
  const { t: tTrain } = useTranslation('train');
  const word = useTrainWords();
  const toggle = (id: string): void => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  return (
    <div className="list-frame">
      <table className="list runs">
        <thead>
          <tr>
            <th className="col-check">
              <span className="visually-hidden">{t('compare')}</span>
            </th>
            <th>{t('train:name')}</th>
            <th className="runs-data">{t('train:data')}</th>
            <th className="runs-loss">{t('train:loss')}</th>
            <th className="runs-state">{t('train:state')}</th>
            <th className="runs-figure">P@1</th>
            <th className="runs-figure">EER</th>
            <th className="runs-time">{t('train:time')}</th>
            <th className="runs-day">{t('train:started')}</th>
            <th className="col-end">
              <span className="visually-hidden">{t('delete')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} data-selected={selected.has(run.id) || undefined}>
              <td>
                <Checkbox
                  aria-label={t('compareNamed', { name: run.name })}
                  checked={selected.has(run.id)}
                  onChange={() => toggle(run.id)}
                />
              </td>
              <td>
                <Anchor component={Link} href={`/train/run/${run.id}`}>
                  {run.name}
                </Anchor>
              </td>
              <td className="runs-data">{dataWords(run.recipe.data, tTrain)}</td>
              <td>{word.loss(run.recipe.loss.id)}</td>
              <td>
                <StateWord state={run.state} word={t(`state_${run.state}`)} />
              </td>
              <td>{figure(run, 'pAt1')}</td>
              <td>{figure(run, 'eer')}</td>
              <td>{clock(run.progress.seconds)}</td>
              <td className="runs-day">
                <When at={run.createdAt} />
              </td>
              <td>
                <DeleteRow
                  word={t('delete')}
                  label={t('deleteNamed', { name: run.name })}
                  onDelete={() => void deleteRun(run)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** On test people where they were measured, else the best validation, marked as such. */
function figure(run: RunSummary, id: 'pAt1' | 'eer'): string {
  if (run.test !== null) {
    const interval = run.test.intervals?.[id] ?? null;
    const value = run.test.figures[id];
    return interval === null ? shortNumber(value) : withInterval(value, interval[0], interval[1]);
  }
  return run.best === null ? '–' : `(${shortNumber(run.best[id])})`;
}
