/**
 * UMAP (McInnes, Healy, Melville 2018, arXiv:1802.03426) of the validation embeddings, off the page's thread: it takes seconds.
 * The random numbers are seeded: the same embeddings give the same picture.
 */
import { UMAP } from 'umap-js';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import type { UmapAnswer, UmapOrder } from './umap.ts';

const worker = self as unknown as {
  onmessage: (event: MessageEvent<UmapOrder>) => void;
  postMessage(answer: UmapAnswer, transfer?: Transferable[]): void;
};
/** Progress is told after so many rounds. */
const tellEvery = 10;

worker.onmessage = ({ data: { embeddings, dimension, seed, components } }) => {
  const rows = embeddings.length / dimension;
  const vectors = Array.from({ length: rows }, (_, i) => [...embeddings.subarray(i * dimension, (i + 1) * dimension)]);
  const umap = new UMAP({
    nComponents: components,
    nNeighbors: Math.min(15, rows - 1),
    minDist: 0.1,
    random: seededRandom(seed),
  });
  const epochs = umap.initializeFit(vectors);
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    if (epoch % tellEvery === 0) worker.postMessage({ done: epoch, total: epochs });
  }
  const places = Float32Array.from(umap.getEmbedding().flat());
  worker.postMessage({ places }, [places.buffer]);
};
