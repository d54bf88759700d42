import type { RgbImage } from '../../../models/image.ts';

const header = 54;

/** A small picture as a data: address that stands at once, without a canvas: a 24-bit bitmap, rows from below. */
export function pictureAddress({ width, height, data }: RgbImage): string {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bytes = new Uint8Array(header + row * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, header, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [from, to] = [(y * width + x) * 3, header + (height - 1 - y) * row + x * 3];
      bytes[to] = data[from + 2]!;
      bytes[to + 1] = data[from + 1]!;
      bytes[to + 2] = data[from]!;
    }
  return `data:image/bmp;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}
