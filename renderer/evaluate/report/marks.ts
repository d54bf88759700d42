import type { ReportedFigureAt } from '../../../main/contract/evaluation-report.ts';
import type { ScoreMark } from '../../charts/score-marks.tsx';
import type { TradeMark } from '../../charts/trade-off.ts';

/** Where the promises of a report stand: on a trade-off, and as thresholds among scores. Those that could not be shown have no place. */
export function marksOf(
  figures: readonly ReportedFigureAt[],
  label: (target: number) => string,
): { readonly trade: readonly TradeMark[]; readonly scores: readonly ScoreMark[] } {
  const given = figures.filter(({ value }) => value !== null);
  return {
    trade: given.map(({ target, value }) => ({ id: String(target), label: label(target), x: target, y: value ?? 0 })),
    scores: given.flatMap(({ target, threshold }) =>
      threshold === null ? [] : [{ id: String(target), label: label(target), score: threshold }],
    ),
  };
}
