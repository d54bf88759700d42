import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutChip } from '../../../models/align/chip.ts';
import { fivePointsOf } from '../../../models/align/five-points.ts';
import { apply, estimateSimilarity, invert, scaleOf } from '../../../models/align/similarity.ts';
import { warp } from '../../../models/align/warp.ts';
import { MODELS } from '../../../models/embed/registry.ts';
import type { RgbImage } from '../../../models/image.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const similarity = fc
  .record({ a: number(-3, 3), b: number(-3, 3), tx: number(-100, 100), ty: number(-100, 100) })
  .filter((s) => scaleOf(s) > 0.05);
const points = [
  { x: 0, y: 0 },
  { x: 40, y: 2 },
  { x: 20, y: 25 },
  { x: 5, y: 45 },
  { x: 37, y: 44 },
] as const;

/** Smooth, so that bilinear sampling of it is nearly exact. */
const ramp = (width: number, height: number): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const p = Math.floor(i / 3);
    return [(p % width) * 2, Math.floor(p / width) * 2, 100][i % 3];
  }),
});

describe('similarity', () => {
  test('is found again from points it moved (Umeyama)', () => {
    fc.assert(
      fc.property(similarity, (s) => {
        const found = estimateSimilarity(
          points,
          points.map((point) => apply(s, point)),
        );
        for (const key of ['a', 'b', 'tx', 'ty'] as const) expect(found[key]).toBeCloseTo(s[key], 6);
      }),
    );
  });

  test('is the least-squares one: no small change of it comes closer to noisy points', () => {
    const to = points.map(({ x, y }, i) => ({
      x: x * 1.1 + 3 + Math.sin(i * 7) * 2,
      y: y * 1.1 - 4 + Math.cos(i * 5) * 2,
    }));
    const best = estimateSimilarity(points, to);
    const error = (s: typeof best): number =>
      points.reduce((sum, point, i) => {
        const { x, y } = apply(s, point);
        return sum + (x - to[i].x) ** 2 + (y - to[i].y) ** 2;
      }, 0);
    for (const key of ['a', 'b', 'tx', 'ty'] as const)
      for (const step of [-0.01, 0.01])
        expect(error({ ...best, [key]: best[key] + step })).toBeGreaterThan(error(best));
  });

  test('inverts', () => {
    fc.assert(
      fc.property(similarity, (s) => {
        const back = apply(invert(s), apply(s, { x: 12, y: -7 }));
        expect(back.x).toBeCloseTo(12, 5);
        expect(back.y).toBeCloseTo(-7, 5);
      }),
    );
  });

  test('refuses points that coincide', () => {
    expect(() => estimateSimilarity([points[0], points[0]], [points[0], points[1]])).toThrow(/coincide/);
  });
});

describe('warp', () => {
  test('the identity leaves the picture as it is', () => {
    const image = ramp(40, 40);
    expect(Array.from(warp(image, { a: 1, b: 0, tx: 0, ty: 0 }, 40, new Uint8Array(40 * 40 * 3)))).toEqual(
      Array.from(image.data),
    );
  });

  test('samples where the similarity says, between pixels and turned', () => {
    const image = ramp(100, 100);
    const s = { a: 0.9, b: 0.3, tx: 30.25, ty: 20.5 };
    const out = warp(image, s, 20, new Float32Array(20 * 20 * 3));
    for (const [x, y] of [
      [0, 0],
      [7, 3],
      [19, 19],
    ]) {
      const from = apply(s, { x, y });
      expect(out[(y * 20 + x) * 3]).toBeCloseTo(from.x * 2, 3);
      expect(out[(y * 20 + x) * 3 + 1]).toBeCloseTo(from.y * 2, 3);
      expect(out[(y * 20 + x) * 3 + 2]).toBeCloseTo(100, 3);
    }
  });

  test('shrinking averages: a fine chequerboard becomes grey', () => {
    const data = Uint8Array.from(
      { length: 64 * 64 * 3 },
      (_, i) => (((Math.floor(i / 3) % 64) + Math.floor(i / 192)) % 2) * 255,
    );
    const out = warp(
      { width: 64, height: 64, data },
      { a: 4, b: 0, tx: 1.5, ty: 1.5 },
      15,
      new Uint8Array(15 * 15 * 3),
    );
    for (const value of out) expect(Math.abs(value - 127.5)).toBeLessThan(20);
  });

  test('beyond the picture it is black', () => {
    const out = warp(ramp(10, 10), { a: 1, b: 0, tx: -50, ty: 0 }, 10, new Uint8Array(300));
    expect(Math.max(...out)).toBe(0);
  });
});

test.each(MODELS.ids)('a chip shows the landmarks where %s wants them', (id) => {
  const record = MODELS.get(id);
  const turn = { a: 1.3, b: 0.4, tx: 60, ty: 30 };
  const landmarks = fivePointsOf(record.chip.map((point) => apply(turn, point)));
  const chip = cutChip(ramp(400, 400), landmarks, record);
  expect([chip.width, chip.height]).toEqual([record.inputSize, record.inputSize]);
  const { x, y } = record.chip[2];
  const [px, py] = [Math.round(x), Math.round(y)];
  const from = apply(turn, { x: px, y: py });
  expect(Math.abs(chip.data[(py * record.inputSize + px) * 3] - Math.min(255, from.x * 2))).toBeLessThan(3);
});
