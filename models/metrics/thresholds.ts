import { thresholdForFmr, thresholdForRate } from './error-rates.ts';
import { isMeasurable } from './measurable.ts';
import type { Scores } from './scores.ts';

/** A threshold and the FMR it promises at most. */
export interface ThresholdRow {
  readonly fmr: number;
  readonly threshold: number;
}

/** The rates a table is made for; rows beyond what the data can show are left out. */
export const TABLE_RATES = [1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6] as const;

/** Rows for every rate that is measurable on the ascending `nonMated` scores and has a finite threshold, in ascending strictness. */
export function thresholdTable(nonMated: Scores, rates: readonly number[] = TABLE_RATES): ThresholdRow[] {
  const rows: ThresholdRow[] = [];
  for (const fmr of rates) {
    if (!isMeasurable(fmr, nonMated.length)) continue;
    const threshold = thresholdForFmr(nonMated, fmr);
    if (threshold !== null && Number.isFinite(threshold)) rows.push({ fmr, threshold });
  }
  return rows;
}

/** `measured`: a row of the table; `interpolated`: between two; `extrapolated`: beyond what was measured. */
export type Basis = 'measured' | 'interpolated' | 'extrapolated';

/**
 * The threshold for an FMR from a table in ascending strictness. Between rows, and beyond the last, log FMR is taken to
 * fall in a straight line with the score (an exponential tail). Null with fewer than two rows, unless a row fits exactly.
 */
export function thresholdAtFmr(
  table: readonly ThresholdRow[],
  fmr: number,
): { readonly threshold: number; readonly basis: Basis } | null {
  if (!(fmr > 0 && fmr <= 1)) throw new RangeError(`an FMR lies in (0, 1], not at ${fmr}`);
  const exact = table.find((row) => row.fmr === fmr);
  if (exact !== undefined) return { threshold: exact.threshold, basis: 'measured' };
  const segment = segmentFor(table, (row) => row.fmr > fmr);
  if (segment === null) return null;
  const { from, to, inside } = segment;
  const share = Math.log(fmr / from.fmr) / Math.log(to.fmr / from.fmr);
  return {
    threshold: from.threshold + share * (to.threshold - from.threshold),
    basis: inside ? 'interpolated' : 'extrapolated',
  };
}

/** The other way round: the FMR that a threshold promises, at most 1. */
export function fmrAtThreshold(
  table: readonly ThresholdRow[],
  threshold: number,
): { readonly fmr: number; readonly basis: Basis } | null {
  const exact = table.find((row) => row.threshold === threshold);
  if (exact !== undefined) return { fmr: exact.fmr, basis: 'measured' };
  const segment = segmentFor(table, (row) => row.threshold < threshold);
  if (segment === null) return null;
  const { from, to, inside } = segment;
  const share = (threshold - from.threshold) / (to.threshold - from.threshold);
  const fmr = Math.min(1, from.fmr * (to.fmr / from.fmr) ** share);
  return { fmr, basis: inside ? 'interpolated' : 'extrapolated' };
}

/** The two rows around a point, or the two at the end it lies beyond. */
function segmentFor(
  table: readonly ThresholdRow[],
  isBefore: (row: ThresholdRow) => boolean,
): { from: ThresholdRow; to: ThresholdRow; inside: boolean } | null {
  // Equal thresholds (ties in the scores) give no line; the last of them promises most.
  const rows = table.filter((row, i) => row.threshold !== table[i + 1]?.threshold);
  if (rows.length < 2) return null;
  const before = rows.filter(isBefore).length;
  if (before === rows.length) {
    // The last rows rest on few errors: a slope over a whole decade is steadier, and on the safe side of a tail that bends down.
    const last = rows.at(-1)!;
    const from = rows.findLast((row) => row.fmr >= 10 * last.fmr) ?? rows[0]!;
    return { from, to: last, inside: false };
  }
  const at = Math.max(before, 1);
  return { from: rows[at - 1]!, to: rows[at]!, inside: before > 0 };
}

/** FPIR ≈ 1 − (1 − FMR)^N for N independent comparisons, without losing small rates to rounding. */
export const fpirFromFmr = (fmr: number, gallerySize: number): number => -Math.expm1(gallerySize * Math.log1p(-fmr));

/** FMR = 1 − (1 − FPIR)^(1/N), its inverse. */
export const fmrFromFpir = (fpir: number, gallerySize: number): number => -Math.expm1(Math.log1p(-fpir) / gallerySize);

/** The best score of each of many strangers searched in a gallery of `gallerySize`. */
export interface StrangerSearches {
  readonly gallerySize: number;
  /** Ascending. */
  readonly topScores: Scores;
}

/** A threshold for identification, and what it promises for this gallery. */
export interface IdentificationThreshold {
  readonly threshold: number;
  /** What is promised, at most. */
  readonly fpir: number;
  /** The FMR of one comparison that this amounts to. */
  readonly fmr: number;
  readonly gallerySize: number;
  /** `empirical`: strangers were really searched in a gallery this large; `extrapolated`: from FMR, taking comparisons as independent. */
  readonly basis: 'empirical' | 'extrapolated';
  /** Extrapolated, and the FMR needed is itself beyond what the table could measure. */
  readonly beyondData: boolean;
}

/**
 * The 1:N threshold for a target FPIR and the present gallery size N ≥ 1 (templates compared per search: people when
 * each has one fused template). Measured searches are used where 30 of them may err and their gallery is as large as
 * this one, up to twice: FPIR grows with N, so a larger gallery's threshold keeps the promise, but a much larger one's
 * refuses people for nothing. Null when the table has too few rows.
 */
export function identificationThreshold(
  table: readonly ThresholdRow[],
  targetFpir: number,
  gallerySize: number,
  searches?: StrangerSearches,
): IdentificationThreshold | null {
  if (!(targetFpir > 0 && targetFpir < 1)) throw new RangeError(`a target FPIR lies in (0, 1), not at ${targetFpir}`);
  const size = Math.max(1, gallerySize);
  const fmr = fmrFromFpir(targetFpir, size);
  const common = { fpir: targetFpir, fmr, gallerySize: size };
  if (searches !== undefined && searches.gallerySize >= size && searches.gallerySize <= 2 * size) {
    const threshold = isMeasurable(targetFpir, searches.topScores.length)
      ? thresholdForRate(searches.topScores, targetFpir)
      : null;
    if (threshold !== null && Number.isFinite(threshold))
      return { ...common, threshold, basis: 'empirical', beyondData: false };
  }
  const fromTable = thresholdAtFmr(table, fmr);
  if (fromTable === null) return null;
  return {
    ...common,
    threshold: fromTable.threshold,
    basis: 'extrapolated',
    beyondData: fromTable.basis === 'extrapolated',
  };
}

/** X of "about 1 stranger in X accepted": 1/FPIR to two figures, at least 1. */
export const strangersPerFalseAccept = (fpir: number): number => Math.max(1, Number((1 / fpir).toPrecision(2)));

/** "about 1 stranger in 100 accepted at 460 people". */
export const strangersAccepted = (fpir: number, people: number): string =>
  `about 1 stranger in ${strangersPerFalseAccept(fpir).toLocaleString('en')} accepted at ${people.toLocaleString('en')} people`;
