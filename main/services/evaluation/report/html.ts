import type { PairedDecisions, PairedFigure } from '../../../contract/evaluation.ts';
import type {
  EvaluationReport,
  ReportedFigure,
  ReportedFigureAt,
  ReportPair,
  ReportPicture,
} from '../../../contract/evaluation-report.ts';
import { escaped, facts, jpegAddress, table } from '../../html/markup.ts';
import { reportStyle } from '../../html/style.ts';
import type { RunComparison } from '../compare-runs.ts';
import type { PairPictures } from '../report-pictures.ts';
import { detChart, growthChart, identificationCurve, type Plotted, scoreCharts } from './charts.ts';
import type { ReportFormat } from './format.ts';

export interface HtmlParts extends Plotted {
  /** In the order of the report's pairs; absent where pictures are not wanted. */
  readonly pictures?: {
    readonly worstMated: readonly PairPictures[];
    readonly closestNonMated: readonly PairPictures[];
  };
  /** A second run of the same trials. */
  readonly second?: Plotted;
  readonly comparison?: RunComparison;
}

/**
 * The report as one file: no script, nothing fetched, charts as SVG and pictures as data addresses, so that it can be sent, kept and printed. Names and
 * paths are text in it, whatever they contain.
 */
export function reportHtml(parts: HtmlParts, format: ReportFormat): string {
  const { name, report } = parts;
  const { texts } = format;
  const plotted: Plotted[] = [parts, ...(parts.second === undefined ? [] : [parts.second])];
  return [
    `<!doctype html><html lang="${texts.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escaped(name)}</title><style>${reportStyle}</style></head><body>`,
    `<header><p class="kind">${texts.heading}</p><h1>${escaped(name)}</h1><p>${texts.protocols[report.protocol]} · ${escaped(report.model.name)} · ${format.when(report.at)}</p></header>`,
    '<main>',
    section(texts.summary, tiles(report, format)),
    section(texts.measuredOn, measuredOn(report, format)),
    verification(report, plotted, format),
    identification(report, plotted, format),
    parts.comparison === undefined || parts.second === undefined
      ? ''
      : comparison(parts.name, parts.second.name, parts.comparison, format),
    section(texts.times, times(report, format)),
    pairs(parts, format),
    failures(report, format),
    section(texts.remarks, remarks(report, format)),
    '</main></body></html>',
  ].join('\n');
}

const section = (title: string, content: string): string => `<section><h2>${title}</h2>${content}</section>`;

function tiles(report: EvaluationReport, { texts, percent, interval }: ReportFormat): string {
  const { verification: one, identification: many } = report;
  const tile = (name: string, { value, interval: range }: Pick<ReportedFigure, 'value' | 'interval'>): string =>
    `<div class="tile"><b>${percent(value)}</b><span>${escaped(name)}</span>${range === null ? '' : `<br><span>${interval(range)}</span>`}</div>`;
  const of = (figures: readonly ReportedFigureAt[], naming: (rate: string) => string): string[] =>
    figures.map((figure) => tile(naming(percent(figure.target)), figure));
  return `<div class="tiles">${[
    ...(one === null ? [] : [tile(texts.eer, one.eer), ...of(one.fnmrAtFmr, texts.fnmrAt)]),
    ...(many === null ? [] : [tile(texts.rank1, many.rank1), ...of(many.fnirAtFpir, texts.fnirAt)]),
  ].join('')}</div>`;
}

function measuredOn(
  { model, data, failuresToAcquire, identification: many, at, app, times: { machine } }: EvaluationReport,
  format: ReportFormat,
): string {
  const { texts, whole, when } = format;
  const perPerson = data.imagesPerPerson;
  return facts([
    [texts.model, `${model.name} (${model.id}, ${model.dimension})`],
    [texts.images, whole(data.images)],
    [texts.people, data.people === null ? texts.notKnown : whole(data.people)],
    ...(perPerson === null
      ? []
      : [
          [
            texts.perPerson,
            texts.fewestMost(whole(perPerson.least), whole(perPerson.median), whole(perPerson.most)),
          ] as const,
        ]),
    [
      texts.fta,
      `${whole(failuresToAcquire)} (${format.percent(data.images === 0 ? 0 : failuresToAcquire / data.images)})`,
    ],
    ...(many === null ? [] : [[texts.fte, whole(many.failuresToEnrol.length)] as const]),
    ...(data.skippedPairs === 0 ? [] : [[texts.skipped, whole(data.skippedPairs)] as const]),
    [texts.trainingData, model.trainingDataStated ? texts.trainingStated : texts.trainingNotStated],
    [texts.made, when(at)],
    [texts.program, `Threshold ${app}`],
    [texts.machine, machine],
    [texts.modelHash, model.sha256],
    [texts.list, data.list],
  ]);
}

