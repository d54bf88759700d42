import type { RgbImage } from '../image.ts';
import { blur } from './blur.ts';
import { asBlocks, downSample } from './down-sample.ts';
import { addHaze } from './haze.ts';
import { throughJpeg } from './jpeg.ts';
import { dimLight } from './low-light.ts';
import { addNoise } from './noise.ts';

export const degradations = ['down', 'noise', 'blur', 'haze', 'dark', 'jpeg'] as const;
/** Down-sampling, noise, blur, haze, low light, JPEG artefacts. */
export type DegradationId = (typeof degradations)[number];

interface Kind {
  /** What the strength is in the degradation's own unit: factor, grey levels, pixels, β, stops, quality. */
  readonly amount: (strength: number) => number;
  readonly apply: (image: RgbImage, amount: number, seed: number) => RgbImage;
}

/** Strength 1 leaves of a face of 112 pixels about what a person can still guess at. */
const KINDS: Readonly<Record<DegradationId, Kind>> = {
  down: {
    amount: (strength) => 1 + 7 * strength,
    apply: (image, factor) => asBlocks(downSample(image, factor), image.width, image.height),
  },
  noise: { amount: (strength) => 80 * strength, apply: addNoise },
  blur: { amount: (strength) => 5 * strength, apply: blur },
  haze: { amount: (strength) => 2 * strength, apply: (image, beta) => addHaze(image, beta) },
  dark: { amount: (strength) => 6 * strength, apply: dimLight },
  // Quality 95 is hardly seen, 2 is a face of flat blocks; what one sees begins below 50.
  jpeg: {
    amount: (strength) => Math.round(2 + 93 * (1 - strength) ** 2),
    apply: (image, quality) => throughJpeg(image, quality),
  },
};

/** What a strength means: factor, grey levels, pixels, β, stops, quality. */
export const amountOf = (id: DegradationId, strength: number): number => KINDS[id].amount(strength);

/**
 * A picture as bad circumstances would leave it; the same for the same seed, and as large. Strength 0 leaves it as it is.
 * @param strength 0 … 1
 * @throws RangeError where the strength is not from 0 to 1
 */
export function degrade(image: RgbImage, id: DegradationId, strength: number, seed: number): RgbImage {
  if (!(strength >= 0 && strength <= 1)) throw new RangeError(`a strength of ${strength} is not from 0 to 1`);
  if (strength === 0) return image;
  const { amount, apply } = KINDS[id];
  return apply(image, amount(strength), seed);
}
