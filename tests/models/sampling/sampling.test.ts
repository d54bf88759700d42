import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { convolve } from '../../../models/padding/convolve.ts';
import { allSides, pad } from '../../../models/padding/pad.ts';
import { type Plane, planeOf } from '../../../models/padding/plane.ts';
import { unevenness } from '../../../models/sampling/checkerboard.ts';
import { pixelShuffle, pixelUnshuffle } from '../../../models/sampling/pixel-shuffle.ts';
import { averagePool, binomial, blurPool, maxBlurPool, maxPool, subsample } from '../../../models/sampling/pool.ts';
import { resize } from '../../../models/sampling/resize.ts';
import {
  outputPaddingFor,
  overlapsOf,
  phaseSums,
  transposedConvolve,
  transposedSize,
} from '../../../models/sampling/transposed-convolve.ts';

type Rows = number[][];
const references = JSON.parse(readFileSync(new URL('./references/sampling.json', import.meta.url), 'utf8')) as {
  transposed: { x: Rows; w: Rows; s: number; p: number; o: number; y: Rows }[];
  resized: ({ x: Rows; size: [number, number] } & Record<string, Rows>)[];
  shuffled: { maps: Rows[]; s: number; y: Rows };
  pooled: { x: Rows } & Record<string, Rows>;
};
const of = (rows: Rows): Plane => planeOf(rows.length, rows[0]!.length, rows.flat());
const near = (found: Plane, wanted: Rows): void => {
  expect([found.rows, found.columns]).toEqual([wanted.length, wanted[0]!.length]);
  for (const [i, value] of wanted.flat().entries()) expect(found.values[i]).toBeCloseTo(value, 10);
};

test.each(references.transposed)('transposed as PyTorch does: stride $s, padding $p, output padding $o', (one) => {
  const { x, w, s, p, o, y } = one;
  // Quarters of whole numbers: both sides are exact.
  const transposition = { stride: s, padding: p, outputPadding: o };
  const found = transposedConvolve(of(x), of(w), transposition);
  expect(found).toEqual(of(y));
  expect(found.rows).toBe(transposedSize(x.length, w.length, transposition));
});

test('it is the transpose: ⟨conv x, y⟩ = ⟨x, conv⊤ y⟩', () => {
  const random = seededRandom(5);
  const some = (rows: number): Plane => planeOf(rows, rows, Array.from({ length: rows * rows }, random));
  const dot = (a: Plane, b: Plane): number => a.values.reduce((sum, value, i) => sum + value * b.values[i]!, 0);
  for (const [n, k, stride, padding] of [
    [9, 3, 2, 1],
    [8, 4, 3, 0],
    [7, 2, 2, 1],
  ] as const) {
    const [x, w] = [some(n), some(k)];
    const forward = convolve(pad(x, allSides(padding), 'zero'), w, { stride, dilation: 1 });
    const y = some(forward.rows);
    const outputPadding = outputPaddingFor(n, k, { stride, padding });
    const back = transposedConvolve(y, w, { stride, padding, outputPadding });
    expect(back.rows).toBe(n);
    expect(dot(forward, y)).toBeCloseTo(dot(x, back), 10);
  }
  expect(() => transposedConvolve(some(2), some(3), { stride: 2, padding: 0, outputPadding: 2 })).toThrow(RangeError);
  expect(() => transposedConvolve(some(1), some(3), { stride: 1, padding: 2 })).toThrow(RangeError);
});

test('by hand: stamps of 3 at a distance of 2 overlap in every second place', () => {
  expect([...overlapsOf(4, 3, 2)]).toEqual([1, 1, 2, 1, 2, 1, 2, 1, 1]);
  expect([...overlapsOf(3, 4, 2)]).toEqual([1, 1, 2, 2, 2, 2, 1, 1]);
  expect([...phaseSums([1, 2, 1], 2)]).toEqual([2, 2]);
  const ones = (side: number): Plane => planeOf(side, side, new Float64Array(side * side).fill(1));
  const board = transposedConvolve(ones(8), ones(3), { stride: 2, padding: 0 });
  // 1, 2, 2, 4: mean 9 / 4, range 3.
  expect(unevenness(board, 2, 2)).toBeCloseTo(4 / 3, 12);
  expect(unevenness(transposedConvolve(ones(8), ones(4), { stride: 2, padding: 0 }), 2, 2)).toBe(0);
  expect(unevenness(planeOf(4, 4, new Float64Array(16)), 2)).toBe(0);
});

describe('resized as PyTorch does', () => {
  test.each(references.resized)('to $size', ({ x, size: [rows, columns], ...wanted }) => {
    near(resize(of(x), rows, columns, 'nearest'), wanted.nearest!);
    near(resize(of(x), rows, columns, 'linear', { antialias: false }), wanted.linear!);
    near(resize(of(x), rows, columns, 'cubic', { a: -0.75, antialias: false }), wanted.cubic!);
    near(resize(of(x), rows, columns, 'linear'), wanted.linearAntialias!);
  });
});

test('shuffled and pooled as PyTorch does', () => {
  const { maps, s, y } = references.shuffled;
  expect(pixelShuffle(maps.map(of), s)).toEqual(of(y));
  expect(pixelUnshuffle(of(y), s)).toEqual(maps.map(of));
  expect(() => pixelShuffle(maps.map(of), 2)).toThrow(RangeError);
  expect(() => pixelUnshuffle(of(y), 4)).toThrow(RangeError);
  const { x, ...pooled } = references.pooled;
  near(maxPool(of(x), 2, 2), pooled.max22!);
  near(maxPool(of(x), 3, 2), pooled.max32!);
  near(averagePool(of(x), 2, 2), pooled.average22!);
  for (const [taps, stride] of [
    [2, 2],
    [3, 2],
    [5, 3],
  ] as const)
    near(blurPool(of(x), taps, stride), pooled[`blur${taps}${stride}`]!);
  near(maxBlurPool(of(x), 2, 3, 2), toRows(blurPool(maxPool(of(x), 2, 1), 3, 2)));
  expect(
    subsample(
      of([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      2,
    ),
  ).toEqual(of([[1, 3]]));
  expect([...binomial(5)]).toEqual([1, 4, 6, 4, 1].map((value) => value / 16));
  expect(() => maxPool(of([[1]]), 2, 2)).toThrow(RangeError);
});

const toRows = ({ rows, columns, values }: Plane): Rows =>
  Array.from({ length: rows }, (_, i) => [...values.subarray(i * columns, (i + 1) * columns)]);
