import type { PairedFigure } from '../../../main/contract/evaluation.ts';

export interface PairedVerdict {
  /** `open`: the interval of the difference holds zero, or there is none: nothing can be said. */
  readonly verdict: 'less' | 'more' | 'open' | 'same';
  /** How much, in percentage points, without a sign; to the interval's digits. */
  readonly by: string;
  /** The interval of the difference, second − first, in percentage points. */
  readonly interval: string;
}

/** What a paired figure says: a rate is an error rate, so less is better. */
export function verdictOf({ difference, interval }: Pick<PairedFigure, 'difference' | 'interval'>): PairedVerdict {
  const width = interval === null ? 0 : ((interval[1] - interval[0]) / 2) * 100;
  const decimals = width > 0 ? Math.min(4, Math.max(0, Math.ceil(-Math.log10(width) - 1e-9) + 1)) : 2;
  const said = (value: number): string => (value * 100).toFixed(decimals).replace('-', '−');
  const words = interval === null ? '–' : `[${said(interval[0])}, ${said(interval[1])}]`;
  const by = said(Math.abs(difference));
  if (interval === null) return { verdict: difference === 0 ? 'same' : 'open', by, interval: words };
  if (interval[0] > 0) return { verdict: 'more', by, interval: words };
  if (interval[1] < 0) return { verdict: 'less', by, interval: words };
  return { verdict: difference === 0 && width === 0 ? 'same' : 'open', by, interval: words };
}
