import sharp from 'sharp';
import type { Box, RgbImage } from '../../models/image.ts';
import { pixelate } from '../../models/quality/pixelate.ts';

/** Enough to see what happened at a door. */
const longerSide = 640;

/** The frame as a picture of one person (JPEG): everybody else in it is pixelated. */
export function takeSnapshot(
  image: RgbImage,
  shown: { readonly box: Box },
  all: readonly { readonly box: Box }[],
): Promise<Uint8Array> {
  const others = all.filter((face) => face.box !== shown.box).map(({ box }) => box);
  const { width, height, data } = pixelate(image, others, shown.box);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: longerSide, height: longerSide, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .toBuffer();
}
