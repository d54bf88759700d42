import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FivePoints } from '../../../models/align/five-points.ts';
import type { PlacedFace } from '../../../models/track/follow.ts';
import { surroundings } from '../../../models/track/surroundings.ts';

const frame = { width: 640, height: 480 };
const nobody = (): boolean => false;

/** A face whose eyes are turned by `roll` radians. */
const faceAt = (x: number, y: number, size: number, roll = 0): PlacedFace => {
  const eye = { x: x - (Math.cos(roll) * size) / 5, y: y - (Math.sin(roll) * size) / 5 };
  const other = { x: x + (Math.cos(roll) * size) / 5, y: y + (Math.sin(roll) * size) / 5 };
  const landmarks = [eye, other, { x, y }, eye, other] as unknown as FivePoints;
  return { box: { x: x - size / 2, y: y - size / 2, width: size, height: size }, landmarks };
};

test('without a face there is nothing to send a part of', () => {
  expect(surroundings([], frame, nobody)).toBeNull();
});

test('of a face far from the edges it is a square around its middle', () => {
  expect(surroundings([faceAt(320, 240, 100)], frame, nobody)).toEqual({
    x: 224,
    y: 144,
    width: 192,
    height: 192,
    scale: 1,
  });
});

test('a large face may come smaller, unless a picture of it may be wanted: then it is wider, too', () => {
  expect(surroundings([faceAt(320, 240, 200)], frame, nobody)).toMatchObject({ width: 352, scale: 0.8 });
  expect(surroundings([faceAt(320, 240, 200)], frame, () => true)).toMatchObject({ width: 448, scale: 1 });
  // The smaller of two faces decides.
  expect(surroundings([faceAt(320, 240, 200), faceAt(60, 60, 40)], frame, nobody)?.scale).toBe(1);
});

test('it lies in the frame and holds all that the mesh looks at there', () => {
  const face = fc
    .tuple(
      fc.double({ min: 0, max: 639, noNaN: true }),
      fc.double({ min: 0, max: 479, noNaN: true }),
      fc.double({ min: 20, max: 400, noNaN: true }),
      fc.double({ min: -1.5, max: 1.5, noNaN: true }),
    )
    .map(([x, y, size, roll]) => ({ face: faceAt(x, y, size, roll), x, y, size, roll }));
  fc.assert(
    fc.property(fc.array(face, { minLength: 1, maxLength: 4 }), (faces) => {
      const area = surroundings(
        faces.map((one) => one.face),
        frame,
        nobody,
      )!;
      expect(area.x).toBeGreaterThanOrEqual(0);
      expect(area.y).toBeGreaterThanOrEqual(0);
      expect(area.x + area.width).toBeLessThanOrEqual(frame.width);
      expect(area.y + area.height).toBeLessThanOrEqual(frame.height);
      expect(Number.isInteger(area.x) && Number.isInteger(area.y)).toBe(true);
      for (const { x, y, size, roll } of faces) {
        const half = 0.75 * size * (Math.abs(Math.cos(roll)) + Math.abs(Math.sin(roll)));
        const clamp = (value: number, top: number): number => Math.max(0, Math.min(top, value));
        expect(area.x).toBeLessThanOrEqual(clamp(x - half, frame.width) + 1);
        expect(area.x + area.width).toBeGreaterThanOrEqual(clamp(x + half, frame.width) - 1);
        expect(area.y).toBeLessThanOrEqual(clamp(y - half, frame.height) + 1);
        expect(area.y + area.height).toBeGreaterThanOrEqual(clamp(y + half, frame.height) - 1);
        expect(Math.round(size * area.scale * 100) / 100).toBeGreaterThanOrEqual(Math.min(160, Math.floor(size)));
      }
    }),
  );
});
