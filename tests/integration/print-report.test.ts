import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { findBrowser, printWithBrowser } from '../../main/services/evaluation/report/print-pdf.ts';

const browser = await findBrowser();
const left = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('threshold-report-'));

test.skipIf(browser === null)('an installed browser prints a report, and nothing of it stays', async () => {
  const before = left();
  const printed = await printWithBrowser('<!doctype html><title>Report</title><h1>Report</h1>');
  expect(printed.ok && Buffer.from(printed.value.subarray(0, 5)).toString()).toBe('%PDF-');
  expect(left().filter((name) => !before.includes(name))).toEqual([]);
});

test('without one, it is said what to do', async () => {
  expect(await findBrowser('/nowhere:')).toBe(process.platform === 'linux' ? null : await findBrowser(''));
  expect(await printWithBrowser('', null)).toMatchObject({
    ok: false,
    error: { code: 'NOT_FOUND', message: expect.stringContaining('--html') },
  });
});
