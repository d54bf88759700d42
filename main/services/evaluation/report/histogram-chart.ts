import type { ScoreHistogram } from '../../../contract/evaluation-report.ts';
import { escaped } from '../../html/markup.ts';
import { legend } from './xy-chart.ts';

const [WIDTH, HEIGHT] = [520, 260] as const;
const [LEFT, RIGHT, TOP, BOTTOM] = [24, 14, 10, 44] as const;
const [PLOT_WIDTH, PLOT_HEIGHT] = [WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM] as const;

export interface HistogramTexts {
  readonly title: string;
  readonly mated: string;
  readonly nonMated: string;
  readonly score: string;
  readonly threshold: string;
}

/** Both kinds of comparisons, each scaled to its own highest bin: there may be a thousand times as many of one as of the other. */
export function histogramChart(
  { from, width, mated, nonMated }: ScoreHistogram,
  texts: HistogramTexts,
  colours: { readonly mated: string; readonly nonMated: string },
  threshold: number | null,
): string {
  const used = Array.from(mated.keys()).filter((i) => mated[i]! > 0 || nonMated[i]! > 0);
  if (used.length === 0) return '';
  const [first, last] = [Math.max(0, used[0]! - 1), Math.min(mated.length - 1, used.at(-1)! + 1)];
  const low = from + first * width;
  const high = from + (last + 1) * width;
  const px = (score: number): number => LEFT + ((score - low) / (high - low)) * PLOT_WIDTH;
  const base = TOP + PLOT_HEIGHT;
  const outline = (counts: readonly number[], colour: string): string => {
    const most = Math.max(1, ...counts);
    const steps = counts.slice(first, last + 1).map((count, k) => {
      const y = base - (count / most) * PLOT_HEIGHT;
      return `V${y.toFixed(1)}H${px(low + (k + 1) * width).toFixed(1)}`;
    });
    return `<path d="M${LEFT},${base}${steps.join('')}V${base}Z" fill="${colour}" fill-opacity="0.28" stroke="${colour}" stroke-width="1.5"/>`;
  };
  const step = [0.05, 0.1, 0.2, 0.5].find((size) => (high - low) / size <= 10) ?? 0.5;
  const ticks = Array.from(
    { length: Math.floor((high - low) / step) + 2 },
    (_, i) => (Math.ceil(low / step) + i) * step,
  ).filter((tick) => tick <= high + 1e-9);
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(texts.title)}">`,
    ...ticks.map(
      (tick) => `<text x="${px(tick).toFixed(1)}" y="${base + 16}" text-anchor="middle">${tick.toFixed(2)}</text>`,
    ),
    outline(nonMated, colours.nonMated),
    outline(mated, colours.mated),
    threshold === null || threshold < low || threshold > high
      ? ''
      : `<path class="mark" d="M${px(threshold).toFixed(1)},${TOP}V${base}"/><text x="${(px(threshold) + 4).toFixed(1)}" y="${TOP + 12}">${escaped(texts.threshold)}</text>`,
    `<path class="axis" d="M${LEFT},${base}H${WIDTH - RIGHT}"/>`,
    `<text class="label" x="${LEFT + PLOT_WIDTH / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escaped(texts.score)}</text>`,
    '</svg>',
    legend([
      { name: texts.mated, colour: colours.mated },
      { name: texts.nonMated, colour: colours.nonMated },
    ]),
  ].join('');
}
