import type { RgbImage } from '../../image.ts';

/** A picture as JSON has it: RGB bytes, row by row, base64. */
export interface SentPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: string;
}

export const sent = ({ width, height, data }: RgbImage): SentPicture => ({ width, height, pixels: base64(data) });

/** A face from a lesson is no larger. */
const MOST_SIDE = 512;

/** @throws RangeError where it is no picture, or a side is odd, small or large */
export function received({ width, height, pixels }: SentPicture): RgbImage {
  for (const side of [width, height])
    if (!(Number.isInteger(side) && side >= 16 && side <= MOST_SIDE && side % 2 === 0))
      throw new RangeError(`low-level: a side is an even number from 16 to ${MOST_SIDE}`);
  const data = bytes(pixels);
  if (data.length !== width * height * 3)
    throw new RangeError('low-level: the picture is not width × height × 3 bytes');
  return { width, height, data };
}

/** Numbers in single precision as a text. */
export const sentFloats = (values: Float32Array): string =>
  base64(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));

/** @throws RangeError where they are not as many */
export function receivedFloats(text: string, length: number): Float32Array {
  const data = bytes(text);
  if (data.length !== 4 * length) throw new RangeError(`low-level: ${length} numbers are asked for`);
  return new Float32Array(data.buffer);
}

function bytes(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(String(text)), (char) => char.charCodeAt(0));
  } catch {
    throw new RangeError('low-level: this is not base64');
  }
}

function base64(data: Uint8Array): string {
  let text = '';
  for (const byte of data) text += String.fromCharCode(byte);
  return btoa(text);
}
