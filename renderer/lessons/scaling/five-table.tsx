import { useMemo } from 'react';
import {
  ALGORITHMS,
  type AlgorithmId,
  changedAnswers,
  outcomeOf,
} from '../../../models/experiments/five-algorithms.ts';
import type { Measured } from '../../../models/experiments/two-measures.ts';
import { useTexts } from '../frame/use-texts.ts';
import { texts } from './texts.ts';

interface Props {
  readonly train: Measured;
  readonly test: Measured;
  readonly chosen: AlgorithmId;
}

/** All five on the same table: what each comes to without and with scaling, and how many answers change. */
export function FiveTable({ train, test, chosen }: Props) {
  const t = useTexts(texts);
  const rows = useMemo(
    () =>
      ALGORITHMS.map((id) => {
        const outcomes = (['none', 'z-score', 'min-max'] as const).map((scaling) =>
          outcomeOf(id, scaling, train, test),
        );
        return {
          id,
          figures: outcomes.map(({ figure }) => figure),
          changed: changedAnswers(id, outcomes[0]!, outcomes[1]!),
        };
      }),
    [train, test],
  );
  const said = (id: AlgorithmId, figure: number): string =>
    id === 'k-means' ? figure.toFixed(2) : `${(100 * figure).toFixed(id === 'pca' ? 2 : 1)} %`;
  return (
    <table className="scaling-five">
      <caption className="quiet">{t('fiveCaption', { count: test.labels.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('algorithm')}</th>
          <th scope="col">{t('figure')}</th>
          <th scope="col">{t('scaling_none')}</th>
          <th scope="col">{t('scaling_z-score')}</th>
          <th scope="col">{t('scaling_min-max')}</th>
          <th scope="col">{t('changed')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, figures, changed }) => (
          <tr key={id} data-chosen={id === chosen || undefined}>
            <th scope="row">{t(`algorithm_${id}`)}</th>
            <td className="quiet">{t(`figure_${id}`)}</td>
            {figures.map((figure, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <td key={i}>{said(id, figure)}</td>
            ))}
            <td data-same={changed === 0 || undefined}>{changed === 0 ? t('noneChanged') : String(changed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
