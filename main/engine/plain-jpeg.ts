/**
 * Whether a file is a JPEG (ITU-T T.81, annex B) that decodes to upright sRGB as it is, as a browser's canvas writes it: eight bits, three
 * components, no EXIF (it might turn the picture), no profile, no Adobe marker (it might be CMYK), no side above `maxSide`.
 * Such a file needs no second look, which on a busy machine takes as long as decoding.
 */
export function isPlainJpeg(bytes: Uint8Array, maxSide: number): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return false;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1]!;
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!;
    if (length < 2) return false;
    if (marker === SOF_BASELINE || marker === SOF_PROGRESSIVE) {
      const height = (bytes[at + 5]! << 8) | bytes[at + 6]!;
      const width = (bytes[at + 7]! << 8) | bytes[at + 8]!;
      const inBounds = width > 0 && height > 0 && Math.max(width, height) <= maxSide;
      return inBounds && bytes[at + 4] === 8 && bytes[at + 9] === 3;
    }
    if (!HARMLESS.has(marker)) return false;
    at += 2 + length;
  }
  return false;
}

const SOI = 0xd8;
const SOF_BASELINE = 0xc0;
const SOF_PROGRESSIVE = 0xc2;
/** JFIF header, quantisation tables, Huffman tables, restart interval, comment. */
const HARMLESS: ReadonlySet<number> = new Set([0xe0, 0xdb, 0xc4, 0xdd, 0xfe]);
