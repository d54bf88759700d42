import { expect, test } from 'vitest';
import { centredInSpace, dragged, flipToMatch, seenFrom } from '../../renderer/train/run/in-space.ts';

const rounded = (numbers: readonly number[]) => numbers.map((value) => Math.round(value * 1e6) / 1e6 + 0);

test('points in space are seen from where one turned to, lengths unchanged', () => {
  const places = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const flat = (yaw: number, pitch: number) =>
    rounded(seenFrom(places, { yaw, pitch }).flatMap(({ x, y, z }) => [x, y, z]));
  expect(flat(0, 0)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  // A quarter turn: what was near is at the right, what was at the right is far away.
  expect(flat(90, 0)).toEqual([0, 0, -1, 0, 1, 0, 1, 0, 0]);
  // From above: what was up is near, what was near is below.
  expect(flat(0, 90)).toEqual([1, 0, 0, 0, 0, 1, 0, -1, 0]);
  for (const { x, y, z } of seenFrom(places, { yaw: 37, pitch: -21 })) expect(Math.hypot(x, y, z)).toBeCloseTo(1, 6);
});

test('dragging goes around without end and up to the poles', () => {
  expect(dragged({ yaw: 170, pitch: 80 }, 50, 100)).toEqual({ yaw: -170, pitch: 90 });
  expect(dragged({ yaw: -170, pitch: -80 }, -50, -100)).toEqual({ yaw: 170, pitch: -90 });
});

test('a cloud turns about its middle, and continues the one before though components change sign', () => {
  const { places, radius } = centredInSpace(Float32Array.of(3, 1, 1, 5, 1, 1));
  expect([...places, radius]).toEqual([-1, 0, 0, 1, 0, 0, 1]);
  expect([...flipToMatch(Float32Array.of(-1, 2, 0, 1, -2, 0), Float32Array.of(1, 2, 0, -1, -2, 0))]).toEqual([
    1, 2, 0, -1, -2, 0,
  ]);
});
