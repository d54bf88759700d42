import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fft2 } from '../../../models/linear/fft.ts';
import { eyeAspectRatio } from '../../../models/liveness/eye-aspect-ratio.ts';
import { estimateHomography, homographyResidual, project } from '../../../models/liveness/homography.ts';
import { upperBound } from '../../../models/liveness/pad.ts';
import { reliefBetween } from '../../../models/liveness/relief.ts';
import { rigidResidual } from '../../../models/liveness/rigid.ts';
import { patternStrength } from '../../../models/liveness/screen.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { headAt, headMesh, sampleFrom, tiltedPhoto } from './head.ts';

const spread = (count: number, seed: number, size: number): Float64Array => {
  const random = seededRandom(seed);
  return Float64Array.from({ length: count }, () => size * (random() - 0.5));
};

describe('a homography', () => {
  const small = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
  test('is found from what it did to points, and leaves nothing', () => {
    fc.assert(
      fc.property(
        fc.tuple(small(0.4), small(0.4), small(80), small(0.4), small(0.4), small(80), small(6e-4), small(6e-4)),
        (h) => {
          const truth = Float64Array.of(1 + h[0], h[1], h[2], h[3], 1 + h[4], h[5], h[6], h[7], 1);
          const from = spread(80, 3, 400);
          const to = new Float64Array(80);
          for (let i = 0; i < 80; i += 2) to.set(project(truth, from[i]!, from[i + 1]!), i);
          expect(homographyResidual(from, to)!).toBeLessThan(1e-6);
          const found = estimateHomography(from, to)!;
          for (const [k, value] of truth.entries()) expect(found[k]).toBeCloseTo(value, 5);
        },
      ),
      { numRuns: 60 },
    );
  });
  test('is not determined by points on a line, or by three', () => {
    const line = Float64Array.from({ length: 20 }, (_, i) => i >> 1);
    expect(homographyResidual(line, line)).toBeNull();
    expect(homographyResidual(spread(6, 1, 9), spread(6, 2, 9))).toBeNull();
  });
});

test('a rigid body leaves nothing, whatever its turn, move and scale; a squeezed one does', () => {
  const angle = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(angle, angle, fc.double({ min: 0.2, max: 5, noNaN: true }), (a, b, scale) => {
      const from = spread(90, 5, 2);
      const to = new Float64Array(90);
      for (let i = 0; i < 90; i += 3) {
        const [x, y, z] = [from[i]!, from[i + 1]!, from[i + 2]!];
        const u = Math.cos(a) * x + Math.sin(a) * z;
        const w = Math.cos(a) * z - Math.sin(a) * x;
        to.set(
          [scale * u + 3, scale * (Math.cos(b) * y - Math.sin(b) * w) - 1, scale * (Math.sin(b) * y + Math.cos(b) * w)],
          i,
        );
      }
      expect(rigidResidual(from, to)).toBeLessThan(1e-6 * scale);
      for (let i = 0; i < 90; i += 3) to[i]! *= 1.5;
      expect(rigidResidual(from, to)).toBeGreaterThan(0.02 * scale);
    }),
    { numRuns: 60 },
  );
});

test('a head that turns has relief; a photo that is tilted as far has less', () => {
  const head = reliefBetween(headAt(0), headAt(1, { yaw: 20 }))!;
  expect(head.turn).toBeCloseTo(20, 0);
  expect(head.value).toBeGreaterThan(10);
  expect(reliefBetween(headAt(0), sampleFrom(1, tiltedPhoto(35)))!.value).toBeLessThan(1);
});

test('an eye’s aspect ratio falls as it shuts, and hardly with the head’s turn', () => {
  const open = eyeAspectRatio(headMesh());
  expect(open).toBeGreaterThan(0.25);
  expect(eyeAspectRatio(headMesh({ eyes: 0 }))).toBeLessThan(0.1);
  expect(Math.abs(eyeAspectRatio(headMesh({ yaw: 15 })) / open - 1)).toBeLessThan(0.12);
});

test('the transform of a picture is the sum that defines it', () => {
  const side = 8;
  const picture = spread(64, 11, 1);
  const [real, imaginary] = [picture.slice(), new Float64Array(64)];
  fft2(real, imaginary, side);
  for (const [fx, fy] of [
    [0, 0],
    [1, 0],
    [3, 5],
    [7, 2],
  ] as const) {
    let [re, im] = [0, 0];
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const phase = (-2 * Math.PI * (fx * x + fy * y)) / side;
        re += picture[y * side + x]! * Math.cos(phase);
        im += picture[y * side + x]! * Math.sin(phase);
      }
    expect(real[fy * side + fx]).toBeCloseTo(re, 9);
    expect(imaginary[fy * side + fx]).toBeCloseTo(im, 9);
  }
  expect(() => fft2(new Float64Array(9), new Float64Array(9), 3)).toThrow(RangeError);
});

test('a faint grid on a face stands out of its spectrum; noise, edges and JPEG’s blocks do not', () => {
  const size = 200;
  const box = { x: 20, y: 20, width: 150, height: 150 };
  const face = (pattern: (x: number, y: number) => number) => {
    const random = seededRandom(2);
    const data = new Uint8Array(size * size * 3);
    for (let i = 0; i < size * size; i++) {
      const [x, y] = [i % size, Math.floor(i / size)];
      const light = 120 + 40 * Math.sin(x / 17) + (y > 90 ? 30 : 0) + 6 * (random() - 0.5) + pattern(x, y);
      data.fill(light, i * 3, i * 3 + 3);
    }
    return patternStrength({ width: size, height: size, data }, box)!;
  };
  expect(face(() => 0)).toBeLessThan(0.8);
  expect(face((x) => (x % 8 === 0 ? 4 : 0))).toBeLessThan(0.8);
  expect(face((x, y) => 5 * Math.sin(1.9 * x + 0.4 * y))).toBeGreaterThan(1.2);
  expect(
    patternStrength({ width: 50, height: 50, data: new Uint8Array(7500) }, { x: 0, y: 0, width: 50, height: 50 }),
  ).toBeNull();
});

test('bounds: 3/n without an error, exact with some', () => {
  expect(upperBound(0, 30)).toBeCloseTo(0.1, 12);
  expect(upperBound(0, 0)).toBeNull();
  expect(upperBound(5, 5)).toBe(1);
  // P(X ≤ 1 | 10, p) = 0.05 at p = 0.3942 (Clopper & Pearson 1934, one-sided).
  expect(upperBound(1, 10)).toBeCloseTo(0.3942, 3);
});
