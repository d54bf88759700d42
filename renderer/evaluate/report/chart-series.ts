import type { IdentificationPart, ScoreHistogram, TradeOff } from '../../../main/contract/evaluation-report.ts';
import { filled } from '../../charts/histogram.ts';
import type { HistogramKind } from '../../charts/histogram-chart.tsx';
import { lineColour, matedColour, nonMatedColour } from '../../charts/palette.ts';
import type { BandPoint, Series } from '../../charts/series.ts';
import type { TradeMark, TradeSeries } from '../../charts/trade-off.ts';

/** Of the first run, and of one laid over it; neither is a colour of mated or non-mated scores. */
export const runColours = [lineColour(0), lineColour(4)] as const;

/** A reported trade-off as a chart takes it. A threshold of null is one that nothing reaches. */
export function tradeSeries(
  { id, label, colour }: Pick<TradeSeries, 'id' | 'label' | 'colour'>,
  { threshold, rate, miss, band }: TradeOff,
  marks: readonly TradeMark[] = [],
): TradeSeries {
  const points = threshold.map((at, i) => ({
    threshold: at ?? Number.POSITIVE_INFINITY,
    x: rate[i]!,
    y: miss[i]!,
  }));
  return { id, label, colour, points, band: bandOf(band), marks };
}

/** By rising rate; of a rate given more than once the band that was given last. */
function bandOf({ rate, low, high }: TradeOff['band']): BandPoint[] {
  const byRate = new Map(rate.map((x, i) => [x, { x, low: low[i]!, high: high[i]! }]));
  return [...byRate.values()].sort((a, b) => a.x - b.x);
}

/** Mated and non-mated scores as a chart takes them, without the empty ends; a kind of which there are none is left out. */
export function scoreKinds(
  { from, width, mated, nonMated }: ScoreHistogram,
  label: Readonly<Record<'mated' | 'nonMated', string>>,
): readonly HistogramKind[] {
  const edges = Array.from({ length: mated.length + 1 }, (_, i) => from + i * width);
  const kinds = [
    { id: 'mated', label: label.mated, colour: matedColour, edges, counts: mated },
    { id: 'nonMated', label: label.nonMated, colour: nonMatedColour, edges, counts: nonMated },
  ];
  return filled(kinds.filter(({ counts }) => counts.some((count) => count > 0)));
}

/** FNIR along the number of enrolled people, a curve a target. */
export function sizeSeries(bySize: IdentificationPart['bySize'], label: (target: number) => string): Series[] {
  const targets = [...new Set(bySize.flatMap(({ fnirAtFpir }) => fnirAtFpir.map(({ target }) => target)))];
  return targets.map((target, i) => {
    const at = bySize.map(({ people, fnirAtFpir }) => ({
      people,
      figure: fnirAtFpir.find((f) => f.target === target),
    }));
    return {
      id: String(target),
      label: label(target),
      colour: runColours[i % runColours.length]!,
      points: at.map(({ people, figure }) => ({ x: people, y: figure?.value ?? null })),
      band: at.flatMap(({ people, figure }) =>
        figure?.interval == null ? [] : [{ x: people, low: figure.interval[0], high: figure.interval[1] }],
      ),
    };
  });
}
