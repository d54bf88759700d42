import { quantile } from '../../../models/metrics/quantile.ts';
import type { TradeOffPoints } from '../../../models/metrics/trade-off.ts';
import type { TradeOffBand } from '../../../models/metrics/trade-off-band.ts';
import type {
  EvaluationReport,
  IdentificationPart,
  ReportedFigure,
  ReportedFigureAt,
  ReportPair,
  ScoreHistogram,
  TradeOff,
  VerificationPart,
} from '../../contract/evaluation-report.ts';
import type { Computed } from './compute.ts';
import type { EmbeddedImages } from './embed-images.ts';
import { fusions } from './galleries.ts';
import { FPIR_TARGETS, type FusionFigures, type IndexComparison, searchTimes } from './identification-report.ts';
import type { IdentificationResult } from './identification-result.ts';
import type { PictureRef, TrialsWithTemplates } from './job.ts';
import { hashOfTrials, type Trials } from './trials.ts';
import type { Figure } from './verification-figures.ts';
import { FMR_TARGETS } from './verification-report.ts';
import { EXAMPLES, type VerificationResult } from './verification-result.ts';

/** What the report says of where and with what it was made. */
export interface ReportContext {
  readonly model: EvaluationReport['model'];
  readonly app: string;
  readonly machine: string;
  readonly replicates: number;
  readonly seed: number;
}

export interface ReportParts {
  readonly trials: Trials;
  readonly images: EmbeddedImages;
  readonly job: TrialsWithTemplates;
  readonly computed: Computed;
  readonly index: IndexComparison | null;
}

/** Pairs of a report by what they show; the report itself names people and paths. */
export interface Examples {
  readonly worstMated: readonly ExamplePair[];
  readonly closestNonMated: readonly ExamplePair[];
}

export interface ExamplePair {
  readonly first: PictureRef;
  readonly second: PictureRef;
  readonly score: number | null;
}

const FAILURES = 200;

/** After ISO/IEC 19795-1:2021: what was measured on, how many trials, which could not be acquired, rates with intervals, trade-off. */
export function evaluationReport(parts: ReportParts, examples: Examples, context: ReportContext): EvaluationReport {
  const { trials, images, job, computed, index } = parts;
  const { verification, identification } = computed;
  const searchMs = identification === null ? 0 : (quantile(identification.exact.ms, 0.5) ?? 0);
  const transaction = (p: number): number | null => {
    const total = quantile(images.totals, p);
    return total === null ? null : total + searchMs;
  };
  return {
    format: 'threshold-evaluation',
    version: 1,
    at: new Date().toISOString(),
    app: context.app,
    protocol: trials.protocol,
    model: context.model,
    data: { list: hashOfTrials(trials), ...dataOf(trials, images, job) },
    failuresToAcquire: images.failures.length,
    failures: images.failures.slice(0, FAILURES).map(({ path, reason }) => ({ path, reason })),
    verification:
      verification === null ? null : verificationPart(verification, trials, job.verification?.cross === true),
    identification: identification === null ? null : identificationPart(identification, parts, index),
    times: {
      machine: context.machine,
      timedImages: images.timedImages,
      imagesPerSecond: images.imagesPerSecond,
      msPerImage: images.msPerImage,
      transaction: { p50: transaction(0.5), p95: transaction(0.95) },
    },
    worstMated: examples.worstMated.map(pairOf),
    closestNonMated: examples.closestNonMated.map(pairOf),
    bootstrap: { replicates: context.replicates, seed: context.seed, level: 0.95 },
    notes: notesOf(parts),
  };
}

