import type { Point } from '../image.ts';
import type { ModelRecord } from './record.ts';

type Chip = ModelRecord['chip'];

/** Alignments that published networks were trained with, each for the side of chip that it was published for. */
export const CHIPS = {
  /** ArcFace and most networks since (Deng et al. 2019). */
  'arcface-5pt': {
    side: 112,
    points: [
      { x: 38.29, y: 51.7 },
      { x: 73.53, y: 51.5 },
      { x: 56.03, y: 71.74 },
      { x: 41.55, y: 92.37 },
      { x: 70.73, y: 92.2 },
    ],
  },
  /** dlib's (King 2017). */
  dlib: {
    side: 150,
    points: [
      { x: 47.5, y: 46.6 },
      { x: 100.5, y: 46.6 },
      { x: 74, y: 76.6 },
      { x: 50.4, y: 103 },
      { x: 97.6, y: 103 },
    ],
  },
} as const satisfies Readonly<Record<string, { side: number; points: Chip }>>;

export type ChipName = keyof typeof CHIPS;

export const CHIP_NAMES = Object.keys(CHIPS) as [ChipName, ...ChipName[]];

/** An alignment for a chip of another side: pixel centres keep their place in the picture. */
export function chipFor(name: ChipName, side: number): Chip {
  const { points, side: own } = CHIPS[name];
  const scaled = (at: number): number => Math.round(((at + 0.5) * (side / own) - 0.5) * 100) / 100;
  return points.map(({ x, y }): Point => ({ x: scaled(x), y: scaled(y) })) as unknown as Chip;
}

/** Which alignment a chip of this side has, if it is a published one. */
export const chipNameOf = (chip: Chip, side: number): ChipName | undefined =>
  CHIP_NAMES.find((name) => JSON.stringify(chipFor(name, side)) === JSON.stringify(chip));
