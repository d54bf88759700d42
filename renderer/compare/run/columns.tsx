import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparisonResults, ComparisonSummary, LivePoint } from '../../../main/contract/compare.ts';
import { clock, countOf, percent } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import type { AxisSpec, Series } from '../../charts/series.ts';
import { type Cursor, useCursor } from '../../charts/use-cursor.ts';
import { Chain } from '../chain.tsx';
import { recogniserColour } from '../colours.ts';
import { isActive } from '../comparisons-store.ts';
import { useFormats } from '../words.ts';
import { ColumnFigures } from './column-figures.tsx';
import { trainingsOf } from './trainings.ts';

export type Kind = 'softmax' | 'metric';
const kinds: readonly Kind[] = ['softmax', 'metric'];

/** Seconds from which a training is read in minutes and seconds. */
const shortest = 10;

interface Props {
  readonly comparison: ComparisonSummary;
  readonly results: ComparisonResults | null;
  readonly points: readonly LivePoint[];
}

/** The two recognisers beside each other: what each is, how it learns, live, and how it does. Both charts have the same axes. */
export function Columns({ comparison, results, points }: Props) {
  const { t } = useTranslation(['compareRun', 'compare']);
  const { duration } = useFormats();
  const cursor = useCursor();
  const training = useMemo(() => points.filter(({ way }) => way === null), [points]);
  const longest = Math.max(1e-3, ...training.map(({ seconds }) => seconds));
  const x: AxisSpec = { label: t('seconds'), domain: [0, longest], format: (seconds) => timeOf(seconds, longest) };
  return (
    <section className="compare-columns" aria-label={t('columns')}>
      {kinds.map((kind) => (
        <article key={kind} className="card compare-column" data-kind={kind} aria-label={t(`compare:${kind}`)}>
          <h2>{t(`compare:${kind}`)}</h2>
          <Chain kind={kind} people={results?.people.enrolled ?? comparison.choice.people.enrolled} />
          <Learning
            kind={kind}
            comparison={comparison}
            points={training.filter(({ recogniser }) => recogniser === kind)}
            x={x}
            cursor={cursor}
          />
          {results !== null && (
            <Text size="xs" className="quiet compare-trained">
              {trainedWords(results, kind)}
            </Text>
          )}
          {results !== null && <ColumnFigures kind={kind} choice={comparison.choice} results={results} />}
        </article>
      ))}
    </section>
  );

  /** Short trainings are read in their own unit. */
  function timeOf(seconds: number, longest: number): string {
    if (seconds === 0) return '0';
    return longest < shortest ? duration(seconds * 1000) : clock(seconds);
  }

  function trainedWords({ training }: ComparisonResults, kind: Kind): string {
    const seconds = kind === 'softmax' ? training.softmaxSeconds : training.metricSeconds;
    const parameters = kind === 'softmax' ? training.softmaxParameters : training.metricParameters;
    // Said already where the curve would be.
    if (seconds === null || parameters === 0) return '';
    return `${t('parameters', { numbers: countOf(parameters) })} · ${t('trainedIn', { time: duration(seconds * 1000) })}`;
  }
}

interface LearningProps {
  readonly kind: Kind;
  readonly comparison: ComparisonSummary;
  readonly points: readonly LivePoint[];
  readonly x: AxisSpec;
  readonly cursor: Cursor;
}

/** How a recogniser came to know its people: the newest training strong, those before faint. */
function Learning({ kind, comparison, points, x, cursor }: LearningProps) {
  const { t } = useTranslation(['compareRun', 'compare']);
  const trainings = trainingsOf(points);
  const series: Series[] = trainings.map((training, i) => ({
    id: String(i),
    label: `${t('seed')} ${training.seed}`,
    colour: recogniserColour(kind === 'softmax' ? 'softmax-max-probability' : 'metric'),
    kind: i === trainings.length - 1 ? 'curve' : 'faint',
    points: training.points.map(({ seconds, old }) => ({ x: seconds, y: old })),
  }));
  if (points.length < 2) {
    const nothing = kind === 'metric' && comparison.choice.backbone.kind === 'frozen';
    return (
      <Text size="sm" className="quiet compare-no-curve">
        {t(nothing || !isActive(comparison) ? 'nothingTrained' : 'waitsForTurn')}
      </Text>
    );
  }
  return (
    <LineChart
      title={`${t(`compare:${kind}`)}: ${t('accuracyWhile')}`}
      hint={t('accuracyWhileHint')}
      x={x}
      y={{ label: '', domain: [0, 1], format: (value) => percent(value, 1) }}
      cursor={cursor}
      height={160}
      series={series}
    />
  );
}
