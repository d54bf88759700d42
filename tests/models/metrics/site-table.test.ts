import { describe, expect, test } from 'vitest';
import { finestRate, ratesFor, siteTable } from '../../../models/metrics/site-table.ts';
import { thresholdTable } from '../../../models/metrics/thresholds.ts';

const dataSet = [
  { fmr: 0.1, threshold: 0.1 },
  { fmr: 0.01, threshold: 0.2 },
  { fmr: 0.001, threshold: 0.3 },
  { fmr: 0.0001, threshold: 0.4 },
];
const rounded = (rows: readonly { fmr: number; threshold: number }[]) =>
  rows.map(({ fmr, threshold }) => [fmr, Number(threshold.toFixed(9))]);

describe('what a site can measure', () => {
  test('is thirty errors at the least', () => {
    expect(finestRate(300)).toBe(0.1);
    expect(finestRate(0)).toBe(Number.POSITIVE_INFINITY);
    expect(ratesFor(29)).toEqual([]);
    expect(ratesFor(400)).toEqual([0.5, 0.3, 0.2, 0.1, 0.075]);
    expect(ratesFor(30_000)).toEqual([0.5, 0.3, 0.2, 0.1, 0.03, 0.01, 0.003, 0.001]);
  });

  test('its finest rate has a row', () => {
    for (const n of [77, 300, 435, 1001, 12_345]) {
      const scores = Float64Array.from({ length: n }, (_, i) => i / n);
      expect(thresholdTable(scores, ratesFor(n)).at(-1)?.fmr).toBe(30 / n);
    }
  });
});

describe('a table of data set and site', () => {
  test('is the other one where either has nothing', () => {
    expect(siteTable(dataSet, [])).toEqual(dataSet);
    expect(siteTable([], dataSet)).toEqual(dataSet);
    expect(siteTable([], [])).toEqual([]);
  });

  test('takes the site where it is stricter, and keeps the last difference beyond what the site can measure', () => {
    const own = [
      { fmr: 0.1, threshold: 0.12 },
      { fmr: 0.01, threshold: 0.26 },
    ];
    expect(rounded(siteTable(dataSet, own))).toEqual([
      [0.1, 0.12],
      [0.01, 0.26],
      [0.001, 0.36],
      [0.0001, 0.46],
    ]);
  });

  test('is not laxer where the site scores lower', () => {
    const own = [
      { fmr: 0.1, threshold: 0.02 },
      { fmr: 0.01, threshold: 0.05 },
    ];
    expect(rounded(siteTable(dataSet, own))).toEqual(rounded(dataSet));
  });

  test('stays in order where the difference shrinks', () => {
    const own = [
      { fmr: 0.1, threshold: 0.3 },
      { fmr: 0.01, threshold: 0.31 },
    ];
    expect(rounded(siteTable(dataSet, own))).toEqual([
      [0.1, 0.3],
      [0.01, 0.31],
      [0.001, 0.41],
      [0.0001, 0.51],
    ]);
  });

  test('uses a site that measured one rate alone, between the rows of the data set', () => {
    // At 0.05 the data set asks for 0.1 + 0.1·log(0.5)/log(0.1) = 0.1301; the site for 0.05 more.
    const own = [{ fmr: 0.05, threshold: 0.1301029996 + 0.05 }];
    const rows = siteTable(dataSet, own);
    expect(rows.map(({ fmr }) => fmr)).toEqual([0.1, 0.05, 0.01, 0.001, 0.0001]);
    expect(rows.at(-1)!.threshold).toBeCloseTo(0.45, 6);
  });
});