const figureHead = ({ texts }: ReportFormat): string[] => [
  ...[texts.measure, texts.value, texts.interval, texts.restsOn, texts.threshold, texts.note],
];

function verification(report: EvaluationReport, plotted: readonly Plotted[], format: ReportFormat): string {
  const { verification: part } = report;
  if (part === null) return '';
  const { texts, whole, percent, row } = format;
  const rows = [
    ...(part.accuracy === null ? [] : [row(texts.accuracy, part.accuracy)]),
    row(texts.eer, part.eer),
    ...part.fnmrAtFmr.map((figure) => row(texts.fnmrAt(percent(figure.target)), figure)),
  ];
  return section(
    texts.verification,
    [
      facts([
        [texts.matedComparisons, whole(part.mated)],
        [texts.nonMatedComparisons, `${whole(part.nonMated)} (${part.allPairs ? texts.allPairs : texts.listedPairs})`],
      ]),
      table(figureHead(format), rows),
      `<div class="charts">${detChart(plotted, format)}${scoreCharts(plotted[0]!, format)[0]}</div>`,
    ].join(''),
  );
}

function identification(report: EvaluationReport, plotted: readonly Plotted[], format: ReportFormat): string {
  const { identification: part } = report;
  if (part === null) return '';
  const { texts, whole, percent, row } = format;
  return section(
    texts.identification,
    [
      facts([
        [texts.gallerySize, texts.templates(whole(part.templates), whole(part.people))],
        [texts.fusion, texts.fusions[part.fusion]],
        [texts.knownProbes, whole(part.knownProbes)],
        [texts.unknownProbes, whole(part.unknownProbes)],
      ]),
      part.leaveOneOut ? `<p class="quiet">${texts.leaveOneOut}</p>` : '',
      table(figureHead(format), [
        row(texts.rank1, part.rank1),
        [texts.rank5, percent(part.rank5), '–', '–', '–', ''],
        ...part.fnirAtFpir.map((figure) => row(texts.fnirAt(percent(figure.target)), figure)),
      ]),
      `<div class="charts">${identificationCurve(plotted, format)}${scoreCharts(plotted[0]!, format)[1]}${growthChart(part, format)}</div>`,
      indexTable(part.exactVersusIndex, format),
    ].join(''),
  );
}

type Index = NonNullable<EvaluationReport['identification']>['exactVersusIndex'];

function indexTable(index: Index, format: ReportFormat): string {
  if (index === null) return '';
  const { texts, whole, percent } = format;
  const ms = ({ p50, p95, p99 }: NonNullable<Index>['exactMs']): string => [p50, p95, p99].map(format.ms).join(' / ');
  const rows: (readonly [string, string])[] = [
    [texts.searches, whole(index.searches)],
    [texts.samePerson, percent(index.samePerson)],
    [
      texts.largestDifference,
      index.largestScoreDifference === null ? '–' : index.largestScoreDifference.toExponential(1),
    ],
    [texts.indexRank1, percent(index.indexRank1)],
    ...index.indexFnirAtFpir.map(({ target, value }) => [texts.fnirAt(percent(target)), percent(value)] as const),
    [texts.exactMs, ms(index.exactMs)],
    [texts.indexMs, ms(index.indexMs)],
  ];
  return `<h3>${texts.index}</h3>${facts(rows)}`;
}

function times(
  { times: { timedImages, imagesPerSecond, msPerImage, transaction } }: EvaluationReport,
  format: ReportFormat,
): string {
  const { texts, whole, ms } = format;
  const { decode, detect, landmarks, embed } = msPerImage;
  return [
    facts([
      [texts.timed, whole(timedImages)],
      [texts.transaction, `${ms(transaction.p50)} / ${ms(transaction.p95)}`],
      [texts.stages, [decode, detect, landmarks, embed].map(ms).join(' · ')],
      [texts.perSecond, imagesPerSecond === null ? '–' : format.number(imagesPerSecond)],
    ]),
    `<p class="quiet">${texts.transactionNote}</p>`,
  ].join('');
}

