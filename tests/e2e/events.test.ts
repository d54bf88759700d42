import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { App } from './app.ts';
import { cutOuts } from './cut-outs.ts';
import { goTo, holdsUp } from './holds-up.ts';

const app = new App();
let pictures: string[];
const rows = () => app.page.locator('tbody tr');

beforeAll(async () => {
  await app.start();
  pictures = await cutOuts(app);
});
afterAll(() => app.close());

test('nothing yet is said', async () => {
  await goTo(app.page, '#/events');
  await app.page.getByText('Nothing has happened yet').waitFor();
  await holdsUp(app);
});

test('what happens elsewhere appears at once: who, what, score and threshold', async () => {
  await app.cli('enrol', '--name', '=Ada', pictures[0]);
  await app.cli('enrol', '--name', 'Bo', pictures[1]);
  await app.cli('identify', pictures[0], pictures[1], pictures[2]);
  await app.cli('verify', pictures[0], pictures[1]);
  await app.page.getByText('6 events', { exact: true }).waitFor();
  const accepted = rows().filter({ hasText: '=Ada' }).filter({ hasText: 'accepted' });
  expect(await accepted.locator('.scale').count()).toBe(1);
  expect(await accepted.textContent()).toMatch(/\d\.\d{3} ≥ 0\.\d{3}/);
  expect(await accepted.locator('time').getAttribute('title')).toMatch(/\d{4}/);
  await rows().first().getByText('1:1 different').waitFor();
  await holdsUp(app);
});

test('what was wrong is said of an event, refuses the face or adds it when asked, and is taken back', async () => {
  const { page } = app;
  const accepted = rows().filter({ hasText: '=Ada' }).filter({ hasText: 'accepted' });
  await accepted.getByRole('button', { name: 'Say what is wrong: =Ada' }).click();
  await page.getByRole('menuitem', { name: 'Not =Ada' }).click();
  await page.getByRole('checkbox', { name: 'Also refuse this face as =Ada' }).check();
  expect(await app.axe()).toEqual([]);
  await app.shot('events-not-them');
  await page.getByRole('button', { name: 'Note it' }).click();
  await accepted.getByText('said: not =Ada · face refused').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await accepted.getByText('said: not').waitFor({ state: 'detached' });
  const unknown = rows().filter({ hasText: 'unknown' });
  await unknown.getByRole('button', { name: 'Say what is wrong: unknown face' }).click();
  await page.getByRole('menuitem', { name: 'This is …' }).click();
  await page.getByRole('combobox', { name: 'Who is it?' }).click();
  await page.getByRole('option', { name: 'Bo' }).click();
  await page.getByRole('checkbox', { name: 'Also add this face to their pictures' }).check();
  await page.getByRole('button', { name: 'Note it' }).click();
  await unknown.getByText('said: Bo · picture added').waitFor();
  await app.shot('events-said');
  await unknown.getByRole('button', { name: 'Say what is wrong' }).click();
  await page.getByRole('menuitem', { name: 'Take back what was said' }).click();
  await unknown.getByText('said: Bo').waitFor({ state: 'detached' });
});

test('chips, time and name narrow it down; nothing that fits is said, with the way back', async () => {
  const chip = (name: string) => app.page.getByRole('group', { name: 'What' }).getByText(name, { exact: true });
  await chip('unknown').click();
  await app.page.getByText('1 event fits').waitFor();
  await chip('accepted').click();
  await app.page.getByText('3 events fit').waitFor();
  const search = app.page.getByRole('searchbox');
  await search.fill('bo');
  await app.page.getByText('1 event fits').waitFor();
  await search.fill('box');
  await app.page.getByText('No event fits').waitFor();
  await app.page.getByRole('button', { name: 'Show all' }).click();
  await app.page.getByText('6 events', { exact: true }).waitFor();
  await app.page.getByText('Today', { exact: true }).click();
  await app.page.getByText('6 events fit').waitFor();
});

test('from one day to another; backwards is said, and a change of mind keeps the days', async () => {
  const day = (days: number): string => {
    const now = new Date();
    return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + days)).toISOString().slice(0, 10);
  };
  const span = (name: string) => app.page.getByRole('radiogroup', { name: 'Time' }).getByText(name, { exact: true });
  const [first, last] = [app.page.getByLabel('First day'), app.page.getByLabel('Last day')];
  await span('Days …').click();
  expect([await first.inputValue(), await last.inputValue()]).toEqual([day(-6), day(0)]);
  await app.page.getByText('6 events fit').waitFor();
  await last.fill(day(-1));
  await app.page.getByText('No event fits').waitFor();
  await first.fill(day(0));
  await app.page.getByText('The last day is before the first.').waitFor();
  await last.fill('');
  await app.page.getByText('6 events fit').waitFor();
  await last.fill(day(1));
  await holdsUp(app);
  await app.shot('events-days');
  await span('All').click();
  await app.page.getByText('6 events', { exact: true }).waitFor();
  await span('Days …').click();
  expect([await first.inputValue(), await last.inputValue()]).toEqual([day(0), day(1)]);
  await app.page.getByText('6 events fit').waitFor();
});

test('what fits is saved as CSV, formulas defused', async () => {
  await app.page.getByRole('searchbox').fill('ada');
  await app.page.getByText('2 events fit').waitFor();
  const [download] = await Promise.all([
    app.page.waitForEvent('download'),
    app.page.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toContain(",accepted,'=Ada,");
});

test('leads to the person, and is as it was when one comes back', async () => {
  await app.page.getByRole('link', { name: '=Ada' }).first().click();
  await app.page.getByRole('heading', { name: '=Ada', level: 1 }).waitFor();
  await app.page.goBack();
  await app.page.getByText('2 events fit').waitFor();
  expect(await app.page.getByRole('searchbox').inputValue()).toBe('ada');
});
