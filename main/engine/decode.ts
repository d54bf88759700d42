import sharp, { type Metadata, type Sharp } from 'sharp';
import type { RgbImage } from '../../models/image.ts';
import { decodeNetpbm, isNetpbm } from './netpbm.ts';
import { isPlainJpeg } from './plain-jpeg.ts';

/** More than this is refused unread: 150 megapixels is past any phone's camera of today. */
export const maxPixels = 150_000_000;
/** Longer sides are shrunk while decoding (JPEG: in the decoder): more pixels find no smaller faces, they only cost time. */
export const maxSide = 3000;
/** A file past this is refused before anything reads it. */
export const maxBytes = 200 * 1024 * 1024;

const readable = new Set(['jpeg', 'png', 'webp', 'gif', 'tiff', 'heif']);

/** A picture that cannot be read, with the contract's code and what to do. */
export class ImageError extends Error {
  readonly code: 'BAD_IMAGE' | 'UNSUPPORTED_IMAGE' | 'IMAGE_TOO_LARGE';
  constructor(code: ImageError['code'], message: string) {
    super(message);
    this.name = 'ImageError';
    this.code = code;
  }
}

// The engine handles one frame at a time; vips' own thread pool would only compete with the networks.
sharp.concurrency(1);
sharp.cache(false);

/**
 * Decodes a picture file (JPEG, PNG, WebP, GIF, TIFF, AVIF, PGM, PPM) into upright 8-bit RGB.
 * EXIF orientation is applied, transparency is laid on mid-grey, of an animation the first frame is taken, CMYK and
 * grey become RGB, and sides above `maxSide` are shrunk.
 * Throws ImageError: BAD_IMAGE (damaged, cut off, not a picture), UNSUPPORTED_IMAGE (HEIC, SVG …), IMAGE_TOO_LARGE.
 */
export async function decodeImage(bytes: Uint8Array): Promise<RgbImage> {
  if (bytes.byteLength === 0) throw new ImageError('BAD_IMAGE', 'The file is empty. Choose another picture.');
  if (bytes.byteLength > maxBytes) throw tooLarge(`${Math.round(bytes.byteLength / 1048576)} MiB`);
  if (isHeic(bytes))
    throw new ImageError('UNSUPPORTED_IMAGE', 'HEIC pictures are not supported. Export the picture as JPEG or PNG.');
  if (isNetpbm(bytes)) return decodeNetpbm(bytes);
  const input = sharp(bytes, { failOn: 'truncated', limitInputPixels: maxPixels, sequentialRead: true });
  if (isPlainJpeg(bytes, maxSide)) {
    try {
      return await pixelsOf(input);
    } catch (error) {
      throw described(error);
    }
  }
  let meta: Metadata;
  try {
    meta = await input.metadata();
  } catch (error) {
    throw described(error);
  }
  if (!readable.has(meta.format ?? ''))
    throw new ImageError(
      'UNSUPPORTED_IMAGE',
      `${(meta.format ?? 'This kind of file').toUpperCase()} is not a photo format this program reads. Use JPEG, PNG, WebP, TIFF or AVIF.`,
    );
  if ((meta.width ?? 0) * (meta.height ?? 0) > maxPixels) throw tooLarge(`${meta.width} × ${meta.height} pixels`);
  try {
    let pipeline = input.rotate();
    if (Math.max(meta.width ?? 0, meta.height ?? 0) > maxSide)
      pipeline = pipeline.resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true });
    if (meta.hasAlpha) pipeline = pipeline.flatten({ background: { r: 128, g: 128, b: 128 } });
    return await pixelsOf(pipeline);
  } catch (error) {
    throw described(error);
  }
}

async function pixelsOf(pipeline: Sharp): Promise<RgbImage> {
  const { data, info } = await pipeline
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: info.channels === 3 ? data : toRgb(data, info.channels) };
}

/** Encodes an RGB picture as PNG (lossless: a stored crop may be embedded again by another model). */
export async function encodePng(image: RgbImage): Promise<Uint8Array> {
  return sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
}

/** RGBA or grey (+ alpha) samples to RGB; alpha was flattened before, so what is left of it is ignored. */
function toRgb(data: Uint8Array, channels: number): Uint8Array {
  const pixels = data.length / channels;
  const out = new Uint8Array(pixels * 3);
  const green = channels >= 3 ? 1 : 0;
  const blue = channels >= 3 ? 2 : 0;
  for (let i = 0, from = 0, to = 0; i < pixels; i++, from += channels, to += 3) {
    out[to] = data[from];
    out[to + 1] = data[from + green];
    out[to + 2] = data[from + blue];
  }
  return out;
}

/** ISO base media file whose brand is an HEVC picture; AVIF shares the container and is readable. */
function isHeic(bytes: Uint8Array): boolean {
  if (bytes.length < 12) return false;
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (text(4, 8) !== 'ftyp') return false;
  const size = Math.min(bytes.length, (bytes[2] << 8) | bytes[3], 64);
  const brands = text(8, Math.max(12, size));
  return /hei[cxms]|hev[cxms]/.test(brands) && !brands.includes('avif');
}

const tooLarge = (what: string): ImageError =>
  new ImageError('IMAGE_TOO_LARGE', `The picture is too large (${what}). Shrink it below 150 megapixels.`);

function described(error: unknown): ImageError {
  if (error instanceof ImageError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (/pixel limit/i.test(reason)) return tooLarge('over 150 megapixels');
  if (/unsupported image format/i.test(reason))
    return new ImageError('BAD_IMAGE', 'This file is not a picture, or a kind of picture this program cannot read.');
  return new ImageError('BAD_IMAGE', 'The picture is damaged or cut off. Choose another copy of it.');
}