/** 1:N examples where there are searches, else those of the comparisons. */
export function examplesOf({ job, computed: { verification, identification } }: ReportParts): Examples {
  const finite = (score: number): number | null => (Number.isFinite(score) ? score : null);
  if (verification !== null && job.verification !== null) {
    const { first, second, mated } = job.verification;
    const { pairScores, closest } = verification;
    const worst = Array.from(mated.keys())
      .filter((k) => mated[k] === 1)
      .sort((a, b) => pairScores[a]! - pairScores[b]! || a - b)
      .slice(0, EXAMPLES);
    return {
      worstMated: worst.map((k) => ({
        first: job.pictures[first[k]!]!,
        second: job.pictures[second[k]!]!,
        score: finite(pairScores[k]!),
      })),
      closestNonMated: Array.from(closest.scores, (score, k) => ({
        first: job.pictures[closest.first[k]!]!,
        second: job.pictures[closest.second[k]!]!,
        score: finite(score),
      })),
    };
  }
  if (identification === null || job.identification === null) return { worstMated: [], closestNonMated: [] };
  const { probes } = job.identification;
  const beside = (probe: number, personId: string | null, score: number): ExamplePair[] => {
    const second = personId === null ? undefined : job.enrolledPictures.get(personId);
    return second === undefined ? [] : [{ first: job.probePictures[probe]!, second, score: finite(score) }];
  };
  return {
    worstMated: identification.worst.flatMap(({ probe, score }) => beside(probe, probes[probe]!.personId, score)),
    closestNonMated: identification.closest.flatMap(({ probe, personId, score }) => beside(probe, personId, score)),
  };
}

const pairOf = ({ first, second, score }: ExamplePair): ReportPair => ({
  first: pictureOf(first),
  second: pictureOf(second),
  score,
});

/** People's names are put in when a report is read: they may have changed, or be erased. */
const pictureOf = (ref: PictureRef): ReportPair['first'] =>
  ref.kind === 'file'
    ? { path: ref.path, personId: null, name: ref.name }
    : { path: null, personId: ref.personId, name: null };

function verificationPart(result: VerificationResult, trials: Trials, allPairs: boolean): VerificationPart {
  const { figures, det, band, histogram } = result;
  const { folds, accuracy } = figures;
  return {
    mated: result.scores.mated.length,
    nonMated: result.nonMated,
    allPairs,
    accuracy:
      trials.protocol === 'verification'
        ? {
            ...figureOf(accuracy),
            standardError: folds?.standardError ?? null,
            folds: (folds?.folds ?? []).map(({ fold, accuracy: share, threshold }) => ({
              fold,
              accuracy: share,
              threshold,
            })),
          }
        : null,
    eer: figureOf(figures.eer),
    fnmrAtFmr: figures.fnmrAtFmr.map((figure, i) => figureAt(figure, Number(FMR_TARGETS[i]))),
    thresholdTable: result.thresholdTable.map(({ fmr, threshold }) => ({ fmr, threshold })),
    det: det === null ? null : tradeOff(det, band),
    histogram: histogramOf(histogram),
  };
}

function identificationPart(
  result: IdentificationResult,
  { trials, job }: ReportParts,
  index: IndexComparison | null,
): IdentificationPart {
  const { fusion, byFusion, exact } = result;
  const { probes, samples } = job.identification!;
  const enrolled = new Set(result.people.map(({ personId }) => personId));
  const asked = trials.protocol === 'identification' ? trials.images.filter(({ role }) => role === 'enrol') : [];
  const atTargets = ({ fnir }: Pick<FusionFigures, 'fnir'>): ReportedFigureAt[] =>
    FPIR_TARGETS.map((target) => figureAt(fnir[target], Number(target)));
  return {
    people: result.people.length,
    templates: samples.length,
    leaveOneOut: trials.protocol === 'gallery',
    knownProbes: probes.filter(({ personId }) => personId !== null).length,
    unknownProbes: probes.filter(({ personId }) => personId === null).length,
    failuresToEnrol: [...new Set(asked.map(({ identity }) => identity))].filter((who) => !enrolled.has(who)),
    fusion,
    byFusion: fusions.map((each) => ({
      fusion: each,
      rank1: figureOf(byFusion[each].rank1),
      rank5: byFusion[each].rank5,
      fnirAtFpir: atTargets(byFusion[each]),
    })),
    rank1: figureOf(byFusion[fusion].rank1),
    rank5: byFusion[fusion].rank5,
    fnirAtFpir: atTargets(byFusion[fusion]),
    curve: result.curve === null ? null : tradeOff(result.curve, result.band),
    bySize: result.bySize.map(({ people, fnirAtFpir }) => ({
      people,
      fnirAtFpir: fnirAtFpir.map((figure, i) => figureAt(figure, Number(FPIR_TARGETS[i]))),
    })),
    histogram: histogramOf(result.histogram),
    searchMs: index?.indexMs ?? searchTimes(exact.ms),
    exactVersusIndex:
      index === null
        ? null
        : {
            ...index,
            indexFnirAtFpir: FPIR_TARGETS.map((target) => ({
              target: Number(target),
              value: index.indexFnirAtFpir[target],
            })),
          },
  };
}

