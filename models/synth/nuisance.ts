import { seededRandom } from '../metrics/seeded-random.ts';
import type { Colour } from './colour.ts';
import { drawWith } from './draw.ts';

/** What differs from picture to picture of one person. Angles in radians, lengths in half head heights unless said. */
export interface Nuisance {
  readonly seed: number;
  /** Positive: to the viewer's right, up, clockwise. */
  readonly pose: Readonly<{ yaw: number; pitch: number; roll: number }>;
  readonly expression: Readonly<{
    smile: number;
    open: number;
    lids: number;
    brows: number;
    gaze: readonly [number, number];
  }>;
  readonly light: Readonly<{
    direction: readonly [number, number, number];
    colour: Colour;
    ambient: number;
    strength: number;
  }>;
  /** Head height in parts of the image's height, and the face's place in it. */
  readonly frame: Readonly<{ size: number; x: number; y: number }>;
  readonly clothes: Colour;
  readonly background: Readonly<{ from: Colour; to: Colour; angle: number; shapes: number }>;
  /** Standard deviation of the blur in pixels at 112, of the noise in grey levels. */
  readonly blur: number;
  readonly noise: number;
  /** Part of the picture hidden by something in front: centre, size (parts of the image), angle, colour. */
  readonly occlusion: Readonly<{
    x: number;
    y: number;
    width: number;
    height: number;
    angle: number;
    colour: Colour;
  }> | null;
}

/** How far pictures of one person may differ: 0 a passport photo, 1 a street. */
export interface Difficulty {
  readonly pose: number;
  readonly expression: number;
  readonly light: number;
  readonly image: number;
  /** Probability that something is in front. */
  readonly occlusion: number;
}

export const NEAR_FRONTAL: Difficulty = { pose: 0.35, expression: 0.6, light: 0.6, image: 0.4, occlusion: 0 };
export const EVERYDAY: Difficulty = { pose: 1, expression: 1, light: 1, image: 1, occlusion: 0.15 };

/** Where the face is on average: head height in parts of the picture's height, and the place of its middle (eye level). */
export interface Framing {
  readonly size: number;
  readonly x: number;
  readonly y: number;
}

/** Head and shoulders. */
export const WIDE: Framing = { size: 0.68, x: 0.5, y: 0.5 };

/** The circumstances of a seed: always the same ones at the same difficulty; a framing changes the place alone. */
export function nuisanceOf(seed: number, difficulty: Difficulty, framing: Framing = WIDE): Nuisance {
  const { between, around, chance } = drawWith(seededRandom(Math.imul(seed, 0x85ebca6b) ^ 0x2545f491));
  const { pose, expression, light, image, occlusion } = difficulty;
  const any = (): Colour => [between(0.02, 0.8), between(0.02, 0.8), between(0.02, 0.8)];
  const aside = between(-1.2, 1.2) * light;
  const above = 0.35 + between(-0.7, 0.7) * light;
  const warmth = between(-0.25, 0.25) * light;
  const open = chance(0.3 * expression) ? between(0, 1) * expression : 0;
  return {
    seed,
    pose: { yaw: around(0, 0.3) * pose, pitch: around(0, 0.16) * pose, roll: around(0, 0.13) * pose },
    expression: {
      smile: between(-0.35, 1) * expression,
      open,
      lids: Math.max(0.55, 1 + between(-0.4, 0.2) * expression),
      brows: between(-0.6, 1) * expression,
      gaze: [between(-1, 1) * expression, between(-0.6, 0.6) * expression],
    },
    light: {
      direction: [Math.sin(aside) * Math.cos(above), Math.sin(above), Math.cos(aside) * Math.cos(above)],
      colour: [1 + warmth * 0.6, 1, 1 - warmth],
      ambient: between(0.3, 0.55) - 0.12 * light,
      strength: between(0.65, 0.95),
    },
    frame: {
      size: framing.size + between(-0.08, 0.08) * image,
      x: framing.x + between(-0.06, 0.06) * image,
      y: framing.y + between(-0.05, 0.05) * image,
    },
    clothes: any(),
    background: { from: any(), to: any(), angle: between(0, Math.PI), shapes: Math.floor(between(0, 7)) },
    blur: Math.max(0, between(-0.4, 1.1)) * image,
    noise: between(0, 9) * image,
    occlusion: chance(occlusion)
      ? {
          ...{ x: between(0.2, 0.8), y: between(0.3, 0.85), width: between(0.08, 0.2), height: between(0.08, 0.25) },
          ...{ angle: between(0, Math.PI), colour: any() },
        }
      : null,
  };
}
