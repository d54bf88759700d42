import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodeImage, encodePng, maxSide } from '../../main/engine/decode.ts';

const solid = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: { r: 200, g: 100, b: 50, alpha: 0 } } });
const code = (bytes: Uint8Array): Promise<string> =>
  decodeImage(bytes).then(
    () => 'read',
    (error: { code?: string }) => error.code ?? 'untyped',
  );

describe('pictures that can be read', () => {
  test('EXIF orientation is applied', async () => {
    const rotated = await solid(40, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const image = await decodeImage(rotated);
    expect([image.width, image.height]).toEqual([20, 40]);
  });

  test('greyscale becomes RGB', async () => {
    const image = await decodeImage(await solid(8, 8).greyscale().jpeg().toBuffer());
    expect(image.data).toHaveLength(8 * 8 * 3);
    expect(image.data[0]).toBe(image.data[2]);
  });

  test('16-bit grey PNG with alpha becomes 8-bit RGB', async () => {
    const png = await solid(8, 8, 4).toColourspace('grey16').png().toBuffer();
    expect((await decodeImage(png)).data).toHaveLength(8 * 8 * 3);
  });

  test('transparency is laid on mid-grey', async () => {
    const image = await decodeImage(await solid(4, 4, 4).png().toBuffer());
    expect(Array.from(image.data.subarray(0, 3))).toEqual([128, 128, 128]);
  });

  test.each(['gif', 'webp'] as const)('of an animated %s the first frame is taken', async (format) => {
    const frames = Buffer.concat([Buffer.alloc(16 * 16 * 3, 250), Buffer.alloc(16 * 16 * 3, 5)]);
    const animated = await sharp(frames, { raw: { width: 16, height: 32, channels: 3, pageHeight: 16 } })
      .toFormat(format)
      .toBuffer();
    const image = await decodeImage(animated);
    expect([image.width, image.height]).toEqual([16, 16]);
    expect(image.data[0]).toBeGreaterThan(240);
  });

  test('CMYK JPEG becomes RGB', async () => {
    const image = await decodeImage(await solid(8, 8).toColourspace('cmyk').jpeg().toBuffer());
    expect(image.data).toHaveLength(8 * 8 * 3);
  });

  test('PGM with comments and a small maximum is scaled', async () => {
    const pgm = Buffer.concat([Buffer.from('P5\n# a comment\n2 1\n15\n'), Buffer.from([0, 15])]);
    expect(Array.from((await decodeImage(pgm)).data)).toEqual([0, 0, 0, 255, 255, 255]);
  });

  test('a 100-megapixel picture is shrunk while decoding', async () => {
    const huge = await solid(10_000, 10_000).jpeg({ quality: 40 }).toBuffer();
    const image = await decodeImage(huge);
    expect(Math.max(image.width, image.height)).toBe(maxSide);
  });

  test('a crop survives PNG exactly', async () => {
    const data = Uint8Array.from({ length: 5 * 4 * 3 }, (_, i) => (i * 37) % 256);
    expect(Array.from((await decodeImage(await encodePng({ width: 5, height: 4, data }))).data)).toEqual(
      Array.from(data),
    );
  });
});

describe('pictures that cannot', () => {
  test('an empty file', async () => expect(await code(new Uint8Array())).toBe('BAD_IMAGE'));
  test('a text file named .jpg', async () => expect(await code(Buffer.from('hello, I am text'))).toBe('BAD_IMAGE'));
  test('a truncated JPEG', async () => {
    const jpeg = await sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        background: 'red',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .jpeg()
      .toBuffer();
    expect(await code(jpeg.subarray(0, jpeg.length / 2))).toBe('BAD_IMAGE');
    expect(await code(jpeg.subarray(0, 30))).toBe('BAD_IMAGE');
  });
  test('HEIC', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(64)]);
    expect(await code(heic)).toBe('UNSUPPORTED_IMAGE');
  });
  test('SVG, which could name other files', async () =>
    expect(await code(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'))).toBe(
      'UNSUPPORTED_IMAGE',
    ));
  test('a cut-off PGM', async () => expect(await code(Buffer.from('P5 10 10 255 abc'))).toBe('BAD_IMAGE'));
  test('a picture of a trillion pixels', async () => {
    const png = await solid(1, 1).png().toBuffer();
    png.writeUInt32BE(1_000_000, 16);
    png.writeUInt32BE(1_000_000, 20);
    expect(['IMAGE_TOO_LARGE', 'BAD_IMAGE']).toContain(await code(png));
  });
});
