import type { RgbImage } from '../../models/image.ts';
import { ImageError, maxPixels } from './decode.ts';

/** Netpbm binary grey (P5) and colour (P6); sharp reads neither. See the pgm(5) and ppm(5) manual pages. */
export const isNetpbm = (bytes: Uint8Array): boolean =>
  bytes.length > 2 && bytes[0] === 0x50 && (bytes[1] === 0x35 || bytes[1] === 0x36) && isSpace(bytes[2]);

/** Throws ImageError BAD_IMAGE for a malformed header, a cut-off raster or a sample depth above 8 bits. */
export function decodeNetpbm(bytes: Uint8Array): RgbImage {
  const grey = bytes[1] === 0x35;
  let at = 2;
  const number = (): number => {
    for (;;) {
      while (at < bytes.length && isSpace(bytes[at])) at++;
      if (bytes[at] !== 0x23) break;
      while (at < bytes.length && bytes[at] !== 0x0a) at++;
    }
    let value = 0;
    const start = at;
    while (at < bytes.length && bytes[at] >= 0x30 && bytes[at] <= 0x39 && value < 1e9)
      value = value * 10 + bytes[at++] - 0x30;
    if (at === start) throw damaged('its header is malformed');
    return value;
  };
  const width = number();
  const height = number();
  const most = number();
  at++;
  if (width < 1 || height < 1 || most < 1 || most > 255) throw damaged('only 8-bit PGM and PPM are supported');
  if (width * height > maxPixels) throw new ImageError('IMAGE_TOO_LARGE', 'The picture is too large.');
  const samples = width * height * (grey ? 1 : 3);
  if (bytes.length < at + samples) throw damaged('it is cut off');
  const data = new Uint8Array(width * height * 3);
  const scale = 255 / most;
  for (let i = 0; i < data.length; i++) {
    const sample = bytes[at + (grey ? Math.floor(i / 3) : i)];
    data[i] = most === 255 ? sample : Math.min(255, Math.round(sample * scale));
  }
  return { width, height, data };
}

const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

const damaged = (why: string): ImageError => new ImageError('BAD_IMAGE', `The PGM or PPM file is damaged: ${why}.`);
