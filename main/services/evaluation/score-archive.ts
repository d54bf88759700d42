import type { KnownSearch } from '../../../models/metrics/identification.ts';
import {
  crossedNonMated,
  listedNonMated,
  type MatedComparisons,
  matedComparisons,
  type NonMatedTail,
} from '../../../models/metrics/person-comparisons.ts';
import { decodeMessage, encodeMessage } from '../../contract/wire.ts';
import type { IdentificationSearches } from './identification-figures.ts';

/**
 * The scores of a 1:1 protocol as they are kept with a run: for operating points, and to compare runs trial by trial. All were computed in
 * single precision, so that nothing is lost. Person numbers follow from the list, and are the same for the same list.
 */
export interface VerificationScores {
  readonly people: number;
  /** In the order of the list; −∞ where an image could not be acquired. */
  readonly mated: Float32Array;
  readonly matedPerson: Int32Array;
  /** How many there were; of them the closest are kept. */
  readonly nonMated: number;
  /** Descending, and whose images they compare. */
  readonly tail: Float32Array;
  readonly tailFirst: Int32Array;
  readonly tailSecond: Int32Array;
  /** Acquired images of each person where all pairs were compared, else null. */
  readonly images: Float64Array | null;
  readonly apart: Uint8Array | null;
}

/** The searches of a 1:N protocol, in the order of its probes. */
export interface IdentificationScores {
  readonly people: number;
  /** +∞ where the mate was not found. */
  readonly mateRank: Float32Array;
  readonly mateScore: Float32Array;
  readonly knownPerson: Int32Array;
  readonly strangerTop: Float32Array;
  readonly strangerPerson: Int32Array;
}

export interface ScoreArchive {
  readonly verification: VerificationScores | null;
  readonly identification: IdentificationScores | null;
}

export const matedOf = ({ mated, matedPerson }: VerificationScores): MatedComparisons =>
  matedComparisons(mated, matedPerson);

export function nonMatedOf({ tail, tailFirst, tailSecond, images, apart }: VerificationScores): NonMatedTail {
  if (images === null) return listedNonMated(tail, tailFirst);
  return crossedNonMated({ scores: Float64Array.from(tail), first: tailFirst, second: tailSecond }, images, apart);
}

export const searchesOf = (scores: IdentificationScores): IdentificationSearches => ({
  known: Array.from(scores.mateRank, (mateRank, k): KnownSearch => ({ mateRank, mateScore: scores.mateScore[k]! })),
  knownPerson: scores.knownPerson,
  strangerTopScores: Float64Array.from(scores.strangerTop),
  strangerPerson: scores.strangerPerson,
  people: scores.people,
});

export const scoresOfSearches = (searches: IdentificationSearches): IdentificationScores => ({
  people: searches.people,
  mateRank: Float32Array.from(searches.known, ({ mateRank }) => mateRank),
  mateScore: Float32Array.from(searches.known, ({ mateScore }) => mateScore),
  knownPerson: searches.knownPerson,
  strangerTop: Float32Array.from(searches.strangerTopScores),
  strangerPerson: searches.strangerPerson,
});

type Kind = 'f32' | 'f64' | 'i32' | 'u8';
interface Packed {
  readonly kind: Kind;
  readonly raw: Uint8Array;
}

/** As bytes, to be sealed: the contract's wire format, with every array as its raw bytes (little endian, as all our machines are). */
export function archiveBytes(archive: ScoreArchive): Uint8Array {
  const pack = (value: unknown): unknown => {
    if (!ArrayBuffer.isView(value)) return value;
    const raw = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const kind: Kind =
      value instanceof Float32Array
        ? 'f32'
        : value instanceof Float64Array
          ? 'f64'
          : value instanceof Int32Array
            ? 'i32'
            : 'u8';
    return { kind, raw } satisfies Packed;
  };
  return encodeMessage(eachPart(archive, (part) => eachPart(part, pack)));
}

export function archiveFrom(bytes: Uint8Array): ScoreArchive {
  const unpack = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value;
    const { kind, raw } = value as Packed;
    const { buffer } = Uint8Array.from(raw); // aligned
    if (kind === 'f32') return new Float32Array(buffer);
    if (kind === 'f64') return new Float64Array(buffer);
    return kind === 'i32' ? new Int32Array(buffer) : new Uint8Array(buffer);
  };
  return eachPart(decodeMessage(bytes), (part) => eachPart(part, unpack)) as ScoreArchive;
}

const eachPart = (object: unknown, change: (value: unknown) => unknown): unknown =>
  object === null
    ? null
    : Object.fromEntries(Object.entries(object as object).map(([key, value]) => [key, change(value)]));
