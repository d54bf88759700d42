import { useTranslation } from 'react-i18next';
import type {
  ComparisonChoice,
  ComparisonResults,
  RecogniserFigures,
  WayFigures,
} from '../../../main/contract/compare.ts';
import type { RecogniserId, WayId } from '../../../models/compare/choice.ts';
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

const waysOf: Readonly<Record<Kind, readonly WayId[]>> = {
  softmax: ['scratch', 'warm', 'last-layer', 'imprinted', 'drop-row'],
  metric: ['insert', 'remove'],
};

/** Of a column's ways two are told in it: everything anew, and the quickest that always came to the target. */
function toldOf(kind: Kind, all: readonly WayFigures[]): WayFigures[] {
  const ways = all.filter(({ id }) => waysOf[kind].includes(id));
  const quickest = ways
    .filter(({ reached, enrolMs }) => reached === 1 && enrolMs.value !== null)
    .sort((a, b) => a.enrolMs.value! - b.enrolMs.value!)[0];
  return [...new Set([ways[0], quickest])].filter((way) => way !== undefined);
}

/** The figures of one column, in the same order in both. Softmax is told at its better score. */
export function ColumnFigures({ kind, choice, results }: Props) {
  const { t } = useTranslation(['compareRun', 'compareWords']);
  const { estimate, duration, rate, value } = useFormats();
  const own = results.recognisers.filter(({ id }) => scoresOf[kind].includes(id));
  const best = own.reduce<RecogniserFigures | null>(
    (best, one) => (best === null || (one.strangerAuroc.value ?? 0) > (best.strangerAuroc.value ?? 0) ? one : best),
    null,
  );
  const ways = toldOf(kind, results.ways);
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
            [t('oldAfter', { after: estimate(ways[0]?.old), before: value(ways[0]?.oldBefore) })],
          ] as const,
        ]),
    [t('auroc'), [withScore(estimate(best.strangerAuroc), best.id)]],
    [t('fnirAt', { fpir: rate(choice.targetFpir) }), [estimate(best.fnirAtFpir)]],
    [t('answers'), [duration(best.answerMs)]],
  ];
  return (
    <dl className="column-figures">
      {rows.map(([name, values]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {values.map((value) => (
              <span key={value}>{value}</span>
            ))}
          </dd>
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
