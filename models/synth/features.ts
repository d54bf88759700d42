import { blend, bump, type Colour, grain, mix, scaled, smoothstep } from './colour.ts';
import { CHIN, CROWN, type HeadShape } from './head-shape.ts';
import type { Identity } from './identity.ts';
import type { Texture } from './mesh.ts';
import type { Nuisance } from './nuisance.ts';
import { angleOf, heightOf, SKIN_HEIGHT, SKIN_WIDTH } from './skin.ts';

type Expression = Nuisance['expression'];
type Paint = (x: number, y: number, at: number) => void;

/** The skin with eyes, brows and mouth as this expression has them, in `pixels`, which is as long as the skin's. */
export function paintFeatures(
  pixels: Float32Array,
  skin: Texture,
  shape: HeadShape,
  identity: Identity,
  expression: Expression,
): Texture {
  pixels.set(skin.pixels);
  const { eyes, mouth, seed } = identity;
  for (const side of [-1, 1] as const) {
    each(shape, side * eyes.apart, 0.08, 0.26, 0.3, (x, y, at) => {
      paintBrow(identity, expression, pixels, at, side * x, y, seed);
      paintEye(identity, expression, pixels, at, side * x - eyes.apart, y, side);
    });
  }
  each(shape, 0, -mouth.height, 0.42, 0.24, (x, y, at) =>
    paintMouth(identity, expression, pixels, at, x, y + mouth.height),
  );
  return { ...skin, pixels };
}

/** The texels of the front within half widths of a place. */
function each(shape: HeadShape, cx: number, cy: number, halfWidth: number, halfHeight: number, paint: Paint): void {
  const rowAt = (y: number): number => Math.floor(((CROWN - y) / (CROWN - CHIN)) * SKIN_HEIGHT);
  for (let row = rowAt(cy + halfHeight); row <= Math.min(SKIN_HEIGHT - 1, rowAt(cy - halfHeight)); row++) {
    const y = heightOf(row);
    const reach = shape.halfWidth(y);
    for (let column = SKIN_WIDTH / 4; column < (SKIN_WIDTH * 3) / 4; column++) {
      const x = reach * SINES[column]!;
      if (Math.abs(x - cx) <= halfWidth) paint(x, y, (row * SKIN_WIDTH + column) * 3);
    }
  }
}

const SINES = Float64Array.from({ length: SKIN_WIDTH }, (_, column) => Math.sin(angleOf(column)));

const EDGE = 0.012;
const inside = (distance: number): number => smoothstep(EDGE, -EDGE, distance);

/** `x` outwards from the middle of the face. */
function paintBrow(
  { brows, hair, skin }: Identity,
  { brows: raise }: Expression,
  pixels: Float32Array,
  at: number,
  x: number,
  y: number,
  seed: number,
): void {
  const t = (x - 0.11) / (0.36 * brows.length);
  if (t < 0 || t > 1 || y < 0.05) return;
  const middle =
    brows.height + 0.045 * raise + brows.arch * Math.sin(Math.PI * Math.min(1, t * 0.85)) - 0.05 * Math.max(0, t - 0.6);
  const half = brows.thickness * (0.65 + 0.5 * Math.sin(Math.PI * (0.2 + 0.75 * t)));
  const colour = mix(hair.colour, scaled(skin.colour, 0.3), 0.35);
  blend(
    pixels,
    at,
    colour,
    smoothstep(half + 0.02, half - 0.015, Math.abs(y - middle)) * (0.75 + 0.25 * grain(at, 0, seed)),
  );
}

const SCLERA: Colour = [0.74, 0.71, 0.69];
const BLACK: Colour = [0.012, 0.01, 0.01];

