import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Estimate } from '../../main/contract/compare.ts';
import { decimalsWithin, percent, shortNumber, withInterval } from '../charts/digits.ts';
import { localeOf } from '../texts/locale.ts';

export interface CompareFormats {
  /** A time span of milliseconds in the unit that fits it. */
  readonly duration: (ms: number) => string;
  /** A whole number or a ratio: two digits of a large one, in groups of three. */
  readonly count: (value: number) => string;
  /** A share of one, as a percentage without decimals. */
  readonly share: (part: number) => string;
  /** A target rate, without digits that nobody asked for. */
  readonly rate: (part: number) => string;
  /** A figure as in its estimate, without the interval. */
  readonly value: (estimate: Estimate | null | undefined) => string;
  /** A figure with the half width of its interval; "~" before one that rests on few errors; a dash where there is none. */
  readonly estimate: (estimate: Estimate | null | undefined) => string;
  /** From where to where a time's interval goes; empty where there is none. */
  readonly span: (estimate: Estimate) => string;
}

const units = [
  { key: 'duration_us', from: 0, of: 1e-3 },
  { key: 'duration_ms', from: 1, of: 1 },
  { key: 'duration_s', from: 1000, of: 1000 },
  { key: 'duration_min', from: 120_000, of: 60_000 },
  { key: 'duration_h', from: 2 * 3_600_000, of: 3_600_000 },
] as const;

/** How the page writes figures, in its language. */
export function useFormats(): CompareFormats {
  const { t, i18n } = useTranslation('compareRun');
  const locale = localeOf(i18n.language);
  return useMemo(() => {
    const duration = (ms: number): string => {
      if (!Number.isFinite(ms)) return '–';
      const unit = units.findLast(({ from }) => ms >= from) ?? units[0];
      return t(unit.key, { n: shortNumber(ms / unit.of, 2) });
    };
    return {
      duration,
      count: (value) =>
        new Intl.NumberFormat(locale, Number.isInteger(value) ? {} : { maximumSignificantDigits: 2 }).format(value),
      share: (part) => percent(part, 100),
      estimate: (estimate) => {
        if (estimate == null) return '–';
        const { value, interval, indicative } = estimate;
        if (value === null) return t('notMeasurable');
        return `${indicative ? '~ ' : ''}${interval === null ? shortNumber(value) : withInterval(value, ...interval)}`;
      },
      rate: (part) => `${Number((part * 100).toPrecision(4))} %`,
      value: (estimate) => {
        if (estimate?.value == null) return '–';
        const { value, interval } = estimate;
        return interval === null ? shortNumber(value) : value.toFixed(decimalsWithin(...interval));
      },
      span: ({ interval }) => (interval === null ? '' : `${duration(interval[0])} … ${duration(interval[1])}`),
    };
  }, [t, locale]);
}
