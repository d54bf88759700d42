import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMPARISON_PRESETS, onFrozen } from '../../models/compare/presets.ts';
import { linkOf } from '../../renderer/compare/choice-text.ts';
import { App } from './app.ts';
import { goTo, holdsUp } from './holds-up.ts';

const app = new App();
const button = (name: string) => app.page.getByRole('button', { name, exact: true });

/** As small as a comparison can be and still have everything: seconds. */
const choice = {
  ...onFrozen(COMPARISON_PRESETS.arrives),
  people: { enrolled: 6, newcomers: 1, strangers: 6 },
  pictures: { enrol: 3, probe: 2 },
  seeds: [7],
};

beforeAll(() => app.start({ permissions: ['clipboard-read', 'clipboard-write'] }));
afterAll(() => app.close());

test('what is compared is said before; a pasted link lays its comparison ready, and wrong text is refused', async () => {
  const { page } = app;
  await page.getByRole('heading', { name: 'No camera was found' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('heading', { level: 1, name: 'Compare' }).waitFor();
  await page.getByRole('button', { name: 'A stranger comes' }).click();
  await page.getByText('whom nobody enrolled').waitFor();
  await app.shot('compare-new');
  await button('Paste a comparison').click();
  const text = page.getByRole('textbox', { name: 'Paste a comparison' });
  await text.fill('hello');
  await button('Lay ready').click();
  await page.getByText('This is no comparison').waitFor();
  await text.fill(linkOf(choice, 'http://127.0.0.1:1'));
  await button('Lay ready').click();
  await app.noDialog();
  expect(await page.getByLabel('Known', { exact: true }).inputValue()).toBe('6');
  await page.getByRole('button', { name: 'A new employee arrives', pressed: true }).waitFor();
});

test('both columns fill, it is said what follows, and whom each took for whom is shown', async () => {
  const { page } = app;
  await button('Compare').click();
  for (const column of ['Softmax', 'Metric'])
    await page.getByRole('article', { name: column, exact: true }).getByText('Known people right').waitFor();
  await page.locator('.run-progress').getByText('Finished').waitFor();
  await page.getByRole('region', { name: 'What follows' }).getByText('The backbone is frozen').waitFor();
  for (const way of ['scratch', 'warm start', 'imprinted row', 'Metric, insert'])
    await page.getByRole('rowheader', { name: way }).first().waitFor();
  await page.locator('.taken-probe img').first().waitFor();
  await holdsUp(app);
  await app.shot('compare-finished');
});

test('it is copied with its seed, kept in the history, and deleted there', async () => {
  const { page } = app;
  await button('Copy JSON').click();
  await page.getByText('Copied.').waitFor();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied.choice).toEqual(choice);
  expect(copied.results.recognisers.map(({ id }: { id: string }) => id)).toContain('metric');
  await goTo(page, '#/compare/all');
  await page.getByRole('link', { name: 'A new employee arrives' }).waitFor();
  await page.getByRole('button', { name: /^Delete/ }).click();
  await page.getByText('Nothing has been compared yet').waitFor();
});
