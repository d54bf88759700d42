import sharp from 'sharp';
import type { RgbImage } from '../../../models/image.ts';

/** Small and quick: these are thumbnails. */
export const encodeJpeg = ({ width, height, data }: RgbImage, side: number): Promise<Uint8Array> =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: side, height: side, kernel: width < side ? 'nearest' : 'lanczos3' })
    .jpeg({ quality: 85 })
    .toBuffer();
