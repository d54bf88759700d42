import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../main/contract/settings.ts';
import { identifyThreshold, verifyThreshold } from '../../main/services/thresholds.ts';
import { MODELS } from '../../models/embed/registry.ts';

describe.each(MODELS.ids)('%s', (id) => {
  const record = MODELS.get(id);
  const at = (people: number, settings = defaultSettings) => identifyThreshold(record, settings, people, people);

  test('the table is in ascending strictness', () => {
    const rows = record.thresholds.verify;
    expect(rows.length).toBeGreaterThan(5);
    for (let i = 1; i < rows.length; i++) {
      expect(rows[i].fmr).toBeLessThan(rows[i - 1].fmr);
      expect(rows[i].threshold).toBeGreaterThan(rows[i - 1].threshold);
    }
  });

  test('identify never asks for less than verify while it is not calibrated', () => {
    const verify = verifyThreshold(record, defaultSettings, 1).value;
    expect(verify).toBe(record.thresholds.verify.find((row) => row.fmr === 1e-4)?.threshold);
    for (const people of [0, 1, 2, 50]) expect(at(people).value).toBe(verify);
  });

  test('identify rises with the people enrolled, so that the promise for a stranger holds', () => {
    const values = [100, 500, 1000, 10_000, 100_000].map((people) => at(people).value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(values[4]).toBeGreaterThan(values[0]);
    for (const people of [500, 10_000])
      expect(1 - (1 - at(people).fmr) ** people).toBeCloseTo(defaultSettings.targetFpir, 6);
  });

  test('what is promised is what follows from the threshold in use, and said', () => {
    expect(at(2).targetRate).toBeCloseTo(2e-4, 6);
    expect(at(2).sentence).toContain('about 1 stranger in 5,000 accepted at 2 people');
    expect(at(2).sentence).toContain('not calibrated');
    expect(at(1000).sentence).toContain('1 stranger in 100');
  });
});
