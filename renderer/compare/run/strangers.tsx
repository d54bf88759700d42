import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparisonResults, RecogniserFigures } from '../../../main/contract/compare.ts';
import { RECOGNISERS, type RecogniserId } from '../../../models/compare/choice.ts';
import { shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import type { CurvePoint } from '../../charts/series.ts';
import { recogniserColour } from '../colours.ts';
import { AnswersChart } from './answers-chart.tsx';
import { ScoresChart } from './scores-chart.tsx';

const softmaxScores = ['softmax-max-probability', 'softmax-energy'] as const;

/** How well each tells strangers: its scores of known people and of strangers with the threshold, and what one costs the other. */
export function Strangers({ results }: { results: ComparisonResults }) {
  const { t } = useTranslation(['compareRun', 'compareWords']);
  const [score, setScore] = useState<RecogniserId>('softmax-max-probability');
  const of = (id: RecogniserId): RecogniserFigures | undefined => results.recognisers.find((one) => one.id === id);
  const softmax = of(score);
  const metric = of('metric');
  const told = RECOGNISERS.flatMap((id) => of(id) ?? []);
  if (told.length === 0) return null;
  const curves = told.map(({ id, rates }) => ({
    id,
    label: t(`compareWords:recogniser_${id}`),
    colour: recogniserColour(id),
    points: curveOf(rates),
  }));
  const drawn = curves.flatMap(({ points }) => points);
  const axis = { scale: 'log', format: (rate: number) => shortNumber(rate, 2) } as const;
  return (
    <section className="chart-cards" aria-label={t('strangers')}>
      {softmax !== undefined && (
        <ScoresChart
          figures={softmax}
          aside={
            <SegmentedControl
              size="xs"
              aria-label={t('softmaxScore')}
              value={score}
              onChange={(value) => setScore(value as RecogniserId)}
              data={softmaxScores.map((value) => ({
                value,
                label: t(value === 'softmax-energy' ? 'byEnergy' : 'byProbability'),
              }))}
            />
          }
        />
      )}
      {metric !== undefined && <ScoresChart figures={metric} />}
      <AnswersChart results={results} />
      {drawn.length > 0 && (
        <LineChart
          title={t('det')}
          hint={t('detHint')}
          x={{ ...axis, label: t('fpir'), domain: [leastOf(drawn.map(({ x }) => x)), 1] }}
          y={{ ...axis, label: t('fnir'), domain: [leastOf(drawn.map(({ y }) => y ?? 1)), 1] }}
          series={curves}
        />
      )}
    </section>
  );
}

/** Rates by ascending FPIR, each FPIR once with its lowest FNIR; what is 0 cannot stand on a logarithmic axis. */
function curveOf(rates: RecogniserFigures['rates']): CurvePoint[] {
  const best = new Map<number, number>();
  for (const { fpir, fnir } of rates) {
    if (fpir <= 0 || fnir <= 0) continue;
    best.set(fpir, Math.min(fnir, best.get(fpir) ?? 1));
  }
  return [...best].sort(([a], [b]) => a - b).map(([x, y]) => ({ x, y }));
}

/** The power of ten below every rate that is drawn, at most a tenth. */
const leastOf = (rates: readonly number[]): number =>
  Math.min(0.1, 10 ** Math.floor(Math.log10(Math.min(1, ...rates))));
