import { expect, test } from 'vitest';
import type { FivePoints } from '../../../models/align/five-points.ts';
import { partScale, wholeFrame } from '../../../models/track/frame-part.ts';

const part = { x: 100, y: 40, width: 200, height: 100, frameWidth: 640, frameHeight: 480 };
const points = Array.from({ length: 5 }, (_, i) => ({ x: 110 + 10 * i, y: 50 + 5 * i })) as unknown as FivePoints;
const face = { box: { x: 120, y: 50, width: 80, height: 60 }, landmarks: points };

test('edges of pixels stay edges: the part’s first pixel begins where the picture’s does', () => {
  const half = partScale({ width: 100, height: 50 }, part);
  const placed = half.toPart({ ...face, box: { x: 99.5, y: 39.5, width: 200, height: 100 } });
  expect(placed.box).toEqual({ x: -0.5, y: -0.5, width: 100, height: 50 });
});

test('what goes in comes back', () => {
  const scale = partScale({ width: 90, height: 50 }, part);
  const { box, landmarks } = scale.toPart(face);
  const mesh = Float32Array.from(landmarks.flatMap(({ x, y }) => [x, y, 9]));
  const back = scale.toFrame({ box, landmarks, mesh });
  expect(back.box.x).toBeCloseTo(120, 9);
  expect(back.box.height).toBeCloseTo(60, 9);
  for (const [i, { x, y }] of points.entries()) {
    expect(back.landmarks[i]!.x).toBeCloseTo(x, 9);
    expect(back.landmarks[i]!.y).toBeCloseTo(y, 9);
    expect(back.mesh[3 * i]).toBeCloseTo(x, 3);
    expect(back.mesh[3 * i + 1]).toBeCloseTo(y, 3);
    // Depth is in pixels across.
    expect(back.mesh[3 * i + 2]).toBeCloseTo(20, 3);
  }
});

test('a whole frame is left as it is, to the bit', () => {
  const image = { width: 640, height: 480 };
  expect(partScale(image, wholeFrame(image)).toPart(face)).toEqual(face);
});

test('a part beyond its frame is refused', () => {
  expect(() => partScale({ width: 10, height: 10 }, { ...part, x: 441 })).toThrow(/beyond its frame/);
});
