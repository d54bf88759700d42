import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { floatOf, gaussianTaps, separable } from '../../../models/degrade/blur.ts';
import { dct8, inverseDct8 } from '../../../models/degrade/dct.ts';
import { amountOf, degradations, degrade } from '../../../models/degrade/degrade.ts';
import { asBlocks, downSample, outOfBlocks } from '../../../models/degrade/down-sample.ts';
import { AIRLIGHT, addHaze, depthOf } from '../../../models/degrade/haze.ts';
import { quantisation, throughJpeg } from '../../../models/degrade/jpeg.ts';
import { dimLight } from '../../../models/degrade/low-light.ts';
import { addNoise } from '../../../models/degrade/noise.ts';
import { fromLight, toLight } from '../../../models/degrade/srgb.ts';
import type { RgbImage } from '../../../models/image.ts';
import { psnr } from '../../../models/metrics/psnr.ts';

const references = JSON.parse(readFileSync(new URL('./references/degrade.json', import.meta.url), 'utf8')) as {
  block: number[];
  dct: number[];
  side: number;
  picture: number[];
  blur: { deviation: number; values: number[] };
  jpeg: Record<string, number[]>;
  tables: Record<string, Record<'0' | '1', number[]>>;
};
const { side } = references;
const picture: RgbImage = { width: side, height: side, data: Uint8Array.from(references.picture) };
const flat = (value: number, width = 32): RgbImage => ({
  ...{ width, height: width },
  data: new Uint8Array(width * width * 3).fill(value),
});
const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

test('the DCT is SciPy’s, and its inverse gives the block back', () => {
  const coefficients = dct8(Float64Array.from(references.block));
  expect(farthest(coefficients, references.dct)).toBeLessThan(1e-10);
  expect(farthest(inverseDct8(coefficients), references.block)).toBeLessThan(1e-10);
});

test.each(Object.entries(references.tables))('quantisation tables at quality %s are libjpeg’s', (quality, tables) => {
  expect(quantisation('luminance', Number(quality))).toEqual(tables[0]);
  expect(quantisation('chrominance', Number(quality))).toEqual(tables[1]);
});

test.each(Object.entries(references.jpeg))(
  'JPEG at quality %s is libjpeg’s, but for its integer arithmetic',
  (quality, data) => {
    const made = throughJpeg(picture, Number(quality)).data;
    // A coefficient on the border of two steps may fall to the other one: few blocks, and there by little.
    const off = Array.from(made, (value, i) => Math.abs(value - data[i]!));
    expect(off.filter((value) => value > 2).length / off.length).toBeLessThan(0.06);
    expect(psnr(made, data, 255)).toBeGreaterThan(45);
  },
);

test('the blur is SciPy’s', () => {
  const { deviation, values } = references.blur;
  expect(farthest(separable(floatOf(picture), gaussianTaps(deviation)).data, values)).toBeLessThan(1e-3);
});

test('noise has the deviation asked for, and none where it is 0', () => {
  const noisy = addNoise(flat(128, 64), 20, 1).data;
  const mean = noisy.reduce((a, b) => a + b, 0) / noisy.length;
  const deviation = Math.sqrt(noisy.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noisy.length);
  expect(mean).toBeCloseTo(128, 0);
  expect(deviation).toBeGreaterThan(19.3);
  expect(deviation).toBeLessThan(20.7);
  expect(addNoise(picture, 0, 1).data).toEqual(picture.data);
});

test('haze, by hand: t = e^−β in the middle, less in the corners, airlight in the end', () => {
  const depth = depthOf(33, 33);
  expect(depth[16 * 33 + 16]).toBeCloseTo(1, 12);
  expect(depth[0]).toBeGreaterThan(1.9);
  const { data } = addHaze(flat(0, 33), 1);
  expect(data[(16 * 33 + 16) * 3]).toBe(Math.round(AIRLIGHT[0] * (1 - Math.exp(-1))));
  expect([...addHaze(picture, 50).data.subarray(0, 3)]).toEqual([...AIRLIGHT]);
  expect(() => addHaze(picture, 1, depth)).toThrow(RangeError);
});

test('low light: a stop halves the light, and noise grows as less is counted', () => {
  for (const value of [0, 0.02, 0.2, 0.5, 1]) expect(fromLight(toLight(value))).toBeCloseTo(value, 9);
  const light = (stops: number): number[] =>
    Array.from(dimLight(flat(200), stops, 3).data, (byte) => toLight(byte / 255));
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const spread = (values: number[]): number =>
    Math.sqrt(mean(values.map((value) => value ** 2)) / mean(values) ** 2 - 1);
  expect(mean(light(2)) / toLight(200 / 255)).toBeCloseTo(1 / 4, 2);
  expect(spread(light(4))).toBeGreaterThan(1.8 * spread(light(2)));
});

test('down-sampling takes means, blocks add nothing, and the small picture comes out of them', () => {
  const small = downSample(picture, 2);
  const at = (x: number, y: number): number => references.picture[(y * side + x) * 3]!;
  expect(small).toMatchObject({ width: 12, height: 12 });
  expect(small.data[0]).toBe(Math.floor((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4 + 0.5));
  for (const factor of [1, 2, 2.7, 5])
    expect(outOfBlocks(asBlocks(downSample(picture, factor), side, side), factor)).toEqual(downSample(picture, factor));
});

test.each(degradations)('%s: nothing at strength 0, the more the worse, the same for the same seed', (id) => {
  expect(degrade(picture, id, 0, 1)).toBe(picture);
  const values = [0.25, 0.5, 1].map((strength) => psnr(picture.data, degrade(picture, id, strength, 1).data, 255));
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  expect(new Set(values).size).toBe(3);
  expect(degrade(picture, id, 0.5, 7)).toEqual(degrade(picture, id, 0.5, 7));
  expect(Number.isFinite(amountOf(id, 1))).toBe(true);
  expect(() => degrade(picture, id, 1.1, 1)).toThrow(RangeError);
});
