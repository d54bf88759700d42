import { GalleryError } from './gallery-error.ts';

/** One template as the gallery searches it: no name, no picture, the vector alone. */
export interface GalleryEntry {
  readonly templateId: string;
  readonly personId: string;
  /** L2-normalised. */
  readonly vector: Float32Array;
  /** The weight of this template in a person's mean; at least 0. */
  readonly quality: number;
}

/** Float32 rounding leaves about 1e-6; more than this means that somebody forgot to normalise, and scores would not be cosines. */
const UNIT_TOLERANCE = 1e-3;

/**
 * @throws {GalleryError} `MODEL_MISMATCH` for another dimension; `BAD_INPUT` for a value that is not finite or a length that is not 1.
 */
export function checkVector(vector: Float32Array, dimension: number, modelId: string, what: string): void {
  if (vector.length !== dimension) {
    throw new GalleryError(
      'MODEL_MISMATCH',
      `${what} has ${vector.length} numbers, the gallery of model "${modelId}" holds vectors of ${dimension}: compare vectors of one model only.`,
    );
  }
  let squares = 0;
  for (let i = 0; i < dimension; i++) squares += vector[i]! * vector[i]!;
  if (!Number.isFinite(squares)) {
    throw new GalleryError('BAD_INPUT', `${what} holds a value that is not a finite number.`);
  }
  if (Math.abs(Math.sqrt(squares) - 1) > UNIT_TOLERANCE) {
    throw new GalleryError(
      'BAD_INPUT',
      `${what} has length ${Math.sqrt(squares).toFixed(4)}, not 1: normalise it first.`,
    );
  }
}

/** @throws {GalleryError} as `checkVector`, and `BAD_INPUT` for a quality that is negative or not finite. */
export function checkEntry(entry: GalleryEntry, dimension: number, modelId: string): void {
  checkVector(entry.vector, dimension, modelId, `The vector of template "${entry.templateId}"`);
  if (!Number.isFinite(entry.quality) || entry.quality < 0) {
    throw new GalleryError(
      'BAD_INPUT',
      `The quality of template "${entry.templateId}" is ${entry.quality}; it must be a finite number, at least 0.`,
    );
  }
}
