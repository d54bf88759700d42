import type { PartsSize } from '../../../models/experiments/anatomy/input.ts';
import type { ShotSize } from '../../../models/experiments/anatomy/pretext.ts';

/** Ten people at 16 × 16 pixels, twelve pictures each to learn and sixteen to be asked about. */
export const partsSize: PartsSize = { people: 10, pictures: 12, asked: 16, epochs: 12, rate: 0.1 };

/** Turns are learnt of 24 people, six pictures each; then eight others are to be told apart. */
export const shotSize: ShotSize = {
  pretext: { people: 24, pictures: 6, epochs: 4 },
  ...{ people: 8, shots: [1, 2, 5], asked: 16, steps: 30, rate: 0.1 },
};
