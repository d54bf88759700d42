import { readFileSync } from 'node:fs';
import { layers } from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { convolve, outputSize } from '../../../models/padding/convolve.ts';
import { kernelIds, kernelOf } from '../../../models/padding/kernels.ts';
import { allSides, type PaddingKind, pad, paddingKinds, reaches, sourceOf } from '../../../models/padding/pad.ts';
import { type Plane, planeOf } from '../../../models/padding/plane.ts';

type Rows = number[][];
type Padded = { x: Rows; sides: [number, number, number, number] } & Partial<Record<PaddingKind, Rows>>;
const references = JSON.parse(readFileSync(new URL('./references/padding.json', import.meta.url), 'utf8')) as {
  torchDefaults: Record<string, unknown>;
  padded: Padded[];
  convolved: { x: Rows; w: Rows; p: number; s: number; d: number; y: Rows }[];
};
const of = (rows: Rows): Plane => planeOf(rows.length, rows[0]!.length, rows.flat());

describe('as NumPy pads', () => {
  test.each(references.padded)('$x by $sides', ({ x, sides: [top, bottom, left, right], ...kinds }) => {
    const amounts = { top, bottom, left, right };
    for (const [kind, rows] of Object.entries(kinds))
      expect(pad(of(x), amounts, kind as PaddingKind, 7), kind).toEqual(of(rows as Rows));
    // What NumPy would mirror a second time is refused, as PyTorch does.
    if (kinds.reflect === undefined) expect(() => pad(of(x), amounts, 'reflect')).toThrow(RangeError);
  });
});

test.each(references.convolved)('as PyTorch convolves: $p, $s, $d', ({ x, w, p, s, d, y }) => {
  const window = { stride: s, dilation: d };
  // Quarters of whole numbers: both sides are exact.
  expect(convolve(pad(of(x), allSides(p), 'zero'), of(w), window)).toEqual(of(y));
  expect(outputSize(x.length, w.length, p, p, window)).toBe(y.length);
});

test('frameworks’ defaults: no padding, and zero where there is any', () => {
  expect(references.torchDefaults).toMatchObject({ padding: 0, padding_mode: 'zeros', stride: 1, dilation: 1 });
  expect(layers.conv2d({ filters: 1, kernelSize: 3 }).getConfig().padding).toBe('valid');
});

test('by hand: what stands beyond the edge of a b c, how far, and what kernels sum to', () => {
  const line = (kind: PaddingKind): string =>
    [-2, -1, 0, 1, 2, 3, 4].map((at) => ['a', 'b', 'c'][sourceOf(kind, at, 3) ?? 9] ?? '0').join('');
  expect(Object.fromEntries(paddingKinds.map((kind) => [kind, line(kind)]))).toEqual({
    zero: '00abc00',
    constant: '00abc00',
    reflect: 'cbabcba',
    symmetric: 'baabccb',
    replicate: 'aaabccc',
    circular: 'bcabcab',
  });
  expect([reaches('reflect', 3, 3), reaches('symmetric', 3, 3), reaches('zero', 99, 3)]).toEqual([false, true, true]);
  expect(() => convolve(of([[1]]), kernelOf('mean', 3), { stride: 1, dilation: 1 })).toThrow(RangeError);
  expect(() => planeOf(2, 2, [1])).toThrow(RangeError);
  for (const id of kernelIds)
    for (const k of [1, 2, 3, 8])
      expect(
        kernelOf(id, k).values.reduce((a, b) => a + b, 0),
        `${id} ${k}`,
      ).toBeCloseTo(id === 'edges' ? 0 : 1, 12);
});
