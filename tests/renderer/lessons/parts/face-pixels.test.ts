import { expect, test } from 'vitest';
import type { FivePoints } from '../../../../models/align/five-points.ts';
import { seededRandom } from '../../../../models/metrics/seeded-random.ts';
import { alignedCrop, chipSide, cropIsWithin, ppmOf } from '../../../../renderer/lessons/parts/face-pixels.ts';

const random = seededRandom(4);
const picture = {
  width: 300,
  height: 280,
  data: Uint8Array.from({ length: 300 * 280 * 3 }, () => Math.floor(256 * random())),
};
const landmarks: FivePoints = [
  { x: 120, y: 120 },
  { x: 176, y: 124 },
  { x: 147, y: 152 },
  { x: 124, y: 186 },
  { x: 171, y: 189 },
];

test('a crop with a margin has the crop without one in its middle, pixel for pixel', () => {
  const margin = 9;
  const [chip, wide] = [alignedCrop(picture, landmarks), alignedCrop(picture, landmarks, margin)];
  expect([chip.width, wide.width]).toEqual([chipSide, chipSide + 2 * margin]);
  let most = 0;
  for (let y = 0; y < chipSide; y++)
    for (let i = 0; i < 3 * chipSide; i++)
      most = Math.max(
        most,
        Math.abs(chip.data[y * 3 * chipSide + i]! - wide.data[(y + margin) * 3 * wide.width + 3 * margin + i]!),
      );
  // The same places but for rounding, which may tip a value that stands between two levels.
  expect(most).toBeLessThanOrEqual(1);
});

test('whether the picture holds all of a crop', () => {
  expect(cropIsWithin(picture, landmarks, 9)).toBe(true);
  expect(cropIsWithin(picture, landmarks, 60)).toBe(false);
});

test('a PPM file as the host reads it', () => {
  const file = ppmOf({ width: 2, height: 1, data: Uint8Array.from([1, 2, 3, 4, 5, 6]) });
  expect(new TextDecoder().decode(file.slice(0, 11))).toBe('P6 2 1 255\n');
  expect([...file.slice(11)]).toEqual([1, 2, 3, 4, 5, 6]);
});
