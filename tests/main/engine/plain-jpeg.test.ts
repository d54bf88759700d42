import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodeImage } from '../../../main/engine/decode.ts';
import { isPlainJpeg } from '../../../main/engine/plain-jpeg.ts';

const [width, height] = [40, 24];
const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7 + (i >> 5)) % 256);
const picture = () => sharp(pixels, { raw: { width, height, channels: 3 } });
const plain = (bytes: Uint8Array): boolean => isPlainJpeg(bytes, 3000);

describe('a plain JPEG', () => {
  test('is known as one, baseline and progressive, and decodes to the same pixels as by the long way', async () => {
    for (const progressive of [false, true]) {
      const bytes = await picture().jpeg({ progressive }).toBuffer();
      expect(plain(bytes)).toBe(true);
      // EXIF that says "upright" changes nothing but the way.
      const long = await picture()
        .jpeg({ progressive })
        .withExif({ IFD0: { Copyright: 'nobody' } })
        .toBuffer();
      expect(plain(long)).toBe(false);
      expect(await decodeImage(bytes)).toEqual(await decodeImage(long));
    }
  });

  test('is none that is turned, grey, CMYK, has a profile or is too large', async () => {
    expect(plain(await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer())).toBe(false);
    expect(plain(await picture().toColourspace('b-w').jpeg().toBuffer())).toBe(false);
    expect(plain(await picture().toColourspace('cmyk').jpeg().toBuffer())).toBe(false);
    expect(plain(await picture().withIccProfile('p3').jpeg().toBuffer())).toBe(false);
    expect(isPlainJpeg(await picture().jpeg().toBuffer(), 39)).toBe(false);
  });

  test('is no other file, and none that ends before its size is told', async () => {
    const bytes = await picture().jpeg().toBuffer();
    expect(plain(await picture().png().toBuffer())).toBe(false);
    expect(plain(new Uint8Array())).toBe(false);
    const size = bytes.indexOf(Buffer.of(0xff, 0xc0));
    for (let length = 0; length < size + 10; length++) expect(plain(bytes.subarray(0, length))).toBe(false);
    expect(plain(bytes.subarray(0, size + 10))).toBe(true);
  });

  test('cut off in its pixels it is refused as any other', async () => {
    const bytes = await picture().jpeg().toBuffer();
    const cut = bytes.subarray(0, bytes.length - 60);
    expect(plain(cut)).toBe(true);
    await expect(decodeImage(cut)).rejects.toMatchObject({ code: 'BAD_IMAGE' });
  });
});
