import { cumulativeMatch } from './identification.ts';

/** Of one query: precision averaged over the ranks of its mated images, and the rank of the first (1: the closest). */
export interface RankedQuery {
  readonly averagePrecision: number;
  readonly firstRank: number;
}

/**
 * Of a whole ranking, the closest first: (1/R) Σ over the ranks i of the R mated images of the precision among the first i.
 * Null where nothing in it is mated. Unlike MAP@R it goes to the last mated image (Manning, Raghavan, Schütze, "Introduction to
 * Information Retrieval", 2008, §8.4).
 */
export function rankedQuery(mated: readonly boolean[]): RankedQuery | null {
  let [hits, precisions, firstRank] = [0, 0, 0];
  for (const [i, is] of mated.entries()) {
    if (!is) continue;
    hits++;
    precisions += hits / (i + 1);
    if (hits === 1) firstRank = i + 1;
  }
  return hits === 0 ? null : { averagePrecision: precisions / hits, firstRank };
}

/** Images in one space, with who they show and by which camera they were taken. */
export interface CameraImages {
  /** [n, dimension], row-major, of length 1. */
  readonly rows: Float32Array;
  readonly dimension: number;
  readonly labels: ArrayLike<number>;
  readonly cameras: ArrayLike<number>;
}

export interface ReIdentification {
  readonly meanAveragePrecision: number;
  /** Element r − 1: the share of queries with a mated image of another camera within rank r. */
  readonly cmc: readonly number[];
  readonly queries: number;
}

/**
 * Each image searched among those of the other cameras (Zheng et al., "Scalable Person Re-identification: A Benchmark", ICCV 2015:
 * images of the same person by the same camera do not count). Null where no person was seen by two cameras.
 */
export function reIdentification(
  { rows, dimension, labels, cameras }: CameraImages,
  maxRank = 10,
): ReIdentification | null {
  const n = rows.length / dimension;
  const ranked: RankedQuery[] = [];
  for (let i = 0; i < n; i++) {
    const gallery: { mated: boolean; score: number; at: number }[] = [];
    for (let j = 0; j < n; j++) {
      if (cameras[j] === cameras[i]) continue;
      let score = 0;
      for (let d = 0; d < dimension; d++) score += rows[i * dimension + d]! * rows[j * dimension + d]!;
      gallery.push({ mated: labels[j] === labels[i], score, at: j });
    }
    gallery.sort((a, b) => b.score - a.score || a.at - b.at);
    const query = rankedQuery(gallery.map(({ mated }) => mated));
    if (query !== null) ranked.push(query);
  }
  const cmc = cumulativeMatch(
    ranked.map(({ firstRank }) => ({ mateRank: firstRank, mateScore: 1 })),
    maxRank,
  );
  if (cmc === null) return null;
  const sum = ranked.reduce((total, { averagePrecision }) => total + averagePrecision, 0);
  return { meanAveragePrecision: sum / ranked.length, cmc: [...cmc], queries: ranked.length };
}
