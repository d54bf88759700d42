import type { EvaluationReport, ReportedFigure } from '../../../main/contract/evaluation-report.ts';

export type FigureKind = 'accuracy' | 'eer' | 'fnmr' | 'rank1' | 'fnir';

export interface FigureRow {
  readonly kind: FigureKind;
  /** The rate that the other error is held to; null where there is none. */
  readonly target: number | null;
  readonly figure: ReportedFigure;
}

/** Every figure of a report in the order in which it is read: what a threshold promises first, summaries after. */
export function figureRows({
  verification,
  identification,
}: Pick<EvaluationReport, 'verification' | 'identification'>) {
  const rows: FigureRow[] = [];
  if (verification !== null) {
    for (const figure of verification.fnmrAtFmr) rows.push({ kind: 'fnmr', target: figure.target, figure });
    rows.push({ kind: 'eer', target: null, figure: verification.eer });
    if (verification.accuracy !== null) rows.push({ kind: 'accuracy', target: null, figure: verification.accuracy });
  }
  if (identification !== null) {
    for (const figure of identification.fnirAtFpir) rows.push({ kind: 'fnir', target: figure.target, figure });
    rows.push({ kind: 'rank1', target: null, figure: identification.rank1 });
  }
  return rows as readonly FigureRow[];
}

/** The one to say first: the strictest promise that rests on enough errors, else the strictest that can be given at all. */
export function headline(rows: readonly FigureRow[]): FigureRow | null {
  const given = rows.filter(({ target, figure }) => target !== null && figure.value !== null);
  return given.findLast(({ figure }) => !figure.indicative) ?? given.at(-1) ?? null;
}
