import type { GreyImage } from './luminance.ts';

/** How a face is lit, from the inner chip. */
export interface Exposure {
  /** Mean luma, 0..255. */
  readonly mean: number;
  /** Share of pixels at the ends of the range (below 6 or above 249), 0..1: what a camera lost there nobody restores. */
  readonly clipped: number;
}

export function exposure({ data }: GreyImage): Exposure {
  let sum = 0;
  let clipped = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    sum += value;
    if (value < 6 || value > 249) clipped++;
  }
  return { mean: sum / data.length, clipped: clipped / data.length };
}
