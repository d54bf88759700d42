import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { degradations, degrade } from '../../../models/degrade/degrade.ts';
import { throughJpeg } from '../../../models/degrade/jpeg.ts';
import type { RgbImage } from '../../../models/image.ts';
import { psnr } from '../../../models/metrics/psnr.ts';
import { clahe, gammaCorrect, gammaFor, retinex } from '../../../models/restore/brighten.ts';
import { byChannel } from '../../../models/restore/channels.ts';
import { classicalFor, restoreClassically } from '../../../models/restore/classical.ts';
import { airlightOf, darkChannel, guidedFilter } from '../../../models/restore/dark-channel.ts';
import { deblock } from '../../../models/restore/deblock.ts';
import { nonLocalMeans } from '../../../models/restore/non-local-means.ts';
import { richardsonLucy } from '../../../models/restore/richardson-lucy.ts';
import { wiener } from '../../../models/restore/wiener.ts';
import { resize } from '../../../models/sampling/resize.ts';
import { CHIP_FRAMING } from '../../../models/synth/difficulties.ts';
import { identityOf } from '../../../models/synth/draw-identity.ts';
import { figureOf } from '../../../models/synth/figure.ts';
import { NEAR_FRONTAL, nuisanceOf } from '../../../models/synth/nuisance.ts';
import { createRenderer } from '../../../models/synth/render.ts';

interface Values {
  readonly values: number[];
}
const references = JSON.parse(readFileSync(new URL('./references/restore.json', import.meta.url), 'utf8')) as {
  width: number;
  height: number;
  picture: number[];
  bicubic: Values & { width: number; height: number };
  richardsonLucy: Values & { deviation: number; iterations: number };
  nonLocalMeans: Values & { deviation: number; search: number };
  dark: Values & { air: number[]; reach: number };
  guided: Values & { reach: number };
};
const { width, height } = references;
const picture: RgbImage = { width, height, data: Uint8Array.from(references.picture) };
const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - Math.max(0, Math.min(255, b[i]!)))));
const face = createRenderer(48)(figureOf(identityOf(5)), nuisanceOf(9, { ...NEAR_FRONTAL, image: 0 }, CHIP_FRAMING));

test('bicubic, channel by channel, is Pillow’s (Keys) away from the edges, but for rounding between rows and columns', () => {
  const { values, width: wide, height: high } = references.bicubic;
  const made = byChannel(picture, (channel) => resize(channel, high, wide, 'cubic'));
  // At an edge Pillow shares what lies beyond among the pixels within; here the last pixel goes on.
  const edge = Math.ceil((2 * wide) / width);
  const inner = Array.from(values, (_, i) => i).filter((i) => {
    const [x, y] = [Math.floor(i / 3) % wide, Math.floor(i / 3 / wide)];
    return x >= edge && x < wide - edge && y >= edge && y < high - edge;
  });
  expect(inner.length).toBeGreaterThan(1000);
  expect(
    farthest(
      inner.map((i) => made.data[i]!),
      inner.map((i) => values[i]!),
    ),
  ).toBeLessThanOrEqual(1);
});

test('Wiener’s filter leaves a flat picture flat, and undoes a blur further than Richardson–Lucy where nothing but rounding was added', () => {
  const flat: RgbImage = { width: 24, height: 24, data: new Uint8Array(24 * 24 * 3).fill(90) };
  expect(wiener(flat, 2)).toEqual(flat);
  expect(wiener(face, 0)).toBe(face);
  expect(() => wiener(face, -1)).toThrow(RangeError);
  const blurred = degrade(face, 'blur', 0.4, 1);
  const near = ({ data }: RgbImage): number => psnr(data, face.data, 255);
  expect(near(wiener(blurred, 2))).toBeGreaterThan(near(richardsonLucy(blurred, 2)));
  // It has to know the blur: of a wider one it makes rings.
  expect(near(wiener(blurred, 4))).toBeLessThan(near(blurred));
});

test('Richardson–Lucy, non-local means, dark channel and guided filter as NumPy and SciPy have them', () => {
  const { richardsonLucy: rl, nonLocalMeans: nlm, dark, guided } = references;
  expect(farthest(richardsonLucy(picture, rl.deviation, rl.iterations).data, rl.values)).toBeLessThanOrEqual(0.51);
  expect(farthest(nonLocalMeans(picture, nlm.deviation, nlm.search).data, nlm.values)).toBeLessThanOrEqual(0.51);
  const channel = darkChannel(picture, dark.reach, dark.air);
  expect(farthest(channel, dark.values)).toBeLessThan(1e-12);
  const guide = Float64Array.from({ length: width * height }, (_, i) =>
    [0.299, 0.587, 0.114].reduce((sum, share, c) => sum + (share * picture.data[3 * i + c]!) / 255, 0),
  );
  const rough = channel.map((value) => 1 - 0.95 * value);
  expect(farthest(guidedFilter(guide, rough, width, height, guided.reach, 1e-3), guided.values)).toBeLessThan(1e-10);
});

test('the airlight is the colour of what is haziest', () => {
  const data = new Uint8Array(40 * 40 * 3).fill(10);
  for (let y = 0; y < 12; y++) for (let x = 0; x < 12; x++) data.set([200, 210, 220], (y * 40 + x) * 3);
  expect(airlightOf({ width: 40, height: 40, data }, 2)).toEqual([200, 210, 220]);
});

test('γ, by hand: the mean comes to what is wanted; CLAHE and retinex spread what is dark', () => {
  const dim: RgbImage = { width: 16, height: 16, data: new Uint8Array(768).fill(64) };
  const gamma = gammaFor(dim, 128);
  expect(gamma).toBeCloseTo(Math.log(128 / 255) / Math.log(64 / 255), 12);
  expect(gammaCorrect(dim, gamma).data[0]).toBe(128);
  expect(gammaFor({ ...dim, data: new Uint8Array(768) }, 128)).toBe(1);
  const dark = degrade(face, 'dark', 0.5, 1);
  const spread = ({ data }: RgbImage): number => {
    const mean = data.reduce((a, b) => a + b, 0) / data.length;
    return Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
  };
  for (const bright of [clahe(dark), retinex(dark, 8)]) expect(spread(bright)).toBeGreaterThan(1.3 * spread(dark));
});

test('deblocking has no grid of its own where nothing was lost', () => {
  expect(psnr(deblock(face, 100).data, face.data, 255)).toBeGreaterThan(45);
  const blocky = throughJpeg(face, 15);
  expect(psnr(deblock(blocky, 15).data, face.data, 255)).toBeGreaterThan(psnr(blocky.data, face.data, 255) + 0.3);
});

test.each(degradations)('%s: each classical method makes the face nearer to what it was', (id) => {
  const degraded = degrade(face, id, 0.4, 1);
  const before = psnr(degraded.data, face.data, 255);
  for (const method of classicalFor[id])
    expect(psnr(restoreClassically(degraded, id, 0.4, method).data, face.data, 255), method).toBeGreaterThan(before);
  expect(restoreClassically(face, id, 0)).toBe(face);
});
