/** What the comparison needs of a gallery: data/gallery's in the app, an exact scan over people's mean vectors. */
export interface ComparedGallery {
  /** Searchable when it returns. @param vectors of length 1 */
  add(person: number, vectors: readonly Float32Array[]): void;
  remove(person: number): void;
  /** The nearest person by cosine; null while nobody is enrolled. */
  search(probe: Float32Array): Promise<{ readonly person: number; readonly score: number } | null>;
  close(): Promise<void>;
}

export type OpenGallery = (dimension: number) => ComparedGallery;

/** Row by row. */
export const rowsOf = (all: Float32Array, dimension: number): Float32Array[] =>
  Array.from({ length: all.length / dimension }, (_, k) => all.slice(k * dimension, (k + 1) * dimension));
