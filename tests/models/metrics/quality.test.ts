import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { meanSquaredError, psnr } from '../../../models/metrics/psnr.ts';
import { type PictureShape, ssim, ssimMap } from '../../../models/metrics/ssim.ts';

interface Case {
  shape: PictureShape;
  peak: number;
  a: number[];
  b: number[];
  psnr: number;
  ssim: number;
}
const { cases } = JSON.parse(readFileSync(new URL('./references/quality.json', import.meta.url), 'utf8')) as {
  cases: Case[];
};

test.each(cases)('as scikit-image: $shape, peak $peak', ({ shape, peak, a, b, ...expected }) => {
  expect(psnr(a, b, peak)).toBeCloseTo(expected.psnr, 10);
  expect(ssim(a, b, shape, peak)).toBeCloseTo(expected.ssim, 10);
  expect(ssim(b, a, shape, peak)).toBeCloseTo(expected.ssim, 10);
  expect(ssim(a, a, shape, peak)).toBeCloseTo(1, 12);
  expect(psnr(a, a, peak)).toBe(Number.POSITIVE_INFINITY);
});

test('by hand: an error of 5 in each of 255 is 34.15 dB; flat pictures differ by their means alone', () => {
  const flat = (value: number): number[] => Array.from({ length: 12 * 12 }, () => value);
  expect(meanSquaredError(flat(100), flat(105))).toBe(25);
  expect(psnr(flat(100), flat(105), 255)).toBeCloseTo(20 * Math.log10(51), 12);
  // (2 · 100 · 105 + 2.55²) / (100² + 105² + 2.55²); the second factor is C2 / C2.
  const shape = { width: 12, height: 12, channels: 1 };
  expect(ssim(flat(100), flat(105), shape, 255)).toBeCloseTo((21000 + 6.5025) / (21025 + 6.5025), 9);
  expect(ssimMap(flat(100), flat(105), shape, 255)).toMatchObject({ width: 2, height: 2, channels: 1 });
});

test('what cannot be measured is said', () => {
  expect(() => psnr([1], [1, 2], 255)).toThrow(RangeError);
  expect(() => psnr([], [], 255)).toThrow(RangeError);
  expect(() => psnr([1], [2], 0)).toThrow(RangeError);
  const small = Array.from({ length: 100 }, () => 0);
  expect(() => ssim(small, small, { width: 10, height: 10, channels: 1 }, 255)).toThrow(RangeError);
  expect(() => ssim(small, small, { width: 11, height: 11, channels: 1 }, 255)).toThrow(RangeError);
});
