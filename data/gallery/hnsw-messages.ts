/** What passes between the gallery and the worker that owns an HNSW index. Labels are those of the row table. */

export interface HnswShape {
  readonly dimension: number;
  /** The most rows the index will hold. */
  readonly capacity: number;
  /** Links a row; more is better recall, more memory. */
  readonly m: number;
  /** Candidates held while a row is put in; more is better recall, a slower build. */
  readonly efConstruction: number;
  /** Candidates held while searching; more is better recall, a slower search. */
  readonly ef: number;
}

export type HnswOrder =
  | { readonly kind: 'begin'; readonly shape: HnswShape }
  | { readonly kind: 'add'; readonly labels: readonly number[]; readonly vectors: Float32Array }
  | { readonly kind: 'search'; readonly probe: Float32Array; readonly k: number };

export interface HnswRequest {
  readonly id: number;
  readonly order: HnswOrder;
}

export type HnswResult =
  | { readonly kind: 'state'; readonly count: number; readonly dimension: number }
  /** Labels, nearest first. */
  | { readonly kind: 'labels'; readonly labels: readonly number[] };

export type HnswReply =
  | { readonly id: number; readonly ok: true; readonly result: HnswResult }
  | { readonly id: number; readonly ok: false; readonly reason: string };
