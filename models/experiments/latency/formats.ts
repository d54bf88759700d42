import type { Precision } from '../../runtime/quantize/quantize-onnx.ts';
import type { Size } from './workloads.ts';

/** Whose faces go through the network: of people who do not exist, or of those enrolled here. */
export const faceKinds = ['invented', 'enrolled'] as const;
export type FaceKind = (typeof faceKinds)[number];

/** At which recognition is compared. */
export const FMR = 0.01;
/** Comparisons of two people that such a rate needs: of fewer not one may be taken for one person. */
export const leastNonMated = 1 / FMR;

/** Comparisons of two people among so many pictures of each. */
export const nonMatedOf = (pictures: readonly number[]): number => {
  const all = pictures.reduce((sum, count) => sum + count, 0);
  return pictures.reduce((sum, count) => sum + count * (all - count), 0) / 2;
};

/** People at most, and pictures of each: invented ones make enough comparisons. */
export const FACES: Readonly<
  Record<FaceKind, Readonly<Record<Size, { readonly people: number; readonly pictures: number }>>>
> = {
  invented: { small: { people: 7, pictures: 3 }, full: { people: 20, pictures: 4 } },
  enrolled: { small: { people: 10, pictures: 4 }, full: { people: 60, pictures: 4 } },
};

export const formats = ['float32', 'float16', 'int8-weights', 'int8-dynamic'] as const satisfies readonly (
  | 'float32'
  | Precision
)[];
export type FormatId = 'float32' | Precision;

/** The network in use with its weights kept in another way. */
export interface FormatResult {
  readonly id: FormatId;
  readonly bytes: number;
  /** Layers whose weights are kept so. */
  readonly layers: number;
  readonly rounds: readonly number[];
  /** Of each face's template with the one by float32: mean, and the least. */
  readonly cosine: number;
  readonly least: number;
  /** At the threshold that its own comparisons give for an FMR of 1 %; null: none of them is of one person. */
  readonly fnmr: number | null;
  /** 95 %, by person. */
  readonly interval: readonly [number, number] | null;
}

export interface PrecisionResult {
  readonly model: string;
  readonly of: FaceKind;
  readonly people: number;
  readonly faces: number;
  readonly mated: number;
  readonly nonMated: number;
  readonly formats: readonly FormatResult[];
}
