import type { Precision } from '../../runtime/quantize/quantize-onnx.ts';

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
  /** At the threshold that its own comparisons give for an FMR of 1 %. */
  readonly fnmr: number | null;
}

export interface PrecisionResult {
  readonly model: string;
  readonly faces: number;
  readonly mated: number;
  readonly nonMated: number;
  readonly formats: readonly FormatResult[];
}
