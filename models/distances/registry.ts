import { brayCurtis, canberra } from './amounts.ts';
import { correlationDistance, cosineDistance } from './angles.ts';
import { jensenShannon, kullbackLeibler, wasserstein } from './distributions.ts';
import { editDistance } from './edit.ts';
import { type LowerTriangle, mahalanobis } from './mahalanobis.ts';
import { hamming, jaccard } from './sets.ts';
import { chebyshev, euclidean, manhattan, minkowski, type Vector } from './vectors.ts';

export const distanceIds = [
  'euclidean',
  'manhattan',
  'chebyshev',
  'minkowski',
  'mahalanobis',
  'cosine',
  'correlation',
  'hamming',
  'jaccard',
  'bray-curtis',
  'canberra',
  'kullback-leibler',
  'jensen-shannon',
  'wasserstein',
  'edit',
] as const;
export type DistanceId = (typeof distanceIds)[number];

/** What a distance is made for: any numbers; yes or no a place; amounts (none below 0); shares that sum to 1; sequences. */
export type Kind = 'numbers' | 'bits' | 'amounts' | 'shares' | 'sequences';

export interface Parameters {
  /** Of Minkowski. */
  readonly p: number;
  /** Of Mahalanobis: the Cholesky factor of the covariance. */
  readonly factor: LowerTriangle;
}

export interface DistanceEntry {
  readonly id: DistanceId;
  readonly kind: Kind;
  readonly between: (a: Vector, b: Vector, parameters: Parameters) => number;
}

const entry = (id: DistanceId, kind: Kind, between: DistanceEntry['between']): DistanceEntry => ({ id, kind, between });

/** Every distance, by one signature. A sequence is given as numbers: its signs' codes. */
export const DISTANCES: Readonly<Record<DistanceId, DistanceEntry>> = {
  euclidean: entry('euclidean', 'numbers', euclidean),
  manhattan: entry('manhattan', 'numbers', manhattan),
  chebyshev: entry('chebyshev', 'numbers', chebyshev),
  minkowski: entry('minkowski', 'numbers', (a, b, { p }) => minkowski(a, b, p)),
  mahalanobis: entry('mahalanobis', 'numbers', (a, b, { factor }) => mahalanobis(a, b, factor)),
  cosine: entry('cosine', 'numbers', cosineDistance),
  correlation: entry('correlation', 'numbers', correlationDistance),
  hamming: entry('hamming', 'bits', hamming),
  jaccard: entry('jaccard', 'bits', jaccard),
  'bray-curtis': entry('bray-curtis', 'amounts', brayCurtis),
  canberra: entry('canberra', 'amounts', canberra),
  'kullback-leibler': entry('kullback-leibler', 'shares', kullbackLeibler),
  'jensen-shannon': entry('jensen-shannon', 'shares', jensenShannon),
  wasserstein: entry('wasserstein', 'shares', wasserstein),
  edit: entry('edit', 'sequences', editDistance),
};
