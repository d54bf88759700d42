import { afterAll, beforeAll, expect, test } from 'vitest';
import { App } from './app.ts';
import { cutOuts } from './cut-outs.ts';
import { goTo, holdsUp } from './holds-up.ts';

const app = new App();
const kept = async () => JSON.parse((await app.cli('settings', '--json')).stdout);

beforeAll(async () => {
  await app.start();
  const [picture] = await cutOuts(app);
  await app.cli('enrol', '--name', 'Ada', picture);
});
afterAll(() => app.close());

test('says what runs, in both languages and themes', async () => {
  await goTo(app.page, '#/settings');
  await app.page.getByText('The self-test took').waitFor();
  await holdsUp(app);
});

test('language and theme are kept', async () => {
  const { page } = app;
  await page.locator('label').getByText('简体中文', { exact: true }).click();
  await page.locator('label').getByText('深色', { exact: true }).click();
  await page.getByRole('heading', { name: '设置', level: 1 }).waitFor();
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  await expect.poll(kept).toMatchObject({ language: 'zh', theme: 'dark' });
  await page.reload();
  await page.getByRole('heading', { name: '设置', level: 1 }).waitFor();
  await page.locator('html[lang=zh-Hans][data-mantine-color-scheme=dark]').waitFor();
  await page.locator('label').getByText('English', { exact: true }).click();
  await page.locator('label').getByText('Light', { exact: true }).click();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
});

test('a target is set by slider and by typing, says what it means now, and goes back to its default', async () => {
  const { page } = app;
  const exact = page.getByRole('textbox', { name: 'Pairs wrongly taken for one person (FMR, 1:1): exact value' });
  await page.getByText('With 1 person enrolled, about 1 stranger in').waitFor();
  await page.getByText('1 pair of different people in 10,000').waitFor();
  await exact.fill('0.00001');
  await exact.press('Enter');
  await page.getByText('1 pair of different people in 100,000').waitFor();
  await page.getByRole('slider', { name: 'Frames that must agree' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText('4 frames in a row must agree').waitFor();
  await exact.fill('7');
  await page.getByText('0.000001 to 0.1').waitFor();
  await exact.press('Escape');
  await expect.poll(kept).toMatchObject({ targetFmr: 1e-5, agreeingFrames: 4 });
  await page.getByRole('button', { name: 'Reset to defaults' }).click();
  await expect.poll(kept).toMatchObject({ targetFmr: 1e-4, agreeingFrames: 3 });
});

test('a model is shown with where it comes from, and switched', async () => {
  const { page } = app;
  await page.getByText('Training data is not stated.').waitFor();
  await page.getByRole('button', { name: 'Use this model: dlib-resnet-128' }).click();
  await page.getByText('dlib-resnet-128 is in use').waitFor();
  await page.getByText('1 picture was embedded again.').waitFor();
  await page.getByRole('button', { name: 'Use this model: fr-feature-512' }).waitFor();
});

test('the data folder is named', async () => {
  await app.page.getByText(String(app.env.THRESHOLD_DATA), { exact: true }).waitFor();
  await app.page.getByText('A key file outside this folder opens it').waitFor();
});
