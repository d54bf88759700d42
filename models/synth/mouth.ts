import { blend, bump, type Colour, inside, scaled, smoothstep } from './colour.ts';
import type { Identity } from './identity.ts';
import type { Nuisance } from './nuisance.ts';

type Expression = Nuisance['expression'];

const INSIDE: Colour = [0.06, 0.015, 0.015];
const TEETH: Colour = [0.7, 0.67, 0.6];

/** `y` upwards from where the lips meet. */
export function paintMouth(
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
