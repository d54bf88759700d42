import { describe, expect, test } from 'vitest';
import { clock, countOf, shortNumber, withInterval } from '../../../renderer/charts/digits.ts';
import { classMark } from '../../../renderer/charts/palette.ts';
import { scaleOf } from '../../../renderer/charts/scale-of.ts';
import { nearestPlace } from '../../../renderer/charts/scatter.tsx';
import { type Series, stops, valueNear } from '../../../renderer/charts/series.ts';
import { spreadLabels } from '../../../renderer/charts/spread-labels.ts';

describe('numbers are written with honest digits', () => {
  test.each([
    [0.98345, 0.9793, 0.9873, '0.983 ± 0.004'],
    [0.98345, 0.94, 1.02, '0.98 ± 0.04'],
    [0.5, 0.5, 0.5, '0.500'],
    [12.3, 9, 16, '12 ± 4'],
  ])('%d in %d … %d is %s', (value, low, high, written) => {
    expect(withInterval(value, low, high)).toBe(written);
  });

  test.each([
    [0, '0'],
    [0.12345, '0.123'],
    [-1.5, '−1.50'],
    [123456, '123456'],
    [0.000123, '1.2e-4'],
    [12_345_678, '1.2e7'],
    [Number.NaN, '–'],
  ])('%d is %s', (value, written) => {
    expect(shortNumber(value)).toBe(written);
  });

  test('counts and times', () => {
    expect([999, 21_400, 1_234_567, 2e9].map(countOf)).toEqual(['999', '21.4 k', '1.23 M', '2 G']);
    expect([0.4, 59.6, 187, 3600 * 2 + 61].map(clock)).toEqual(['0:00', '1:00', '3:07', '2:01:01']);
  });
});

describe('direct labels', () => {
  test('that have room stay where they are', () => {
    expect(spreadLabels([10, 50, 90], 15, 0, 100)).toEqual([10, 50, 90]);
  });

  test('that would cover each other keep their order and a gap, inside the picture', () => {
    const wanted = [95, 96, 97, 10, 94];
    const places = spreadLabels(wanted, 15, 0, 100);
    const byWanted = [...wanted.keys()].sort((a, b) => wanted[a]! - wanted[b]!).map((i) => places[i]!);
    for (let i = 1; i < byWanted.length; i++) expect(byWanted[i]! - byWanted[i - 1]!).toBeGreaterThanOrEqual(15);
    expect(Math.max(...places)).toBeLessThanOrEqual(100);
    expect(places[3]).toBe(10);
  });
});

describe('values under the cursor', () => {
  const curve: Series = {
    id: 'loss',
    label: 'loss',
    colour: 'var(--chart-1)',
    points: [
      { x: 0, y: 1 },
      { x: 10, y: null },
      { x: 20, y: 0.5 },
    ],
  };
  const level: Series = { id: 'pixels', label: 'pixels', colour: '', kind: 'reference', points: [{ x: 0, y: 0.4 }] };

  test('are those of the nearest measurement; a gap has none', () => {
    expect(valueNear(curve, 4)).toEqual({ x: 0, y: 1 });
    expect(valueNear(curve, 11)).toEqual({ x: 10, y: null });
    expect(valueNear(level, 17)).toEqual({ x: 17, y: 0.4 });
  });

  test('a cursor stands where something was measured', () => {
    expect(stops([curve, level])).toEqual([0, 20]);
  });

  test('a point is meant from near only', () => {
    const places = [
      { x: 10, y: 10 },
      { x: 30, y: 10 },
    ];
    expect(nearestPlace(places, 22, 12)).toBe(1);
    expect(nearestPlace(places, 100, 100)).toBeNull();
  });
});

describe('scales', () => {
  test('a logarithmic one takes no zero and gives each decade the same room', () => {
    const scale = scaleOf({ label: '', scale: 'log' }, [0, 1e-4, 1], [0, 400]);
    expect(scale(1e-4)).toBeCloseTo(0);
    expect(scale(1e-2)).toBeCloseTo(200);
  });

  test('nothing to show, and one value alone, have a scale too', () => {
    expect(scaleOf({ label: '' }, [], [0, 100])(0.5)).toBeCloseTo(50);
    expect(Number.isFinite(scaleOf({ label: '' }, [0.7], [0, 100])(0.7))).toBe(true);
  });
});

test('a class keeps its mark, and the first 48 classes have different ones', () => {
  const marks = Array.from({ length: 48 }, (_, i) => JSON.stringify(classMark(i)));
  expect(new Set(marks).size).toBe(48);
  expect(classMark(3)).toEqual(classMark(3));
});
