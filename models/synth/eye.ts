import { blend, bump, type Colour, grain, inside, mix, scaled, smoothstep } from './colour.ts';
import type { Identity } from './identity.ts';
import type { Nuisance } from './nuisance.ts';

type Expression = Nuisance['expression'];

/** `x` outwards from the middle of the face. */
export function paintBrow(
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
export function paintEye(
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
