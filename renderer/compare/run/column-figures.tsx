import { useTranslation } from 'react-i18next';
import type {
  ComparisonChoice,
  ComparisonResults,
  RecogniserFigures,
  WayFigures,
} from '../../../main/contract/compare.ts';
import type { RecogniserId, WayId } from '../../../models/compare/choice.ts';
import { shortNumber } from '../../charts/digits.ts';
import { useFormats } from '../words.ts';
import type { Kind } from './columns.tsx';

interface Props {
  readonly kind: Kind;
  readonly choice: ComparisonChoice;
  readonly results: ComparisonResults;
}

const scoresOf: Readonly<Record<Kind, readonly RecogniserId[]>> = {
  softmax: ['softmax-max-probability', 'softmax-energy'],
  metric: ['metric'],
};

/** The column's own ways that are told in it; the others are in the charts and the table. */
const told: Readonly<Record<Kind, readonly WayId[]>> = {
  softmax: ['scratch', 'warm', 'imprinted', 'drop-row'],
  metric: ['insert', 'remove'],
};

/** The figures of one column, in the same order in both. Softmax is told at its better score. */
export function ColumnFigures({ kind, choice, results }: Props) {
  const { t } = useTranslation(['compareRun', 'compareWords']);
  const { estimate, duration } = useFormats();
  const own = results.recognisers.filter(({ id }) => scoresOf[kind].includes(id));
  const best = own.reduce<RecogniserFigures | null>(
    (best, one) => (best === null || (one.strangerAuroc.value ?? 0) > (best.strangerAuroc.value ?? 0) ? one : best),
    null,
  );
  const ways = results.ways.filter(({ id }) => told[kind].includes(id));
  const leaves = choice.scenario === 'leaves';
  if (best === null) return null;
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [t('closedSet'), [estimate(best.closedSetAccuracy)]],
    ...(ways.length === 0 ? [] : [[t(leaves ? 'letsGo' : 'takesIn'), ways.map(timeOf)] as const]),
    ...(ways.length === 0 || leaves ? [] : [[t('newcomerRight'), [estimate(ways[0]?.newcomer)]] as const]),
    ...(ways.length === 0
      ? []
      : [
          [
            t('oldRight'),
            [
              t('oldAfter', {
                after: estimate(ways[0]?.old),
                before: shortNumber(ways[0]?.oldBefore.value ?? Number.NaN),
              }),
            ],
          ] as const,
        ]),
    [t('auroc'), [withScore(estimate(best.strangerAuroc), best.id)]],
    [t('fnirAt', { fpir: shortNumber(choice.targetFpir, 2) }), [estimate(best.fnirAtFpir)]],
    [t('answers'), [duration(best.answerMs)]],
  ];
  return (
    <dl className="column-figures">
      {rows.map(([name, values]) => (
        <div key={name}>
          <dt>{name}</dt>
          {values.map((value) => (
            <dd key={value}>{value}</dd>
          ))}
        </div>
      ))}
    </dl>
  );

  function timeOf({ id, enrolMs, reached }: WayFigures): string {
    if (enrolMs.value === null) return `${t('notMeasurable')} · ${t(`compareWords:wayShort_${id}`)}`;
    const time = duration(enrolMs.value);
    return `${reached < 1 ? t('notReached', { time }) : time} · ${t(`compareWords:wayShort_${id}`)}`;
  }

  function withScore(text: string, id: RecogniserId): string {
    if (kind === 'metric') return text;
    return `${text} · ${t(id === 'softmax-energy' ? 'byEnergy' : 'byProbability')}`;
  }
}
