import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecogniserFigures } from '../../../main/contract/compare.ts';
import { shortNumber } from '../../charts/digits.ts';
import { HistogramChart } from '../../charts/histogram-chart.tsx';
import { knownColour, strangerColour } from '../colours.ts';

/** A recogniser's scores of known people and of strangers, with the threshold between what is accepted and what is refused. */
export function ScoresChart({ figures, aside }: { figures: RecogniserFigures; aside?: ReactNode }) {
  const { t } = useTranslation(['compareRun', 'compareWords']);
  const { id, scores, threshold } = figures;
  if (scores.edges.length === 0) return null;
  return (
    <HistogramChart
      title={t('scoresOf', { recogniser: t(`compareWords:recogniser_${id}`) })}
      hint={t('scoresHint')}
      x={{ label: t(`compareWords:score_${id}`) }}
      kinds={[
        { id: 'known', label: t('known'), colour: knownColour, edges: scores.edges, counts: scores.enrolled },
        { id: 'unknown', label: t('unknown'), colour: strangerColour, edges: scores.edges, counts: scores.strangers },
      ]}
      {...(threshold === null ? {} : { threshold: { at: threshold, label: shortNumber(threshold) } })}
      aside={aside}
    />
  );
}
