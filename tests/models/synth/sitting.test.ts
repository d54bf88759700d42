import { expect, test } from 'vitest';
import { sitting } from '../../../models/synth/sitting.ts';

const shots = sitting(5, 24);
const turned = (axis: 'yaw' | 'pitch'): number[] => shots.map(({ pose }) => pose[axis]);

test('a sitting looks to both sides, up and down, and begins at the front', () => {
  expect(shots[0]!.pose.yaw).toBeCloseTo(0);
  expect(shots[0]!.pose.pitch).toBeCloseTo(0);
  for (const axis of ['yaw', 'pitch'] as const) {
    expect(Math.max(...turned(axis))).toBeGreaterThan(0.12);
    expect(Math.min(...turned(axis))).toBeLessThan(-0.12);
  }
});

test('nothing but the head moves, and nothing hides it', () => {
  for (const { light, clothes, background, frame, occlusion } of shots) {
    expect({ light, clothes, background, frame }).toEqual({
      light: shots[0]!.light,
      clothes: shots[0]!.clothes,
      background: shots[0]!.background,
      frame: shots[0]!.frame,
    });
    expect(occlusion).toBeNull();
  }
});

test('is the same for the same seed', () => {
  expect(sitting(5, 24)).toEqual(shots);
  expect(sitting(6, 24)).not.toEqual(shots);
});
