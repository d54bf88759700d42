import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CameraFrame, cameraFrameSchema, frameBytes } from '../../main/contract/camera-frame.ts';
import { rgbOfFrame } from '../../main/engine/camera-frame.ts';

/** The standards' formulas in floating point, pixel by pixel. */
function reference({ width, height, data, format, fullRange, matrix }: CameraFrame): number[] {
  const [kr, kb] = matrix === 'bt601' ? [0.299, 0.114] : [0.2126, 0.0722];
  const [w, h] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const out: number[] = [];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y >> 1) * w + (x >> 1);
      const u = format === 'I420' ? data[width * height + at]! : data[width * height + 2 * at]!;
      const v = format === 'I420' ? data[width * height + w * h + at]! : data[width * height + 2 * at + 1]!;
      const luma = fullRange ? data[y * width + x]! / 255 : (data[y * width + x]! - 16) / 219;
      const [pb, pr] = [(u - 128) / (fullRange ? 255 : 224), (v - 128) / (fullRange ? 255 : 224)];
      const r = luma + 2 * (1 - kr) * pr;
      const b = luma + 2 * (1 - kb) * pb;
      const g = (luma - kr * r - kb * b) / (1 - kr - kb);
      out.push(...[r, g, b].map((value) => Math.max(0, Math.min(255, value * 255))));
    }
  return out;
}

const frames = fc
  .record({
    width: fc.integer({ min: 2, max: 9 }),
    height: fc.integer({ min: 2, max: 9 }),
    format: fc.constantFrom('I420' as const, 'NV12' as const),
    fullRange: fc.boolean(),
    matrix: fc.constantFrom('bt601' as const, 'bt709' as const),
    seed: fc.integer(),
  })
  .map(({ seed, ...rest }): CameraFrame => {
    let state = seed >>> 0;
    const next = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    };
    return { ...rest, data: Uint8Array.from({ length: frameBytes(rest.width, rest.height) }, next) };
  });

test('a camera frame becomes RGB as the standards say, odd sides too', () => {
  fc.assert(
    fc.property(frames, (frame) => {
      const expected = reference(frame);
      const { data } = rgbOfFrame(frame);
      expect(data.length).toBe(expected.length);
      for (const [i, value] of expected.entries()) expect(Math.abs(data[i]! - value)).toBeLessThanOrEqual(1.01);
    }),
  );
});

test('grey stays grey, black is 0 and white 255', () => {
  const grey = (luma: number, fullRange: boolean): number[] => {
    const data = Uint8Array.from([luma, luma, luma, luma, 128, 128]);
    return [...rgbOfFrame({ width: 2, height: 2, format: 'I420', matrix: 'bt601', fullRange, data }).data];
  };
  expect(new Set(grey(16, false))).toEqual(new Set([0]));
  expect(new Set(grey(235, false))).toEqual(new Set([255]));
  expect(new Set(grey(77, true))).toEqual(new Set([77]));
});

test('a frame whose data does not fit its size is refused', () => {
  const frame = { width: 4, height: 2, format: 'I420', matrix: 'bt601', fullRange: false, data: new Uint8Array(11) };
  expect(cameraFrameSchema.safeParse(frame).success).toBe(false);
  expect(cameraFrameSchema.safeParse({ ...frame, data: new Uint8Array(12) }).success).toBe(true);
});
