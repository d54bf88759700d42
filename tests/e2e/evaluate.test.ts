import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { App } from './app.ts';
import { goTo, holdsUp } from './holds-up.ts';
import { inventedFolder } from './invented-folder.ts';

const people = 8;
const pictures = 5;
const app = new App();
const folder = join(app.root, 'visitors');
const button = (name: string) => app.page.getByRole('button', { name, exact: true });
const finished = () => app.page.getByRole('region', { name: 'Figures', exact: true }).waitFor();

beforeAll(async () => {
  await inventedFolder(folder, people, pictures);
  await app.start();
});
afterAll(() => app.close());

test('an evaluation is composed; what its pictures can show is said before anything is computed', async () => {
  const { page } = app;
  await page.getByRole('heading', { name: 'No camera was found' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.getByRole('heading', { level: 1, name: 'Evaluate' }).waitFor();
  await page.getByRole('heading', { name: 'Say where the pictures are' }).waitFor();
  await expect.poll(() => button('Start the evaluation').isDisabled()).toBe(true);
  await page.getByRole('combobox', { name: 'Folder' }).fill(join(folder, 'nowhere'));
  await page.getByRole('alert').getByText('This cannot be evaluated yet').waitFor();
  await page.getByRole('combobox', { name: 'Folder' }).fill(folder);
  const holds = page.getByRole('region', { name: 'What this will measure' });
  await holds.getByText(String(people * pictures), { exact: true }).waitFor();
  await holds.getByText('no: too few').first().waitFor();
  await app.shot('evaluate-new');
  await holdsUp(app);
});

test('it runs while one is elsewhere, and says what it found with how sure that is', async () => {
  const { page } = app;
  await button('Start the evaluation').click();
  await page
    .getByRole('region', { name: 'About this evaluation' })
    .or(page.locator('.train-side h2'))
    .first()
    .waitFor();
  await goTo(page, '#/people');
  await page.locator('.rail').getByText('1 job').waitFor();
  await goTo(page, '#/evaluate');
  await finished();
  const figures = page.getByRole('region', { name: 'Figures', exact: true });
  // 700 comparisons of different people: none of the usual rates can be shown, and each row says why.
  await figures.getByText(/not measurable: n < 30\/FMR \(700 non-mated comparisons, 3,000 needed\)/).waitFor();
  await page.getByRole('region', { name: 'Counts' }).getByText('700', { exact: true }).waitFor();
  await page.locator('.report-pairs img').first().waitFor();
  await page.getByRole('slider', { name: 'Read values: Scores' }).press('ArrowRight');
  await page.locator('.chart-readout').getByText('non-mated').waitFor();
  await app.shot('evaluate-report');
  await holdsUp(app);
});

test('the report is one file that needs nothing else; without a PDF maker the browser prints it', async () => {
  const { page } = app;
  const download = page.waitForEvent('download');
  await button('Export the report').click();
  await page.getByRole('menuitem', { name: 'Web page (HTML)' }).click();
  const html = readFileSync(await (await download).path(), 'utf8');
  expect(html).toMatch(/^<!doctype html>/i);
  expect(html).toContain('700');
  expect(html).toContain('data:image/jpeg;base64,');
  expect(html).not.toMatch(/(?:src|href)=["']?https?:/);
  await button('Export the report').click();
  await page.getByRole('menuitem', { name: 'PDF' }).click();
  const printed = page.frameLocator('iframe.printed');
  await printed.locator('h1').waitFor({ state: 'attached' });
});

test('two evaluations of the same trials are laid over each other; one is renamed, deleted and brought back', async () => {
  const { page } = app;
  await button('Again with changes').click();
  await button('Start the evaluation').click();
  await finished();
  await button('Rename').click();
  await page.getByLabel('Name', { exact: true }).fill('Once more');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Once more' }).waitFor();
  await goTo(page, '#/evaluate/runs');
  for (const box of await page.getByRole('checkbox', { name: /^Compare / }).all()) await box.check();
  const both = page.locator('.compare-two');
  await both.getByText('is the same.').first().waitFor();
  await app.shot('evaluate-compare');
  expect(await app.axe()).toEqual([]);
  await button('Delete Once more').click();
  await page.getByRole('link', { name: 'Once more' }).waitFor({ state: 'detached' });
  await button('Undo').click();
  await page.getByRole('link', { name: 'Once more' }).waitFor();
  rmSync(folder, { recursive: true });
});