const finiteOrNull = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

export const figureOf = ({ measurement, interval }: Figure): ReportedFigure => ({
  ...{ value: measurement.value, errors: measurement.errors, trials: measurement.trials },
  interval: interval === null ? null : [interval.low, interval.high],
  threshold: finiteOrNull(measurement.threshold),
  indicative: measurement.indicative,
  note: measurement.note,
});

const figureAt = (figure: Figure, target: number): ReportedFigureAt => ({ ...figureOf(figure), target });

const tradeOff = ({ thresholds, rate, miss }: TradeOffPoints, band: TradeOffBand): TradeOff => ({
  threshold: Array.from(thresholds, finiteOrNull),
  rate: Array.from(rate),
  miss: Array.from(miss),
  band: { rate: [...band.rate], low: [...band.low], high: [...band.high] },
});

const histogramOf = ({ mated, nonMated, matedWithoutScore }: VerificationResult['histogram']): ScoreHistogram => ({
  from: -1,
  width: 2 / mated.length,
  mated: Array.from(mated),
  nonMated: Array.from(nonMated),
  matedWithoutScore,
});

function dataOf(
  trials: Trials,
  images: EmbeddedImages,
  job: TrialsWithTemplates,
): Omit<EvaluationReport['data'], 'list'> {
  const counts = (names: Iterable<string | number>): number[] => {
    const by = new Map<string | number, number>();
    for (const name of names) by.set(name, (by.get(name) ?? 0) + 1);
    return [...by.values()].sort((a, b) => a - b);
  };
  const whose = (): number[] => {
    if (trials.protocol === 'verification') {
      const { verification } = job;
      return verification?.cross === true ? counts(verification.identity) : [];
    }
    if (trials.protocol === 'gallery')
      return counts([
        ...trials.enrolled.map(({ personId }) => personId),
        ...(trials.strangers?.images ?? []).map(({ identity }) => `stranger ${identity}`),
      ]);
    return counts(trials.images.map(({ identity }) => identity));
  };
  const own = whose();
  return {
    images: images.paths.length + (trials.protocol === 'gallery' ? trials.enrolled.length : 0),
    people: own.length === 0 ? null : own.length,
    imagesPerPerson:
      own.length === 0 ? null : { least: own[0]!, median: quantile(own, 0.5)!, most: own[own.length - 1]! },
    skippedPairs: trials.protocol === 'verification' ? trials.skipped : 0,
  };
}

function notesOf({ trials, job, computed }: ReportParts): string[] {
  const notes: string[] = [];
  const { verification } = job;
  if (trials.protocol === 'verification' && verification !== null) {
    if (!verification.cross)
      notes.push('folders do not tell who is who: FMR and EER rest on the listed non-mated pairs alone');
    if (verification.fold === null)
      notes.push('the list names no folds: accuracy over ten dealt folds, which are not disjoint by identity');
  }
  if (trials.protocol === 'gallery') {
    const single = [...Map.groupBy(trials.enrolled, ({ personId }) => personId).values()].filter(
      (own) => own.length === 1,
    ).length;
    if (single > 0) notes.push(`${single} people have one template and cannot be looked up without it`);
    if (trials.strangers === null)
      notes.push('no strangers were given: everybody enrolled was looked up as one, in the gallery without them');
  }
  if (computed.identification !== null && computed.identification.exact.ms.length === 0)
    notes.push('no probe could be acquired');
  return notes;
}
