import { expect, test } from 'vitest';
import { rankedQuery, reIdentification } from '../../../models/metrics/average-precision.ts';

test('average precision goes to the last mated image', () => {
  // 1/1, 2/3 and 3/6 at ranks 1, 3 and 6.
  const query = rankedQuery([true, false, true, false, false, true]);
  expect(query?.averagePrecision).toBeCloseTo((1 + 2 / 3 + 0.5) / 3, 12);
  expect(query?.firstRank).toBe(1);
  expect(rankedQuery([false, true])).toEqual({ averagePrecision: 0.5, firstRank: 2 });
  expect(rankedQuery([false, false])).toBeNull();
});

test('re-identification looks among the other camera’s images alone', () => {
  const angle = (degrees: number): number[] => [
    Math.cos((degrees * Math.PI) / 180),
    Math.sin((degrees * Math.PI) / 180),
  ];
  // Person 0 at 0° and 20°, person 1 at 60° and 30°; each once by camera 0 and once by camera 1. Person 2 by camera 0 only.
  const degrees = [0, 20, 60, 30, 1];
  const found = reIdentification(
    {
      rows: Float32Array.from(degrees.flatMap(angle)),
      dimension: 2,
      labels: [0, 0, 1, 1, 2],
      cameras: [0, 1, 0, 1, 0],
    },
    3,
  );
  // Query 0 (0°): 20° of its own person first. Query 1 (20°): 1° is nearest at 19°, then 0° at 20°: rank 2.
  // Query 2 (60°): 30° first. Query 3 (30°): 1° at 29°, 0° and 60° both at 30°, the earlier first: rank 3.
  expect(found?.queries).toBe(4);
  expect(found?.cmc[0]).toBeCloseTo(0.5, 12);
  expect(found?.cmc[1]).toBeCloseTo(0.75, 12);
  expect(found?.cmc[2]).toBeCloseTo(1, 12);
  expect(reIdentification({ rows: Float32Array.of(1, 0), dimension: 2, labels: [0], cameras: [0] })).toBeNull();
});
