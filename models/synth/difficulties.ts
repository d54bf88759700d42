import { type Difficulty, EVERYDAY, NEAR_FRONTAL } from './nuisance.ts';

export type DifficultyId = 'near-frontal' | 'everyday' | 'benchmark';

/** Difficulties by the name that a recipe gives. */
export const DIFFICULTIES: Readonly<Record<DifficultyId, Difficulty>> = {
  'near-frontal': NEAR_FRONTAL,
  everyday: EVERYDAY,
  benchmark: EVERYDAY,
};