/** `x` outwards from the middle of the eye. */
function paintEye(
  { eyes, skin }: Identity,
  { lids, gaze }: Expression,
  pixels: Float32Array,
  at: number,
  x: number,
  y: number,
  side: 1 | -1,
): void {
  const across = x / eyes.width;
  if (Math.abs(across) > 1.35 || Math.abs(y) > 0.2) return;
  const level = y - eyes.tilt * x;
  const bow = Math.max(0, 1 - across * across);
  const upper = eyes.height * lids * bow ** 0.75;
  const lower = -eyes.height * 0.62 * bow ** 0.9;
  const open = Math.abs(across) < 1 ? inside(level - upper) * inside(lower - level) : 0;
  const [ix, iy] = [x - side * gaze[0] * eyes.width * 0.3, level - 0.005 - gaze[1] * eyes.height * 0.25];
  const ring = Math.hypot(ix, iy);
  const iris = eyes.height * 0.98;
  blend(pixels, at, scaled(SCLERA, 0.75 + 0.25 * bow), open);
  blend(
    pixels,
    at,
    scaled(eyes.colour, 0.7 + 0.6 * smoothstep(iris * 0.5, iris * 0.9, ring)),
    open * inside(ring - iris),
  );
  blend(pixels, at, BLACK, open * (inside(ring - iris * 0.42) + 0.6 * bump(0, ring - iris, 1, 0.012)));
  blend(pixels, at, [0.95, 0.95, 0.95], open * inside(Math.hypot(ix * side - 0.018, iy - 0.022) - 0.012));
  if (Math.abs(across) < 1.12) {
    blend(
      pixels,
      at,
      BLACK,
      0.85 * bump(0, level - upper - 0.004, 1, 0.016) * smoothstep(1.12, 0.95, Math.abs(across)),
    );
    blend(pixels, at, scaled(skin.colour, 0.4), 0.5 * bump(0, level - lower + 0.004, 1, 0.012));
  }
  const crease = upper + 0.045 + 0.01 * bow;
  blend(
    pixels,
    at,
    scaled(skin.colour, 0.45),
    0.5 * bump(0, level - crease, 1, 0.014) * smoothstep(1.3, 0.9, Math.abs(across)),
  );
}

const INSIDE: Colour = [0.06, 0.015, 0.015];
const TEETH: Colour = [0.7, 0.67, 0.6];

/** `y` upwards from where the lips meet. */
function paintMouth(
  { mouth, skin }: Identity,
  { smile, open }: Expression,
  pixels: Float32Array,
  at: number,
  x: number,
  y: number,
): void {
  const width = mouth.width * (1 + 0.18 * Math.max(0, smile) - 0.12 * open);
  const across = x / width;
  if (Math.abs(across) > 1.15) return;
  const bow = Math.max(0, 1 - across * across);
  const level = y - 0.07 * smile * (across * across - 0.4);
  const gap = open * 0.09 * bow + Math.max(0, smile - 0.5) * 0.05 * bow;
  const [top, bottom] = [gap * 0.35, -gap * 0.65];
  const peaks = mouth.upper * (bow ** 0.8 - 0.18 * bump(x, 0, 0.035, 1));
  const upper = Math.abs(across) < 1 ? inside(level - top - peaks) * inside(top - level) : 0;
  const lower = Math.abs(across) < 1 ? inside(level - bottom) * inside(bottom - mouth.lower * bow ** 0.7 - level) : 0;
  blend(pixels, at, scaled(mouth.colour, 0.85), upper);
  blend(pixels, at, mouth.colour, lower);
  if (Math.abs(across) < 1) {
    const hole = inside(level - top) * inside(bottom - level) * smoothstep(0.004, 0.02, gap);
    blend(pixels, at, INSIDE, hole);
    blend(pixels, at, TEETH, hole * smoothstep(top - 0.06, top - 0.045, level) * 0.9);
  }
  const line = gap < 0.01 ? bump(0, level, 1, 0.014) : bump(Math.abs(across) - 1, level, 0.08, 0.02);
  blend(pixels, at, scaled(skin.colour, 0.15), 0.75 * line * smoothstep(1.12, 0.98, Math.abs(across)));
}
