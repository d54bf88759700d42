/**
 * `MODEL_MISMATCH`: a vector of another dimension, so of another model. `BAD_INPUT`: a vector that is not finite or not of
 * unit length, or a quality that is not a weight. `CLOSED`: the gallery was closed, its vectors are wiped.
 */
export type GalleryErrorCode = 'MODEL_MISMATCH' | 'BAD_INPUT' | 'CLOSED';

/** What the gallery refuses. Loud, since hnswlib takes NaN in silence and answers nonsense ever after. */
export class GalleryError extends Error {
  override readonly name = 'GalleryError';
  readonly code: GalleryErrorCode;

  constructor(code: GalleryErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