function pairs({ report, pictures }: HtmlParts, format: ReportFormat): string {
  const { texts } = format;
  const list = (title: string, of: readonly ReportPair[], shown: readonly PairPictures[] | undefined): string =>
    of.length === 0
      ? ''
      : `<h3>${title}</h3><div class="pairs">${of.map((pair, k) => pairOf(pair, shown?.[k], format)).join('')}</div>`;
  const content = [
    list(texts.worstMated, report.worstMated, pictures?.worstMated),
    list(texts.closestNonMated, report.closestNonMated, pictures?.closestNonMated),
  ].join('');
  return content === '' ? '' : section(texts.pairs, content);
}

function pairOf(
  { first, second, score }: ReportPair,
  shown: PairPictures | undefined,
  { texts, score: printed }: ReportFormat,
): string {
  const picture = (jpeg: Uint8Array | null): string =>
    jpeg === null ? `<div class="none">${texts.noPicture}</div>` : `<img src="${jpegAddress(jpeg)}" alt="">`;
  const two = shown === undefined ? '' : `<div class="two">${picture(shown.first)}${picture(shown.second)}</div>`;
  const named = ({ path, name }: ReportPicture): string => {
    const file = path?.split('/').at(-1);
    if (file === undefined) return name ?? texts.erased;
    return name === null || file.startsWith(name) ? file : `${name} / ${file}`;
  };
  return `<div class="pair">${two}<b>${score === null ? texts.noScore : printed(score)}</b><span>${escaped(named(first))}</span><span>${escaped(named(second))}</span></div>`;
}

function failures({ failures: list }: EvaluationReport, { texts }: ReportFormat): string {
  if (list.length === 0) return '';
  return section(
    texts.failures,
    table(
      [texts.file, texts.reason],
      list.map(({ path, reason }) => [path, reason]),
    ),
  );
}

function comparison(
  first: string,
  second: string,
  { figures, decisions, notes }: RunComparison,
  format: ReportFormat,
): string {
  const { texts, percent, whole, note } = format;
  const nameOf = ({ name, target }: PairedFigure): string =>
    name === 'eer' ? texts.eer : (name === 'fnmrAtFmr' ? texts.fnmrAt : texts.fnirAt)(percent(target));
  const p = (value: number | null): string => (value === null ? '–' : value < 0.001 ? '< 0.001' : value.toFixed(3));
  const decided = ({
    kind,
    target,
    bothRight,
    onlyFirst,
    onlySecond,
    bothWrong,
    p: value,
  }: PairedDecisions): string[] => [
    `${texts.decisionKinds[kind]} ${percent(target)}`,
    ...[bothRight, onlyFirst, onlySecond, bothWrong].map(whole),
    p(value),
  ];
  return section(
    escaped(texts.comparison(first, second)),
    [
      table(
        [texts.measure, texts.first, texts.second, texts.difference, texts.interval, texts.p],
        figures.map((figure) => [
          nameOf(figure),
          ...[figure.first, figure.second, figure.difference].map(percent),
          format.interval(figure.interval),
          p(figure.p),
        ]),
      ),
      `<p class="quiet">${texts.pairedNote}</p>`,
      decisions.length === 0
        ? ''
        : `<h3>${texts.decisions}</h3>${table(['', texts.bothRight, texts.onlyFirst, texts.onlySecond, texts.bothWrong, texts.p], decisions.map(decided))}<p class="quiet">${texts.decisionsNote}</p>`,
      ...notes.map((one) => `<p class="quiet">${escaped(note(one))}</p>`),
    ].join(''),
  );
}

function remarks({ bootstrap, notes }: EvaluationReport, { texts, whole, note }: ReportFormat): string {
  return [
    texts.standard,
    ...notes.map(note),
    texts.method(whole(bootstrap.replicates), String(bootstrap.seed)),
    texts.limits,
  ]
    .map((text) => `<p>${escaped(text)}</p>`)
    .join('');
}
