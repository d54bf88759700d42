import { cumulativeMatch } from '../../../models/metrics/identification.ts';
import { quantile } from '../../../models/metrics/quantile.ts';
import type { ImageFailure, ImageTimes } from './embed-images.ts';
import type { EvaluatedModel, EvaluationOptions } from './face-source.ts';
import { type ExactGallery, type Fusion, fusions } from './galleries.ts';
import { type FnirFigure, fnirFigure, type IdentificationSearches, rankOneFigure } from './identification-figures.ts';
import { matesOf, type Probe, rankMates, type Searches, strangerTops } from './identification-searches.ts';
import type { Evaluated } from './pipeline.ts';
import type { Trials } from './trials.ts';
import type { ReportedInterval } from './verification-report.ts';

export const FPIR_TARGETS = ['0.01', '0.003'] as const;
export type FpirTarget = (typeof FPIR_TARGETS)[number];
type ByFpir<T> = Readonly<Record<FpirTarget, T>>;

export interface SearchTimes {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** What one way to fuse a person's templates achieves, by exact search. */
export interface FusionReport {
  readonly rank1: number | null;
  readonly rank5: number | null;
  readonly fnirAtFpir: ByFpir<number | null>;
  readonly thresholds: ByFpir<number | null>;
  readonly intervals: { readonly rank1: ReportedInterval; readonly fnirAtFpir: ByFpir<ReportedInterval> };
  readonly indicative: { readonly rank1: boolean; readonly fnirAtFpir: ByFpir<boolean> };
  readonly notes: readonly string[];
}

/** The app's index against the exact scan on the same probes and the same fused people. */
export interface IndexComparison {
  readonly searches: number;
  /** Share of probes for which both name the same person. */
  readonly samePerson: number | null;
  readonly largestScoreDifference: number | null;
  readonly indexRank1: number | null;
  readonly indexFnirAtFpir: ByFpir<number | null>;
  readonly exactMs: SearchTimes;
  readonly indexMs: SearchTimes;
}

/** What `evaluate identification --json` prints; rank1 and FNIR are those of the better fusion. Null figures are explained in `notes`. */
export interface IdentificationReport extends FusionReport {
  readonly protocol: 'identification';
  readonly model: EvaluatedModel;
  readonly images: number;
  /** Templates, and people who got at least one. */
  readonly enrolled: number;
  readonly people: number;
  readonly failuresToEnrol: readonly string[];
  readonly knownProbes: number;
  readonly unknownProbes: number;
  readonly failuresToAcquire: number;
  readonly fusion: Fusion;
  readonly byFusion: Readonly<Record<Fusion, FusionReport>>;
  /** Of the app's index where one was given, else of the exact scan. */
  readonly searchMs: SearchTimes;
  readonly exactVersusIndex: IndexComparison | null;
  readonly imagesPerSecond: number | null;
  readonly msPerImage: ImageTimes;
  readonly failures: readonly ImageFailure[];
}

export const searchTimes = (ms: Float64Array): SearchTimes => ({
  p50: quantile(ms, 0.5),
  p95: quantile(ms, 0.95),
  p99: quantile(ms, 0.99),
});

const byFpir = <T>(pick: (target: number) => T): ByFpir<T> => ({ '0.01': pick(0.01), '0.003': pick(0.003) });

/** All figures of one fusion, by exact search. */
export interface FusionFigures {
  readonly rank1: FnirFigure;
  readonly rank5: number | null;
  readonly fnir: ByFpir<FnirFigure>;
  readonly searches: IdentificationSearches;
}

export async function fusionFigures(
  gallery: ExactGallery,
  fusion: Fusion,
  probes: readonly Probe[],
  options: Pick<EvaluationOptions, 'replicates' | 'seed'>,
): Promise<FusionFigures> {
  const known = probes.filter((probe) => probe.personId !== null);
  const strangers = probes.filter((probe) => probe.personId === null && probe.template !== null);
  const number = new Map([...new Set(probes.map((probe) => probe.identity))].map((identity, p) => [identity, p]));
  const mates = await rankMates(gallery, fusion, known);
  const searches: IdentificationSearches = {
    known: mates,
    knownPerson: Int32Array.from(known, (probe) => number.get(probe.identity)!),
    strangerTopScores: Float64Array.from(await strangerTops(gallery, fusion, strangers)),
    strangerPerson: Int32Array.from(strangers, (probe) => number.get(probe.identity)!),
    people: number.size,
  };
  return {
    rank1: rankOneFigure(searches, options),
    rank5: cumulativeMatch(mates, 5)?.[4] ?? null,
    fnir: byFpir((target) => fnirFigure(searches, target, options)),
    searches,
  };
}

export function fusionReport({ rank1, rank5, fnir }: FusionFigures): FusionReport {
  const pick = <T>(of: (figure: FnirFigure) => T): ByFpir<T> => ({
    '0.01': of(fnir['0.01']),
    '0.003': of(fnir['0.003']),
  });
  const notes = [['rank1', rank1] as const, ...FPIR_TARGETS.map((t) => [`fnirAtFpir ${t}`, fnir[t]] as const)];
  return {
    rank1: rank1.measurement.value,
    rank5,
    fnirAtFpir: pick((figure) => figure.measurement.value),
    thresholds: pick((figure) => figure.measurement.threshold),
    intervals: { rank1: intervalOf(rank1), fnirAtFpir: pick(intervalOf) },
    indicative: {
      rank1: rank1.measurement.indicative,
      fnirAtFpir: pick((figure) => figure.measurement.indicative),
    },
    notes: notes.flatMap(([name, { measurement }]) =>
      measurement.note === null ? [] : [`${name}: ${measurement.note}`],
    ),
  };
}

const intervalOf = ({ interval }: FnirFigure): ReportedInterval =>
  interval === null ? null : [interval.low, interval.high];

/** The fusion that misses fewer people at the stricter FPIR, then at the looser, then at rank 1; the best template on a draw. */
export function betterFusion(by: Readonly<Record<Fusion, FusionFigures>>): Fusion {
  const key = (f: Fusion): number[] => {
    const { fnir, rank1 } = by[f];
    const rateOf = ({ measurement }: FnirFigure): number | null => measurement.value;
    return [rateOf(fnir['0.003']) ?? 1, rateOf(fnir['0.01']) ?? 1, 1 - (rateOf(rank1) ?? 0)];
  };
  const [best, mean] = fusions.map(key);
  const at = best!.findIndex((value, i) => value !== mean![i]);
  return at >= 0 && mean![at]! < best![at]! ? 'mean' : 'best';
}

/** Answers to the same probes side by side. */
export function compareWithIndex(probes: readonly Probe[], exact: Searches, index: Searches): IndexComparison {
  const both = probes.flatMap((_, k) => {
    const [a, b] = [exact.answers[k] ?? null, index.answers[k] ?? null];
    return a === null || b === null ? [] : [{ a, b }];
  });
  const known = probes.flatMap((probe, k) => (probe.personId === null ? [] : [k]));
  const strangers = probes.flatMap((probe, k) => (probe.personId === null && probe.template !== null ? [k] : []));
  const mates = matesOf(
    known.map((k) => probes[k]!),
    known.map((k) => index.answers[k] ?? null),
  );
  const searches: IdentificationSearches = {
    known: mates,
    knownPerson: new Int32Array(known.length),
    strangerTopScores: Float64Array.from(strangers, (k) => index.answers[k]!.score),
    strangerPerson: new Int32Array(strangers.length),
    people: 0,
  };
  return {
    searches: both.length,
    samePerson: both.length === 0 ? null : both.filter(({ a, b }) => a.personId === b.personId).length / both.length,
    largestScoreDifference: both.reduce<number | null>(
      (largest, { a, b }) => Math.max(largest ?? 0, Math.abs(a.score - b.score)),
      null,
    ),
    indexRank1: cumulativeMatch(mates, 1)?.[0] ?? null,
    indexFnirAtFpir: byFpir((target) => fnirFigure(searches, target, { replicates: 0 }).measurement.value),
    exactMs: searchTimes(exact.ms),
    indexMs: searchTimes(index.ms),
  };
}

/** What `evaluate identification --json` prints: the same figures as the full report, by their names of old. */
export function identificationReport(
  trials: Extract<Trials, { protocol: 'identification' }>,
  model: EvaluatedModel,
  { images, job, computed, index, report }: Pick<Evaluated, 'images' | 'job' | 'computed' | 'index' | 'report'>,
): IdentificationReport {
  const { byFusion, fusion, people, exact } = computed.identification!;
  const { samples, probes } = job.identification!;
  const reports = { best: fusionReport(byFusion.best), mean: fusionReport(byFusion.mean) };
  return {
    protocol: trials.protocol,
    model,
    images: images.paths.length,
    enrolled: samples.length,
    people: people.length,
    failuresToEnrol: report.identification?.failuresToEnrol ?? [],
    knownProbes: probes.filter((probe) => probe.personId !== null).length,
    unknownProbes: probes.filter((probe) => probe.personId === null).length,
    failuresToAcquire: images.failures.length,
    fusion,
    ...reports[fusion],
    byFusion: reports,
    searchMs: index?.indexMs ?? searchTimes(exact.ms),
    exactVersusIndex: index,
    imagesPerSecond: images.imagesPerSecond,
    msPerImage: images.msPerImage,
    failures: images.failures,
  };
}
