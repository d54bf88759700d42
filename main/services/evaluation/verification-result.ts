import { scoreHistogram } from '../../../models/metrics/score-histogram.ts';
import { type ThresholdRow, thresholdTable } from '../../../models/metrics/thresholds.ts';
import { type TradeOffPoints, tradeOffPoints } from '../../../models/metrics/trade-off.ts';
import { type TradeOffBand, tradeOffBand } from '../../../models/metrics/trade-off-band.ts';
import type { VerificationScores } from './score-archive.ts';
import { compareForVerification, type VerificationInput } from './verification-comparisons.ts';
import { type VerificationFigures, verificationFigures } from './verification-figures.ts';

/** Examples that a report shows of each kind. */
export const EXAMPLES = 10;
const BINS = 100;

/** Everything that a report says of a 1:1 protocol, as plain values: it comes out of a worker. */
export interface VerificationResult {
  readonly figures: VerificationFigures;
  readonly nonMated: number;
  readonly thresholdTable: readonly ThresholdRow[];
  readonly det: TradeOffPoints | null;
  readonly band: TradeOffBand;
  /** Over [−1, 1]; mated ones without a score are not in it. */
  readonly histogram: {
    readonly mated: Float64Array;
    readonly nonMated: Float64Array;
    readonly matedWithoutScore: number;
  };
  /** Of each listed comparison. */
  readonly pairScores: Float32Array;
  /** The closest non-mated comparisons by image number. */
  readonly closest: { readonly scores: Float64Array; readonly first: Int32Array; readonly second: Int32Array };
  readonly scores: VerificationScores;
}

export interface ComputeOptions {
  readonly replicates?: number | undefined;
  readonly seed?: number | undefined;
}

/** Tells how far it is; answering false ends the work, which then gives null. */
export type OnShare = (stage: 'compare' | 'search' | 'intervals', done: number, total: number) => boolean;

export async function verifyAll(
  input: VerificationInput,
  options: ComputeOptions,
  onShare: OnShare,
): Promise<VerificationResult | null> {
  const bootstrap = definite(options);
  const comparisons = await compareForVerification(input, (share) => onShare('compare', Math.round(share * 100), 100));
  if (comparisons === null || !onShare('intervals', 0, 2)) return null;
  const figures = verificationFigures(input, comparisons, bootstrap);
  if (!onShare('intervals', 1, 2)) return null;
  const { mated, nonMated, matedByPerson, nonMatedByPerson, pairScores, closest, images } = comparisons;
  const band = tradeOffBand(input.people, matedByPerson, nonMatedByPerson, nonMated.length, bootstrap);
  const scored = mated.filter((score) => score > Number.NEGATIVE_INFINITY);
  const matedTrials = Array.from(input.mated.keys()).filter((k) => input.mated[k] === 1);
  onShare('intervals', 2, 2);
  return {
    figures,
    nonMated: nonMated.length,
    thresholdTable: thresholdTable(nonMated),
    det: tradeOffPoints(mated, nonMated),
    band,
    histogram: {
      mated: scoreHistogram(scored, BINS),
      nonMated: scoreHistogram(nonMated, BINS),
      matedWithoutScore: mated.length - scored.length,
    },
    pairScores,
    closest: {
      scores: closest.scores.slice(0, EXAMPLES),
      first: closest.first.slice(0, EXAMPLES),
      second: closest.second.slice(0, EXAMPLES),
    },
    scores: {
      people: input.people,
      mated: Float32Array.from(matedTrials, (k) => pairScores[k]!),
      matedPerson: Int32Array.from(matedTrials, (k) => input.identity[input.first[k]!]!),
      nonMated: nonMated.length,
      tail: Float32Array.from(closest.scores),
      tailFirst: closest.first.map((i) => input.identity[i]!),
      tailSecond: closest.second.map((i) => input.identity[i]!),
      images,
      apart: input.apart,
    },
  };
}

/** `exactOptionalPropertyTypes` keeps an absent option and an undefined one apart. */
export const definite = ({ replicates, seed }: ComputeOptions): { replicates?: number; seed?: number } => ({
  ...(replicates === undefined ? {} : { replicates }),
  ...(seed === undefined ? {} : { seed }),
});
