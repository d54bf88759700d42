import { cholesky } from '../../../models/distances/mahalanobis.ts';
import { readAs } from '../../../models/distances/readings.ts';
import {
  DISTANCES,
  type DistanceId,
  distanceIds,
  type Kind,
  type Parameters,
} from '../../../models/distances/registry.ts';
import type { Vector } from '../../../models/distances/vectors.ts';
import { AMOUNTS_MOST, NUMBERS_MOST, type Point, type Settings } from './settings.ts';

export const kinds = ['numbers', 'bits', 'amounts', 'shares', 'sequences'] as const satisfies readonly Kind[];
export const distancesOf = (kind: Kind): readonly DistanceId[] =>
  distanceIds.filter((id) => DISTANCES[id].kind === kind);

/** The settings' points that a kind is drawn with: bits are the signs of numbers. */
export type Drawn = 'numbers' | 'amounts' | 'shares';
export const drawnAs = (kind: Kind): Drawn => (kind === 'amounts' || kind === 'shares' ? kind : 'numbers');

export const domainOf: Readonly<Record<Drawn, readonly [number, number]>> = {
  numbers: [-NUMBERS_MOST, NUMBERS_MOST],
  amounts: [0, AMOUNTS_MOST],
  shares: [0, 1],
};

/** A radius at which the ball of a distance is neither a speck nor everything. */
export const usualRadius: Readonly<Record<DistanceId, number>> = {
  euclidean: 1,
  manhattan: 1,
  chebyshev: 1,
  minkowski: 1,
  mahalanobis: 1,
  cosine: 0.25,
  correlation: 1,
  hamming: 0.5,
  jaccard: 0.5,
  'bray-curtis': 0.25,
  canberra: 0.5,
  'kullback-leibler': 0.2,
  'jensen-shannon': 0.25,
  wasserstein: 0.25,
  edit: 1,
};

/** A place of the picture as what the distance compares; null where there is nothing: shares that sum to more than 1. */
export function thingAt(kind: Kind, [x, y]: Point): Vector | null {
  if (kind === 'bits') return readAs('bits', [x, y]);
  if (kind === 'amounts') return x < 0 || y < 0 ? null : [x, y];
  if (kind !== 'shares') return [x, y];
  const rest = 1 - x - y;
  return x < 0 || y < 0 || rest < -1e-9 ? null : [x, y, Math.max(0, rest)];
}

export const parametersOf = ({ p, spread: { x, y, correlation } }: Settings): Parameters => ({
  p,
  factor: cholesky([x * x, correlation * x * y, correlation * x * y, y * y], 2),
});

/** The distance of two places of the picture; null where one of them is nothing. */
export function distanceBetween(settings: Settings): (a: Point, b: Point) => number | null {
  const { kind, between } = DISTANCES[settings.distance];
  const parameters = parametersOf(settings);
  return (a, b) => {
    const [u, v] = [thingAt(kind, a), thingAt(kind, b)];
    return u === null || v === null ? null : between(u, v, parameters);
  };
}
