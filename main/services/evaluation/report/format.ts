import type { ReportLanguage } from '../../../contract/evaluation.ts';
import { noteIn } from '../../../contract/evaluation-notes.ts';
import type { ReportedFigure } from '../../../contract/evaluation-report.ts';
import { type ReportTexts, reportTexts } from './texts.ts';

/** Numbers and figures as a report prints them. */
export interface ReportFormat {
  readonly language: ReportLanguage;
  readonly texts: ReportTexts;
  whole(value: number): string;
  /** Three figures. */
  number(value: number): string;
  /** Three figures at most, so that 0.00123 is not "0.1 %". */
  percent(value: number | null): string;
  score(value: number | null): string;
  ms(value: number | null): string;
  when(iso: string): string;
  interval(interval: ReportedFigure['interval']): string;
  note(note: string | null): string;
  /** name, value, interval, errors / trials, threshold, remark */
  row(name: string, figure: ReportedFigure): string[];
}

export function reportFormat(language: ReportLanguage): ReportFormat {
  const texts = reportTexts[language];
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const wholes = new Intl.NumberFormat(locale);
  const numbers = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const rates = new Intl.NumberFormat(locale, { style: 'percent', maximumSignificantDigits: 3 });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const percent = (value: number | null): string => (value === null ? texts.notMeasurable : rates.format(value));
  const score = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
  const interval: ReportFormat['interval'] = (range) =>
    range === null ? '–' : `${percent(range[0])} – ${percent(range[1])}`;
  const note = (text: string | null): string => (text === null ? '' : noteIn(language, text));
  return {
    ...{ language, texts, percent, score, interval, note },
    whole: (value) => wholes.format(value),
    number: (value) => numbers.format(value),
    ms: (value) => (value === null ? '–' : `${value.toPrecision(3)} ms`),
    when: (iso) => dates.format(new Date(iso)),
    row: (name, figure) => [
      name,
      percent(figure.value),
      interval(figure.interval),
      figure.value === null && figure.errors === 0
        ? `– / ${wholes.format(figure.trials)}`
        : `${wholes.format(figure.errors)} / ${wholes.format(figure.trials)}`,
      score(figure.threshold),
      note(figure.note),
    ],
  };
}
