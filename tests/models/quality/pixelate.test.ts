import { expect, test } from 'vitest';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { pixelate } from '../../../models/quality/pixelate.ts';

const random = seededRandom(1);
const image = {
  width: 60,
  height: 40,
  // As pictures are decoded: a Buffer, whose slice is no copy.
  data: Buffer.from(Array.from({ length: 60 * 40 * 3 }, () => Math.floor(random() * 256))),
};
const at = (x: number, y: number): number => (y * image.width + x) * 3;

test('a box and its surroundings become few blocks of their mean, the rest stays', () => {
  const before = Buffer.from(image.data);
  // Side 20, a margin of 6 around it: 32 pixels in four blocks of 8.
  const { data } = pixelate(image, [{ x: 20, y: 10, width: 20, height: 20 }]);
  expect(image.data.equals(before)).toBe(true);
  for (let y = 0; y < 40; y++)
    for (let x = 0; x < 60; x++) {
      const inside = x >= 14 && x < 46 && y >= 4 && y < 36;
      if (!inside) expect(data[at(x, y)]).toBe(before[at(x, y)]);
    }
  const block = (x: number, y: number): number[] => {
    const values = [];
    for (let dy = 0; dy < 8; dy++) for (let dx = 0; dx < 8; dx++) values.push(before[at(x + dx, y + dy)]!);
    return values;
  };
  const mean = Math.round(block(14, 4).reduce((sum, value) => sum + value, 0) / 64);
  expect(data[at(14, 4)]).toBe(mean);
  expect(data[at(21, 11)]).toBe(mean);
  const reds = new Set<number>();
  for (let y = 4; y < 36; y++) for (let x = 14; x < 46; x++) reds.add(data[at(x, y)]!);
  expect(reds.size).toBeLessThanOrEqual(16);
});

test('what is kept stays as it is, also where others reach into it', () => {
  const kept = { x: 30, y: 8, width: 10, height: 12 };
  const { data } = pixelate(image, [{ x: 20, y: 10, width: 20, height: 20 }], kept);
  for (let y = 8; y < 20; y++) for (let x = 30; x < 40; x++) expect(data[at(x, y)]).toBe(image.data[at(x, y)]);
  expect(data[at(29, 12)]).toBe(data[at(28, 12)]);
});

test('boxes at and beyond the edge are cut off there', () => {
  const { data } = pixelate(image, [{ x: -5, y: 30, width: 10, height: 30 }]);
  expect(data[at(0, 39)]).toBe(data[at(1, 39)]);
  expect(pixelate(image, [{ x: 100, y: 100, width: 10, height: 10 }]).data).toEqual(new Uint8Array(image.data));
});
