/** Reflected light, linear in 0..1: red, green, blue. */
export type Colour = readonly [number, number, number];

export const mix = (a: Colour, b: Colour, t: number): Colour => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

export const scaled = (a: Colour, by: number): Colour => [a[0] * by, a[1] * by, a[2] * by];

/** 0 below `low`, 1 above `high`, smooth between; falls where high < low. */
export function smoothstep(low: number, high: number, x: number): number {
  const t = Math.max(0, Math.min(1, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

/** exp(−(x/sx)² − (y/sy)²), and 0 where that is less than half a grey level could show. */
export function bump(x: number, y: number, sx: number, sy: number): number {
  const far = (x / sx) ** 2 + (y / sy) ** 2;
  return far > 9 ? 0 : Math.exp(-far);
}

/** Half the width of a painted edge, in half head heights: about half a pixel at 112. */
const EDGE = 0.012;

/** How much of a texel lies inside of an outline, by its distance to it (negative: inside). */
export const inside = (distance: number): number => smoothstep(EDGE, -EDGE, distance);

/** A colour over what is there, in place. */
export function blend(pixels: Float32Array, at: number, colour: Colour, alpha: number): void {
  pixels[at]! += (colour[0] - pixels[at]!) * alpha;
  pixels[at + 1]! += (colour[1] - pixels[at + 1]!) * alpha;
  pixels[at + 2]! += (colour[2] - pixels[at + 2]!) * alpha;
}

/** Even numbers in [0, 1) that depend on two whole numbers and a seed alone: texture that stays with the surface. */
export function grain(x: number, y: number, seed: number): number {
  let t = Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(seed | 0, 0x9e3779b1);
  t = Math.imul(t ^ (t >>> 15), 0x85ebca6b);
  t = Math.imul(t ^ (t >>> 13), 0xc2b2ae35);
  return ((t ^ (t >>> 16)) >>> 0) / 2 ** 32;
}
