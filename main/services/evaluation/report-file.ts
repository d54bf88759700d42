import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { ReportFormat as FileFormat, ReportLanguage } from '../../contract/evaluation.ts';
import type { EvaluationReport } from '../../contract/evaluation-report.ts';
import type { Core } from '../core.ts';
import type { Workshop } from '../training/workshop.ts';
import { whyNotComparable } from './compare-runs.ts';
import type { Examples } from './evaluation-report.ts';
import { inThread } from './math-thread.ts';
import { reportFormat } from './report/format.ts';
import { type HtmlParts, reportHtml } from './report/html.ts';
import { type PairPictures, type PictureShop, pairPictures, shopOf } from './report-pictures.ts';
import { readPart, readReport } from './run-record.ts';

export interface ReportWish {
  readonly runId: string;
  readonly name: string;
  readonly format: FileFormat;
  readonly language: ReportLanguage;
  readonly pictures: boolean;
  readonly second: { readonly runId: string; readonly name: string } | null;
}

export type PrintPdf = (html: string) => Promise<Outcome<Uint8Array>>;

const PICTURE_PIXELS = 144;
const mediaTypes = { html: 'text/html', json: 'application/json', pdf: 'application/pdf' } as const;

/** A finished run's report as one file. */
export async function reportFile(
  core: Core,
  workshop: Workshop,
  printPdf: PrintPdf | undefined,
  wish: ReportWish,
): Promise<Outcome<{ fileName: string; mediaType: string; bytes: Uint8Array }>> {
  const report = readReport(core, wish.runId);
  if (report === null) return notFinished(wish.name);
  const file = (bytes: Uint8Array) =>
    ok({ fileName: `${plain(wish.name)}.${wish.format}`, mediaType: mediaTypes[wish.format], bytes });
  const compared = wish.second === null ? ok(null) : await comparisonOf(core, wish.runId, report, wish.second);
  if (!compared.ok) return compared;
  const other = compared.value;
  if (wish.format === 'json') {
    const second = other === null ? {} : { second: other.second.report, comparison: other.comparison };
    return file(Buffer.from(JSON.stringify({ name: wish.name, ...report, ...second }, null, 2)));
  }
  if (wish.format === 'pdf' && printPdf === undefined)
    return fail(
      'BAD_INPUT',
      'PDF files are made in the desktop window. Here, print the HTML report with your browser.',
    );
  const pictures = wish.pictures ? await picturesOf(core, workshop, wish.runId) : ok(null);
  if (!pictures.ok) return pictures;
  const parts: HtmlParts = {
    ...{ name: wish.name, report },
    ...(pictures.value === null ? {} : { pictures: pictures.value }),
    ...(other === null ? {} : other),
  };
  const html = reportHtml(parts, reportFormat(wish.language));
  if (wish.format === 'html' || printPdf === undefined) return file(Buffer.from(html));
  const pdf = await printPdf(html);
  return pdf.ok ? file(pdf.value) : pdf;
}

export const notFinished = (name: string): Outcome<never> =>
  fail('BAD_INPUT', `"${name}" has no report yet: let it finish, or resume it.`);

type Compared = Required<Pick<HtmlParts, 'second' | 'comparison'>>;

/** The paired test of two finished runs, done in a thread. */
export async function comparisonOf(
  core: Core,
  firstId: string,
  first: EvaluationReport,
  { runId, name }: { readonly runId: string; readonly name: string },
): Promise<Outcome<Compared>> {
  const second = readReport(core, runId);
  if (second === null) return notFinished(name);
  const why = whyNotComparable(first, second);
  if (why !== null) return fail('BAD_INPUT', why);
  const scores = [firstId, runId].map((id) => core.store.evaluations.part(id, 'scores'));
  const comparison = await inThread('compare', {
    first: { report: first, scores: scores[0]! },
    second: { report: second, scores: scores[1]! },
  });
  return ok({ second: { name, report: second }, comparison: comparison! });
}

async function picturesOf(
  core: Core,
  workshop: Workshop,
  runId: string,
): Promise<Outcome<Required<HtmlParts>['pictures'] | null>> {
  const examples = readPart(core, runId, 'examples');
  if (examples === null) return ok(null);
  return reportPictures(shopOf(core, workshop, examples.root), examples);
}

/** The pictures that a printed report shows. */
export async function reportPictures(
  shop: PictureShop,
  { worstMated, closestNonMated }: Examples,
): Promise<Outcome<Required<HtmlParts>['pictures']>> {
  const made = await pairPictures(shop, [...worstMated, ...closestNonMated], PICTURE_PIXELS);
  if (!made.ok) return made;
  const all: readonly PairPictures[] = made.value;
  return ok({ worstMated: all.slice(0, worstMated.length), closestNonMated: all.slice(worstMated.length) });
}

/** A file name on every system. */
const plain = (name: string): string =>
  name
    .replace(/[\p{Cc}<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[. ]+$/, '')
    .trim()
    .slice(0, 80) || 'evaluation';
