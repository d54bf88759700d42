import type { EvaluationReport, ReportedFigure } from '../contract/evaluation-report.ts';
import type { IdentificationReport } from '../services/evaluation/identification-report.ts';
import type { ReportedInterval, VerificationReport } from '../services/evaluation/verification-report.ts';

/** A rate in per cent with its interval, and whether it rests on too few errors to be more than indicative. */
function rate(value: number | null, interval: ReportedInterval, indicative: boolean): string {
  if (value === null) return 'not measurable';
  const range = interval === null ? '' : ` (95 % ${percent(interval[0])} to ${percent(interval[1])})`;
  return `${percent(value)}${range}${indicative ? ', indicative: fewer than 30 errors' : ''}`;
}

const percent = (value: number): string => `${(value * 100).toFixed(2)} %`;

export function verificationText(report: VerificationReport): string {
  const { accuracy, intervals, indicative } = report;
  return [
    `${report.model.id}: ${report.images} images, ${report.failuresToAcquire} failures to acquire, ${report.pairs} pairs, ${report.nonMatedComparisons.toLocaleString('en')} non-mated comparisons`,
    `accuracy  ${accuracy.mean === null ? 'not measurable' : `${percent(accuracy.mean)} ± ${percent(accuracy.standardError ?? 0)} (standard error over folds)`}`,
    `EER       ${rate(report.eer, intervals.eer, indicative.eer)}`,
    ...(['0.01', '0.001', '0.0001'] as const).map(
      (fmr) =>
        `FNMR at FMR ${fmr}  ${rate(report.fnmrAtFmr[fmr], intervals.fnmrAtFmr[fmr], indicative.fnmrAtFmr[fmr])}, threshold ${report.thresholds[fmr]?.toFixed(4) ?? '–'}`,
    ),
    `${report.imagesPerSecond?.toFixed(1) ?? '–'} images a second`,
    ...report.failures.map(({ path, reason }) => `  not acquired: ${path} (${reason})`),
    ...report.notes,
  ].join('\n');
}

export function identificationText(report: IdentificationReport): string {
  const { intervals, indicative } = report;
  return [
    `${report.model.id}: ${report.enrolled} templates of ${report.people} people, ${report.knownProbes} known and ${report.unknownProbes} unknown probes, ${report.failuresToAcquire} failures to acquire`,
    `rank-1  ${rate(report.rank1, intervals.rank1, indicative.rank1)} (${report.fusion} of a person's templates)`,
    ...(['0.01', '0.003'] as const).map(
      (fpir) =>
        `FNIR at FPIR ${fpir}  ${rate(report.fnirAtFpir[fpir], intervals.fnirAtFpir[fpir], indicative.fnirAtFpir[fpir])}, threshold ${report.thresholds[fpir]?.toFixed(4) ?? '–'}`,
    ),
    `search  p50 ${report.searchMs.p50?.toFixed(3) ?? '–'} ms, p99 ${report.searchMs.p99?.toFixed(3) ?? '–'} ms`,
    ...report.failures.map(({ path, reason }) => `  not acquired: ${path} (${reason})`),
    ...report.notes,
  ].join('\n');
}

/** The same of any protocol, from the full report. */
export function reportText({
  model,
  data,
  failuresToAcquire,
  verification,
  identification,
  notes,
}: EvaluationReport): string {
  const line = (name: string, { value, interval, indicative, threshold, note }: ReportedFigure): string =>
    `${name}  ${value === null ? (note ?? 'not measurable') : `${rate(value, interval, indicative)}, threshold ${threshold?.toFixed(4) ?? '–'}`}`;
  return [
    `${model.id}: ${data.images} images of ${data.people ?? 'unknown'} people, ${failuresToAcquire} failures to acquire`,
    ...(verification === null
      ? []
      : [
          `${verification.mated.toLocaleString('en')} mated and ${verification.nonMated.toLocaleString('en')} non-mated comparisons`,
          line('EER', verification.eer),
          ...verification.fnmrAtFmr.map((figure) => line(`FNMR at FMR ${figure.target}`, figure)),
        ]),
    ...(identification === null
      ? []
      : [
          `${identification.templates} templates of ${identification.people} people, ${identification.knownProbes} known and ${identification.unknownProbes} unknown probes`,
          line('rank-1', identification.rank1),
          ...identification.fnirAtFpir.map((figure) => line(`FNIR at FPIR ${figure.target}`, figure)),
        ]),
    ...notes,
  ].join('\n');
}
