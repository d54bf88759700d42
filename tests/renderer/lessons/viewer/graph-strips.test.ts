import { expect, test } from 'vitest';
import { stepY } from '../../../../renderer/lessons/viewer/graph-edges.ts';
import { stripsOf } from '../../../../renderer/lessons/viewer/graph-strips.ts';

test('a short graph is one strip, one of hundreds of levels several, each level in one of them', () => {
  expect(stripsOf({ levels: 3, width: 0 })).toMatchObject({ strips: [{ top: -0.5 * stepY }], scale: 1 });
  const { strips, stripHeight, width, height, scale } = stripsOf({ levels: 300, width: 0 });
  expect(scale).toBe(1);
  expect(width / height).toBeGreaterThan(1);
  expect(width / height).toBeLessThan(2.6);
  for (let level = 0; level < 300; level++) {
    const holding = strips.filter(({ top }) => level * stepY > top && level * stepY < top + stripHeight);
    expect(holding).toHaveLength(1);
  }
});

test('what is larger than a picture can be is made smaller, and says how much', () => {
  const { width, height, dots, scale } = stripsOf({ levels: 5000, width: 3 });
  expect(scale).toBeLessThan(1);
  expect(dots).toBeCloseTo(2 * scale, 6);
  expect(width * dots * height * dots).toBeLessThanOrEqual(64e6 * 1.001);
  expect(stripsOf({ levels: 4, width: 200 }).width * stripsOf({ levels: 4, width: 200 }).dots).toBeLessThanOrEqual(
    16_384.5,
  );
});
