import { type Difficulty, EVERYDAY, type Framing, NEAR_FRONTAL } from './nuisance.ts';

export type DifficultyId = 'near-frontal' | 'everyday' | 'benchmark';

/**
 * What training is measured on. Frozen before the first training run, by the baselines alone: on unseen people raw pixels and
 * principal components stay at P@1 ≤ 0.6.
 */
export const BENCHMARK: Difficulty = { pose: 0.8, expression: 1, light: 1, image: 1, occlusion: 0.05 };

/** About the chip that faces are aligned to (eyes at 46 % of the height): what a camera's faces look like to a network. */
export const CHIP_FRAMING: Framing = { size: 1.08, x: 0.5, y: 0.47 };

/** Difficulties by the name that a recipe gives. */
export const DIFFICULTIES: Readonly<Record<DifficultyId, Difficulty>> = {
  'near-frontal': NEAR_FRONTAL,
  everyday: EVERYDAY,
  benchmark: BENCHMARK,
};

export const FRAMINGS: Readonly<Record<DifficultyId, Framing>> = {
  'near-frontal': CHIP_FRAMING,
  everyday: CHIP_FRAMING,
  benchmark: CHIP_FRAMING,
};
