import type { EvaluationReport, IdentificationPart, TradeOff } from '../../../contract/evaluation-report.ts';
import { figure } from '../../html/markup.ts';
import type { ReportFormat } from './format.ts';
import { histogramChart } from './histogram-chart.ts';
import { type Axis, rateAxis, type Series, xyChart } from './xy-chart.ts';

/** Okabe & Ito's colours, which colour-blind readers tell apart: the first run, the second, and mated against non-mated. */
const colours = { first: '#0072B2', second: '#D55E00', mated: '#0072B2', nonMated: '#D55E00' } as const;

/** A report on a plot, by its name there. */
export interface Plotted {
  readonly name: string;
  readonly report: EvaluationReport;
}

const seriesOf = ({ rate, miss, band }: TradeOff, name: string, k: number): Series => ({
  name,
  ...{ colour: k === 0 ? colours.first : colours.second, dashed: k > 0 },
  points: rate.map((x, i) => [x, miss[i]!] as const),
  band: band.rate.map((x, i) => [x, band.low[i]!, band.high[i]!] as const),
});

/** One or two trade-offs on logarithmic axes; empty where none could be measured. */
function tradeOffs(
  plotted: readonly Plotted[],
  of: (report: EvaluationReport) => TradeOff | null | undefined,
  texts: { readonly title: string; readonly caption: string; readonly rate: string; readonly miss: string },
  { percent }: ReportFormat,
): string {
  const series = plotted.flatMap(({ name, report }, k) => {
    const curve = of(report);
    return curve == null ? [] : [seriesOf(curve, name, k)];
  });
  if (series.length === 0) return '';
  const points = series.flatMap(({ points: each }) => each);
  const x = rateAxis(
    texts.rate,
    points.map(([rate]) => rate),
    percent,
  );
  const y = rateAxis(
    texts.miss,
    points.map(([, miss]) => miss),
    percent,
  );
  return figure(texts.caption, `<h3>${texts.title}</h3>${xyChart(texts.title, x, y, series)}`);
}

export const detChart = (plotted: readonly Plotted[], format: ReportFormat): string => {
  const { det: title, detCaption: caption, fmr: rate, fnmr: miss } = format.texts;
  return tradeOffs(plotted, ({ verification }) => verification?.det, { title, caption, rate, miss }, format);
};

export const identificationCurve = (plotted: readonly Plotted[], format: ReportFormat): string => {
  const { curve: title, curveCaption: caption, fpir: rate, fnir: miss } = format.texts;
  return tradeOffs(plotted, ({ identification }) => identification?.curve, { title, caption, rate, miss }, format);
};

/** FNIR against the number of people enrolled. */
export function growthChart({ bySize }: IdentificationPart, format: ReportFormat): string {
  const { texts, percent, whole } = format;
  const targets = bySize[0]?.fnirAtFpir.map(({ target }) => target) ?? [];
  const series = targets.map((target, k): Series => {
    const figures = bySize.flatMap(({ people, fnirAtFpir }) => {
      const found = fnirAtFpir[k];
      return found == null || found.value === null ? [] : [{ people, value: found.value, interval: found.interval }];
    });
    return {
      name: texts.fnirAt(percent(target)),
      ...{ colour: k === 0 ? colours.first : colours.second, dots: true },
      points: figures.map(({ people, value }) => [people, value] as const),
      band: figures.flatMap(({ people, interval }) =>
        interval === null ? [] : [[people, interval[0], interval[1]] as const],
      ),
    };
  });
  const points = series.flatMap(({ points: each }) => each);
  if (new Set(points.map(([people]) => people)).size < 2) return '';
  const sizes = [...new Set(points.map(([people]) => people))].sort((a, b) => a - b);
  const x: Axis = {
    ...{
      label: texts.enrolledPeople,
      log: true,
      low: sizes[0]!,
      high: sizes.at(-1)!,
      ticks: apart(sizes),
      format: whole,
    },
  };
  const highest = Math.max(
    ...series.flatMap(({ band = [], points: each }) => [...band.map(([, , high]) => high), ...each.map(([, y]) => y)]),
  );
  const step = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2].find((size) => highest / size <= 6) ?? 0.2;
  const top = Math.max(step, Math.ceil(highest / step) * step);
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step);
  const y: Axis = { label: texts.fnir, log: false, low: 0, high: top, ticks, format: percent };
  return figure(texts.growthCaption, `<h3>${texts.growth}</h3>${xyChart(texts.growth, x, y, series)}`);
}

/** Sizes whose names would print over one another are left unnamed; the largest stays. */
const apart = (sizes: readonly number[]): number[] =>
  sizes.filter((size, i) => i === sizes.length - 1 || sizes.at(-1)! / size >= 1.35);

export function scoreCharts({ report }: Plotted, format: ReportFormat): string[] {
  const { texts, whole } = format;
  const of = (
    part: EvaluationReport['verification'] | EvaluationReport['identification'],
    names: { readonly mated: string; readonly nonMated: string; readonly missing: (count: string) => string },
    threshold: number | null,
  ): string => {
    if (part === null) return '';
    const { matedWithoutScore } = part.histogram;
    const chart = histogramChart(
      part.histogram,
      { ...names, title: texts.histogram, score: texts.score, threshold: texts.threshold },
      colours,
      threshold,
    );
    const missing = matedWithoutScore > 0 ? ` ${names.missing(whole(matedWithoutScore))}` : '';
    return chart === '' ? '' : figure(`${texts.histogramCaption}${missing}`, `<h3>${texts.histogram}</h3>${chart}`);
  };
  const { verification, identification } = report;
  // The strictest threshold that could be measured.
  const fmr = verification?.fnmrAtFmr.findLast(({ threshold }) => threshold !== null)?.threshold ?? null;
  const fpir = identification?.fnirAtFpir.find(({ threshold }) => threshold !== null)?.threshold ?? null;
  return [
    of(verification, { mated: texts.mated, nonMated: texts.nonMated, missing: texts.withoutScore }, fmr),
    of(identification, { mated: texts.mates, nonMated: texts.strangers, missing: texts.notFirst }, fpir),
  ];
}
