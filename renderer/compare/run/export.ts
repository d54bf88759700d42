import type { Estimate } from '../../../main/contract/compare.ts';
import { type Cell, toCsv } from '../../lists/csv.ts';
import type { ComparisonDetail } from './use-comparison.ts';

/** The whole of a comparison as text: what it was, with its seeds, and what came of it. It can be pasted to run again. */
export const comparisonJson = ({ comparison, results }: ComparisonDetail): string => {
  const { choice, createdAt, state } = comparison;
  return JSON.stringify({ choice, createdAt, state, results }, null, 2);
};

/** Every figure of the summary in full precision, one a row. */
export function summaryCsv({ results }: ComparisonDetail): string {
  const rows: Cell[][] = [];
  const add = (of: string, figure: string, { value, interval, trials, indicative }: Estimate): void => {
    rows.push([of, figure, value, interval?.[0] ?? null, interval?.[1] ?? null, trials, indicative ? 1 : 0]);
  };
  const alone = (of: string, figure: string, value: number | null): void => {
    rows.push([of, figure, value, null, null, null, null]);
  };
  for (const one of results?.recognisers ?? []) {
    add(one.id, 'closedSetAccuracy', one.closedSetAccuracy);
    add(one.id, 'strangerAuroc', one.strangerAuroc);
    add(one.id, 'fnirAtFpir', one.fnirAtFpir);
    add(one.id, 'fpir', one.fpir);
    alone(one.id, 'threshold', one.threshold);
    alone(one.id, 'answerMs', one.answerMs);
  }
  for (const way of results?.ways ?? []) {
    add(way.id, 'enrolMs', way.enrolMs);
    alone(way.id, 'reached', way.reached);
    add(way.id, 'newcomer', way.newcomer);
    add(way.id, 'old', way.old);
    add(way.id, 'oldBefore', way.oldBefore);
    if (way.leftStillNamed !== null) add(way.id, 'leftStillNamed', way.leftStillNamed);
    alone(way.id, 'embedMs', way.embedMs);
    alone(way.id, 'compileMs', way.compileMs);
  }
  for (const { seed, people, ...size } of results?.sizes ?? [])
    for (const name of ['scratchMs', 'warmMs', 'insertMs', 'softmaxAccuracy', 'metricAccuracy'] as const)
      if (size[name] !== null) alone(`${people} people, seed ${seed}`, name, size[name]);
  if (results?.enrolRatio != null) add('comparison', 'enrolRatio', results.enrolRatio);
  return toCsv([['of', 'figure', 'value', 'low95', 'high95', 'trials', 'indicative'], ...rows]);
}
