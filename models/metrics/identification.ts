import { type ErrorRate, errorRate, thresholdForRate } from './error-rates.ts';
import { sortedScores } from './scores.ts';

/**
 * What an open-set search said about one probe whose person is enrolled. `mateRank` is 1 when the person came first,
 * +∞ when not found at all (or the probe could not be acquired: its scores are −∞ then).
 */
export interface KnownSearch {
  readonly mateRank: number;
  readonly mateScore: number;
}

/** FPIR(N, T) = #{unknown probes whose best candidate scores ≥ T} / #{unknown probes} (ISO/IEC 19795-1). */
export function falsePositiveIdentificationRate(strangerTopScores: ArrayLike<number>, threshold: number): ErrorRate {
  let accepted = 0;
  for (let i = 0; i < strangerTopScores.length; i++) if (strangerTopScores[i]! >= threshold) accepted++;
  return errorRate(accepted, strangerTopScores.length);
}

/** FNIR(N, T, R) = #{known probes whose mate is not within rank R with a score ≥ T} / #{known probes}. */
export function falseNegativeIdentificationRate(known: readonly KnownSearch[], threshold: number, rank = 1): ErrorRate {
  let missed = 0;
  for (const search of known) if (!(search.mateRank <= rank && search.mateScore >= threshold)) missed++;
  return errorRate(missed, known.length);
}

/** Cumulative match characteristic: element r − 1 is the share of known probes whose mate is within rank r. Null without probes. */
export function cumulativeMatch(known: readonly KnownSearch[], maxRank: number): Float64Array | null {
  if (known.length === 0) return null;
  const curve = new Float64Array(maxRank);
  for (const { mateRank } of known) if (mateRank <= maxRank) curve[mateRank - 1]!++;
  let total = 0;
  for (let rank = 0; rank < maxRank; rank++) {
    total += curve[rank]!;
    curve[rank] = total / known.length;
  }
  return curve;
}

/** FNIR(N, T, 1) where T is the smallest threshold with FPIR(N, T) ≤ the target. */
export interface FnirAtFpir {
  readonly threshold: number;
  readonly fpir: ErrorRate;
  readonly fnir: ErrorRate;
}

/** Null when no threshold keeps the promise (no unknown probes, or too many of them at +∞). */
export function fnirAtFpir(
  known: readonly KnownSearch[],
  strangerTopScores: ArrayLike<number>,
  target: number,
): FnirAtFpir | null {
  const threshold = thresholdForRate(sortedScores(strangerTopScores), target);
  if (threshold === null) return null;
  return {
    threshold,
    fpir: falsePositiveIdentificationRate(strangerTopScores, threshold),
    fnir: falseNegativeIdentificationRate(known, threshold),
  };
}
