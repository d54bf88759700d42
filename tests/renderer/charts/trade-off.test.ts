import { describe, expect, test } from 'vitest';
import { decadesOf, rateTick, rateWithInterval, rateWords } from '../../../renderer/charts/rates.ts';
import {
  bandAt,
  bandWithin,
  type TradeSeries,
  tradeDomains,
  tradePointAt,
  tradeStops,
} from '../../../renderer/charts/trade-off.ts';

const curve: TradeSeries = {
  id: 'a',
  label: 'a',
  colour: '',
  points: [
    { threshold: 0.1, x: 1, y: 0 },
    { threshold: 0.2, x: 0.1, y: 0.01 },
    { threshold: 0.3, x: 0.1, y: 0.03 },
    { threshold: 0.4, x: 0.002, y: 0.2 },
    { threshold: Number.POSITIVE_INFINITY, x: 0, y: 1 },
  ],
};

describe('rates in words', () => {
  test.each([
    [0.0144, '1.4 %'],
    [0.168, '17 %'],
    [0.001, '0.10 %'],
    [0.00002, '0.0020 %'],
    [0.000001, '0.00010 %'],
    [3e-7, '3 × 10⁻⁷'],
    [1e-8, '10⁻⁸'],
    [1, '100 %'],
    [0.9961, '99.61 %'],
    [0.972, '97.2 %'],
    [0, '0 %'],
  ])('%d is %s', (rate, words) => {
    expect(rateWords(rate)).toBe(words);
  });

  test.each([
    [0.0144, [0.0046, 0.0278], '1.4 % [0.5, 2.8]'],
    [0.006, [0.002, 0.0092], '0.60 % [0.20, 0.92]'],
    [0.972, [0.961, 0.982], '97.2 % [96.1, 98.2]'],
    [0, [0, 3 / 1800], '0 % (≤ 0.17 %)'],
    [0.0144, null, '1.4 %'],
  ] as const)('%d in %j is %s', (value, interval, words) => {
    expect(rateWithInterval(value, interval)).toBe(words);
  });

  test('on an axis', () => {
    expect([1, 0.1, 0.001, 1e-5, 1e-6].map(rateTick)).toEqual(['100 %', '10 %', '0.1 %', '0.001 %', '0.0001 %']);
  });
});

describe('the axes of a trade-off', () => {
  test('hold whole decades around what a logarithm has', () => {
    expect(decadesOf([0, 0.002, 0.1])).toEqual([0.001, 0.1]);
    expect(decadesOf([0.05, 0.05])).toEqual([0.01, 0.1]);
    expect(decadesOf([1])).toEqual([0.1, 1]);
    expect(decadesOf([0, 0])).toEqual([0.001, 1]);
    expect(tradeDomains([curve])).toEqual({ x: [0.001, 0.1], y: [0.01, 1] });
  });

  test('a named point has its place, too', () => {
    const marked = { ...curve, marks: [{ id: 'eer', label: 'EER', x: 0.5, y: 0.00002 }] };
    expect(tradeDomains([marked])).toEqual({ x: [0.001, 1], y: [1e-5, 1] });
  });
});

describe('a trade-off is read', () => {
  test('where something was measured', () => {
    expect(tradeStops([curve])).toEqual([Math.log10(0.002), -1, 0]);
  });

  test('at the threshold that keeps the promise and misses least', () => {
    expect(tradePointAt(curve, -1)).toEqual(curve.points[1]);
    expect(tradePointAt(curve, -1.5)).toEqual(curve.points[3]);
    expect(tradePointAt(curve, -5)).toEqual(curve.points[4]);
    expect(tradePointAt({ ...curve, points: curve.points.slice(0, 2) }, -2)).toBeNull();
  });

  test('with its interval, which has an end', () => {
    const band = [
      { x: 0.001, low: 0.1, high: 0.3 },
      { x: 0.1, low: 0, high: 0.1 },
    ];
    expect(bandAt(band, 0.01)).toEqual({ x: 0.01, low: expect.closeTo(0.05), high: expect.closeTo(0.2) });
    expect(bandAt(band, 0.1)).toEqual(band[1]);
    expect(bandAt(band, 0.0001)).toBeNull();
    expect(bandAt(band, 0.5)).toBeNull();
    expect(bandAt(undefined, 0.5)).toBeNull();
    expect(bandWithin(band, [0.01, 0.05]).map(({ x }) => x)).toEqual([0.01, 0.05]);
    expect(bandWithin(band, [0.0001, 1])).toEqual(band);
  });
});
