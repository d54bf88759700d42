import { describe, expect, test } from 'vitest';
import { MODELS } from '../../../models/embed/registry.ts';
import { assess, turnedBy } from '../../../models/quality/assess.ts';
import { EXPOSURE_HIGH, EXPOSURE_LOW, POSE, SHARPNESS, SIZE } from '../../../models/quality/limits.ts';
import { judge } from '../../../models/quality/measure.ts';

const noise = (i: number): number => (Math.imul(i + 1, 2654435761) >>> 24) & 63;
const chip = (value: (i: number) => number) => ({
  width: 112,
  height: 112,
  data: Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => value(Math.floor(i / 3))),
});
const good = {
  chipPoints: MODELS.get('fr-feature-512').chip,
  image: { width: 640, height: 480 },
  landmarks: [
    { x: 280, y: 200 },
    { x: 340, y: 200 },
    { x: 310, y: 230 },
    { x: 290, y: 260 },
    { x: 330, y: 260 },
  ],
  mesh: new Float32Array(468 * 3).fill(240),
  pose: { yaw: 0, pitch: 0, roll: 0 },
  chip: chip((i) => 100 + noise(i)),
} as const;
const failed = (change: object): (string | undefined)[] =>
  assess({ ...good, ...change } as Parameters<typeof assess>[0])
    .measures.filter((measure) => !measure.ok)
    .map((measure) => `${measure.name}: ${measure.hint}`);

describe('assess', () => {
  test('a good face passes, with an overall value above the limit', () => {
    const quality = assess({
      ...good,
      landmarks: [...good.landmarks] as unknown as Parameters<typeof assess>[0]['landmarks'],
    });
    expect(quality.acceptable).toBe(true);
    expect(quality.overall).toBeGreaterThan(0.5);
    expect(quality.measures.map((measure) => measure.name).sort()).toEqual([
      'edge',
      'exposure',
      'pose',
      'sharpness',
      'size',
    ]);
  });
  test.each([
    ['small', { landmarks: good.landmarks.map(({ x, y }) => ({ x: x / 8, y: y / 8 })) }, 'size: move-closer'],
    ['blurred', { chip: chip(() => 120) }, 'sharpness: hold-still'],
    ['dark', { chip: chip((i) => noise(i) / 3) }, 'exposure: more-light'],
    ['bright', { chip: chip((i) => 250 - noise(i) / 8) }, 'exposure: less-light'],
    ['turned away', { pose: { yaw: 60, pitch: 0, roll: 0 } }, 'pose: turn-to-camera'],
    [
      'at the edge',
      { mesh: Float32Array.from({ length: 468 * 3 }, (_, i) => (i % 3 === 0 ? (i % 2 === 0 ? -5 : 240) : 240)) },
      'edge: move-into-frame',
    ],
  ])('a face that is %s says what to do', (_what, change, expected) => {
    expect(failed(change)).toContain(expected);
  });
  test('a head that only leans to the side passes', () => {
    expect(failed({ pose: { yaw: 0, pitch: 0, roll: 50 } })).toEqual([]);
  });
});

test('a limit is met exactly at the limit, and scores one half there', () => {
  for (const scale of [SIZE, SHARPNESS, EXPOSURE_LOW, EXPOSURE_HIGH, POSE]) {
    const { measure, score } = judge('size', scale.limit, scale, 'hold-still');
    expect([measure.ok, score]).toEqual([true, 0.5]);
    expect(judge('size', scale.worst, scale, 'hold-still').score).toBe(0);
    expect(judge('size', scale.good, scale, 'hold-still').score).toBe(1);
  }
});

test('turnedBy joins yaw and pitch', () => {
  expect(turnedBy({ yaw: 30, pitch: 0, roll: 0 })).toBeCloseTo(30);
  expect(turnedBy({ yaw: 0, pitch: -20, roll: 0 })).toBeCloseTo(20);
  expect(turnedBy({ yaw: 30, pitch: 30, roll: 0 })).toBeCloseTo(41.41, 1);
});
