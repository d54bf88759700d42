import type { Intervals, Measured } from '../../main/contract/training-reports.ts';
import type { EmbeddingFigures } from '../../models/train/reports.ts';

export const metricIds = ['pAt1', 'mapAtR', 'rPrecision', 'eer'] as const;
export type MetricId = (typeof metricIds)[number];

/** Names of the field, the same in every language (Musgrave, Belongie, Lim 2020, "A Metric Learning Reality Check"; ISO/IEC 19795-1). */
const words: Readonly<Record<MetricId, string>> = {
  pAt1: 'P@1',
  mapAtR: 'MAP@R',
  rPrecision: 'R-prec.',
  eer: 'EER',
};

export const metricWord = (id: MetricId): string => words[id];
export const metricOf = (figures: EmbeddingFigures, id: MetricId): number => figures[id];
export const lowerIsBetter = (id: MetricId): boolean => id === 'eer';

export interface Figure {
  readonly id: string;
  readonly word: string;
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
}

/** Every figure of a measurement with its interval, for a table. */
export function figuresOf({ figures, intervals }: Measured): Figure[] {
  const of = (id: MetricId): Figure => ({
    id,
    word: words[id],
    value: figures[id],
    interval: intervals?.[id] ?? null,
  });
  return [
    ...metricIds.map(of),
    ...figures.fnmrAtFmr.map(({ fmr, fnmr }, i) => ({
      id: `fnmr-${fmr}`,
      word: `FNMR @ FMR ${fmr}`,
      value: fnmr,
      interval: (intervals as Intervals | null)?.fnmrAtFmr[i] ?? null,
    })),
  ];
}
