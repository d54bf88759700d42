export interface UmapOrder {
  /** Rows of length 1. */
  readonly embeddings: Float32Array;
  readonly dimension: number;
  readonly seed: number;
  /** Of the picture. */
  readonly components: 2 | 3;
}

export type UmapAnswer = { readonly done: number; readonly total: number } | { readonly places: Float32Array };

/** Fewer rows have no neighbourhoods to speak of. */
export const umapLeastRows = 8;

/** Starts a projection in a worker; the returned function ends it. `onPlaces` gets `rows × components`. */
export function startUmap(
  order: UmapOrder,
  onProgress: (share: number) => void,
  onPlaces: (places: Float32Array) => void,
): () => void {
  const worker = new Worker(new URL('./umap-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<UmapAnswer>) => {
    if ('places' in data) {
      onPlaces(data.places);
      worker.terminate();
    } else onProgress(data.done / data.total);
  };
  worker.postMessage(order);
  return () => worker.terminate();
}
