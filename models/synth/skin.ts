import { blend, bump, type Colour, grain, mix, scaled, smoothstep } from './colour.ts';
import { beardCover, hairCover } from './hair.ts';
import { CHIN, CROWN, type HeadShape } from './head-shape.ts';
import type { Identity } from './identity.ts';
import type { Texture } from './mesh.ts';

/** Columns go once around the head; the face has half of them. */
export const SKIN_WIDTH = 288;
export const SKIN_HEIGHT = 192;

/** Height y and angle θ of a texel's centre. */
export const heightOf = (row: number): number => CROWN + ((row + 0.5) / SKIN_HEIGHT) * (CHIN - CROWN);
export const angleOf = (column: number): number => ((column + 0.5) / SKIN_WIDTH) * 2 * Math.PI - Math.PI;

/** Everything of a head's surface that no expression changes: skin, shadows in its folds, hair, beard. */
export function skinTexture(identity: Identity, shape: HeadShape): Texture {
  const pixels = new Float32Array(SKIN_WIDTH * SKIN_HEIGHT * 3);
  for (let row = 0; row < SKIN_HEIGHT; row++) {
    const y = heightOf(row);
    for (let column = 0; column < SKIN_WIDTH; column++) {
      const angle = angleOf(column);
      const x = Math.abs(angle) < Math.PI / 2 ? shape.halfWidth(y) * Math.sin(angle) : 9;
      paintTexel(identity, pixels, (row * SKIN_WIDTH + column) * 3, { x, y, angle, row, column });
    }
  }
  return { width: SKIN_WIDTH, height: SKIN_HEIGHT, pixels };
}

interface Texel {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly row: number;
  readonly column: number;
}

function paintTexel(identity: Identity, pixels: Float32Array, at: number, texel: Texel): void {
  const { skin, hair, seed } = identity;
  const { x, y, angle, row, column } = texel;
  const mottle = 0.97 + 0.06 * grain(column >> 1, row >> 1, seed);
  blend(pixels, at, scaled(skin.colour, mottle * (Math.abs(x) < 2 ? shadowOf(identity, x, y) : 1)), 1);
  if (Math.abs(x) < 2) {
    const red = mix(skin.colour, [0.62, 0.2, 0.17], 0.6);
    const blush =
      bump(Math.abs(x) - 0.4, y + 0.28, 0.17, 0.15) + 0.6 * bump(x, y + identity.nose.length - 0.05, 0.1, 0.07);
    blend(pixels, at, red, Math.min(1, blush) * skin.blush);
    const spots = grain(column, row, seed + 1) > 0.93 ? bump(Math.abs(x) - 0.2, y + 0.2, 0.3, 0.16) : 0;
    blend(pixels, at, scaled(skin.colour, 0.55), spots * skin.freckles);
    if (skin.mole)
      blend(
        pixels,
        at,
        scaled(skin.colour, 0.25),
        smoothstep(0.03, 0.018, Math.hypot(x - skin.mole[0], y - skin.mole[1])),
      );
  }
  const strand = 0.65 + 0.7 * grain(column, row >> 4, seed + 2);
  const colour: Colour = scaled(hair.colour, strand);
  // A shaved chin still shows its hair a little.
  blend(
    pixels,
    at,
    colour,
    Math.min(1, 0.85 * beardCover(identity, x, y, angle) * (0.75 + 0.5 * grain(column, row, seed + 3))),
  );
  blend(pixels, at, colour, hairCover(identity, y, angle));
}

/** What reaches the folds of a face of the light from all around, 0 … 1. */
function shadowOf({ eyes, nose, mouth, skin }: Identity, x: number, y: number): number {
  const ax = Math.abs(x);
  const base = -nose.length;
  const side = 0.12 * nose.width;
  const depths =
    0.3 * bump(ax - eyes.apart + 0.05, y - 0.045, 0.15, 0.06) +
    0.2 * bump(ax - 0.13, y - 0.04, 0.05, 0.1) +
    0.14 * bump(ax - eyes.apart, y + 0.11, 0.12, 0.03) +
    0.25 * bump(ax - side - 0.045, y - base - 0.02, 0.03, 0.08) +
    0.4 * bump(x, y - base + 0.065, 0.13 * nose.width, 0.025) +
    0.75 * bump(ax - 0.065 * nose.width, y - base + 0.035 - nose.lift, 0.036, 0.022) +
    0.18 * bump(x, y + mouth.height + mouth.lower + 0.06, 0.14, 0.03) +
    (0.05 + 0.22 * skin.folds) * bump(ax - 0.2 - 0.45 * (base - y), y - base + 0.1, 0.025, 0.12) +
    0.12 * skin.folds * bump(x, 0, 0.4, 9) * (bump(0, y - 0.36, 1, 0.012) + bump(0, y - 0.43, 1, 0.012));
  return Math.max(0.15, 1 - depths);
}
