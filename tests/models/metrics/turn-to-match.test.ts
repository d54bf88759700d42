import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { turnToMatch } from '../../../models/metrics/turn-to-match.ts';

const random = seededRandom(7);
const cloud = Float32Array.from({ length: 60 }, () => random() - 0.5);
const mean = (axis: number): number => cloud.filter((_, i) => i % 2 === axis).reduce((a, b) => a + b, 0) / 30;
const centre = [mean(0), mean(1)];
const target = cloud.map((value, i) => value - centre[i % 2]!);

const moved = (angle: number, flip: 1 | -1): Float32Array => {
  const out = new Float32Array(target.length);
  for (let i = 0; i < target.length; i += 2) {
    const [x, y] = [target[i]!, target[i + 1]! * flip];
    out[i] = Math.cos(angle) * x - Math.sin(angle) * y + 3;
    out[i + 1] = Math.sin(angle) * x + Math.cos(angle) * y - 1;
  }
  return out;
};

describe('a projection is turned back to the one before', () => {
  test.each([
    [0.4, 1],
    [3, 1],
    [-1.2, -1],
    [Math.PI / 2, -1],
  ] as const)('turned by %d, mirrored %d', (angle, flip) => {
    const back = turnToMatch(moved(angle, flip), target);
    back.forEach((value, i) => {
      expect(value).toBeCloseTo(target[i]!, 5);
    });
  });

  test('distances within it stay as they are', () => {
    const noisy = cloud.map((value) => value + (random() - 0.5) / 5);
    const turned = turnToMatch(noisy, target);
    const length = (points: Float32Array): number => Math.hypot(points[0]! - points[8]!, points[1]! - points[9]!);
    expect(length(turned)).toBeCloseTo(length(noisy), 5);
  });
});
