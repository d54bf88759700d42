import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blindOnnx, savedLayersModel, tinyOnnx } from '../integration/models/tiny-network.ts';
import { App } from './app.ts';
import { cutOuts } from './cut-outs.ts';
import { goTo, holdsUp } from './holds-up.ts';
import { another } from './sample-people.ts';

const app = new App();
let pictures: string[];
const kept = async () => JSON.parse((await app.cli('settings', '--json')).stdout);

beforeAll(async () => {
  await app.start();
  pictures = await cutOuts(app);
  await app.cli('enrol', '--name', 'Ada', pictures[0]);
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
  // As it was: whoever looks at both themes next changes the system's.
  await page.locator('label').getByText('As the system', { exact: true }).click();
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

test('the threshold is calibrated on a data set, by the keys alone put in force, and the rail says so', async () => {
  const { page } = app;
  const folder = join(app.root, 'data-set');
  for (const [i, picture] of pictures.entries()) {
    mkdirSync(join(folder, `p${i}`), { recursive: true });
    for (const seed of [1, 2, 3, 4, 5, 6])
      writeFileSync(join(folder, `p${i}`, `${seed}.jpg`), await another(await readFile(picture), seed));
  }
  await page.getByRole('link', { name: 'Not calibrated' }).click();
  await page.getByRole('heading', { name: 'Calibration', level: 1 }).waitFor();
  await page.getByText('At least two people must be enrolled.').waitFor();
  await page.getByRole('textbox', { name: /Data set/ }).fill(folder);
  await page.keyboard.press('Enter');
  const threshold = page.getByRole('slider', { name: 'Threshold' });
  const falseAccept = page.getByRole('textbox', { name: 'One false accept in' });
  await threshold.waitFor();
  await page.getByText('it does not decide yet').waitFor();
  // So few comparisons do not show one in a hundred.
  await page.getByText('Not measurable below 1 in').first().waitFor();
  expect(await page.getByRole('button', { name: 'Use this threshold' }).isDisabled()).toBe(true);
  await falseAccept.fill('5');
  const before = Number(await threshold.getAttribute('aria-valuenow'));
  await threshold.press('ArrowRight');
  await expect.poll(async () => Number(await threshold.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
  await falseAccept.fill('5');
  await page.getByRole('button', { name: 'Use this threshold' }).press('Enter');
  await page.getByRole('link', { name: 'Calibrated', exact: true }).waitFor();
  await page.getByText('it decides now').waitFor();
  await holdsUp(app);
  await app.shot('settings-calibrate');
  expect(JSON.parse((await app.cli('calibrate', 'show', '--json')).stdout)).toMatchObject({
    identify: { calibrated: true, targetRate: 0.2, basis: { dataSet: { name: 'data-set' } } },
  });
  await page.getByRole('button', { name: 'Remove the calibration' }).click();
  await page.getByRole('link', { name: 'Not calibrated' }).waitFor();
  await goTo(page, '#/settings');
});

test('a model is shown with where it comes from, and switched', async () => {
  const { page } = app;
  await page.getByText('Training data is not stated.').waitFor();
  await page.getByRole('button', { name: 'Use this model: dlib-resnet-128' }).click();
  await page.getByText('dlib-resnet-128 is in use').waitFor();
  await page.getByText('1 picture was embedded again.').waitFor();
  await page.getByRole('button', { name: 'Use this model: fr-feature-512' }).waitFor();
});

const onnxFile = (buffer: Uint8Array, name = 'rows.onnx') => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(buffer),
});

test('a file that is no network is refused in its reader’s words', async () => {
  const { page } = app;
  await goTo(page, '#/settings');
  const input = page.locator('input[accept=".onnx"]');
  await input.setInputFiles(onnxFile(Buffer.from('<html>')));
  await page.getByRole('alert').getByText('This is not an ONNX file.').waitFor();
  await input.setInputFiles(onnxFile(tinyOnnx().slice(0, 3000)));
  await page.getByRole('alert').getByText('The ONNX file is cut off: copy or download it again.').waitFor();
  expect(await app.axe()).toEqual([]);
});

test('a network is brought: looked over, corrected, tried, and told what to do next', async () => {
  const { page } = app;
  const region = page.getByRole('region', { name: 'Bring your own network' });
  await page.locator('input[accept=".onnx"]').setInputFiles(onnxFile(tinyOnnx()));
  await region.getByRole('heading', { name: 'rows.onnx' }).waitFor();
  await region.getByText('32', { exact: true }).waitFor();
  await region.getByText('Channels last (NHWC)').waitFor();
  expect(await region.getByText('from the file').count()).toBe(2);
  expect(await region.getByText('assumed', { exact: true }).count()).toBe(5);
  await app.shot('import-form');
  const mean = region.getByRole('textbox', { name: 'Mean' });
  await mean.fill('5000');
  await region.getByText('A number from -1000 to 1000.').waitFor();
  expect(await region.getByRole('button', { name: 'Import' }).isDisabled()).toBe(true);
  await mean.fill('0');
  await region.getByRole('textbox', { name: 'Deviation' }).fill('1');
  await region.getByRole('textbox', { name: 'Name' }).fill('My rows');
  await region.getByRole('textbox', { name: 'Licence' }).fill('CC0');
  expect(await region.getByText('set by you').count()).toBe(4);
  await holdsUp(app);
  await region.getByRole('button', { name: 'Import' }).click();
  await region.getByText('was taken in').waitFor({ timeout: 90_000 });
  await region.getByText('24 numbers a face, from 32×32 RGB pixels, NHWC').waitFor();
  await region.getByText('The same face, mirrored and darker').waitFor();
  await region.getByText('threshold evaluate thresholds --model my-rows-').waitFor();
  await app.shot('import-result');
  await holdsUp(app);
  await region.getByRole('button', { name: 'Done' }).click();
  const card = page.getByRole('listitem').filter({ hasText: 'my-rows-' });
  await card.getByText('Licence: CC0').waitFor();
  expect(await card.getByRole('button', { name: /^Use this model/ }).isDisabled()).toBe(true);
  await card.getByText('It has no thresholds yet').click();
  await card.getByText('threshold models thresholds my-rows-').waitFor();
  await card.getByRole('button', { name: /^Remove/ }).click();
  const question = page.getByRole('dialog');
  await question.getByText('must import it again').waitFor();
  expect(await app.axe()).toEqual([]);
  await question.getByRole('button', { name: 'Remove' }).click();
  await card.waitFor({ state: 'detached' });
});

test('a refusal after the trial keeps what was said', async () => {
  const { page } = app;
  const region = page.getByRole('region', { name: 'Bring your own network' });
  await page.locator('input[accept=".onnx"]').setInputFiles(onnxFile(blindOnnx(), 'blind.onnx'));
  const name = region.getByRole('textbox', { name: 'Name' });
  await name.fill('Blind');
  await region.getByRole('button', { name: 'Import' }).click();
  await region.getByRole('alert').getByText('does not tell the sample faces apart').waitFor();
  expect(await name.inputValue()).toBe('Blind');
  expect(await app.axe()).toEqual([]);
  await region.getByRole('button', { name: 'Put away' }).click();
});

test('a TensorFlow.js folder comes in too', async () => {
  const { page } = app;
  const region = page.getByRole('region', { name: 'Bring your own network' });
  const folder = join(app.root, 'rows');
  mkdirSync(folder);
  writeFileSync(join(folder, 'readme.txt'), 'not for the host');
  const files = await savedLayersModel({ 'threshold.mean': '0', 'threshold.channels': 'bgr' });
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
  await page.locator('input[data-model-folder]').setInputFiles(folder);
  await region.getByRole('heading', { name: 'rows' }).waitFor();
  await region.getByText('TensorFlow.js layers model').waitFor();
  await region.getByRole('textbox', { name: 'Deviation' }).fill('1');
  await region.getByRole('button', { name: 'Import' }).click();
  await region.getByText('from 32×32 BGR pixels').waitFor();
  await region.getByRole('button', { name: 'Done' }).click();
});

test('an import is cancelled, and nothing of it is kept', async () => {
  const { page } = app;
  const region = page.getByRole('region', { name: 'Bring your own network' });
  await page.locator('input[accept=".onnx"]').setInputFiles(onnxFile(tinyOnnx({ 'threshold.name': 'Stopped' })));
  await region.getByRole('button', { name: 'Import' }).click();
  await region.getByRole('button', { name: 'Cancel' }).click();
  await region.getByRole('alert').getByText('Cancelled').waitFor();
  await region.getByRole('button', { name: 'Put away' }).click();
  const models = JSON.parse((await app.cli('models', 'list', '--json')).stdout) as { models: { id: string }[] };
  expect(models.models.some(({ id }) => id.startsWith('stopped'))).toBe(false);
});

test('the data folder is named', async () => {
  await app.page.getByText(String(app.env.THRESHOLD_DATA), { exact: true }).waitFor();
  await app.page.getByText('A key file outside this folder opens it').waitFor();
});

test('a backup is made and verified, and the chain of events is whole', async () => {
  const { page } = app;
  const folder = join(app.root, 'backups');
  await page.getByRole('textbox', { name: 'Folder on this computer' }).fill(folder);
  await page.getByRole('button', { name: 'Make a backup' }).click();
  await page.getByText('Made and verified: ').waitFor();
  expect(
    readdirSync(folder)
      .sort()
      .map((name) => name.replace(/\d{8}T\d{6}Z/, 'TIME')),
  ).toEqual(['threshold-data-TIME.db', 'threshold-keys.db']);
  await page.getByRole('button', { name: 'Verify the chain' }).click();
  await page.getByText('events are as they were written').waitFor();
  expect(JSON.parse((await app.cli('audit', 'verify', '--json')).stdout)).toMatchObject({ ok: true, broken: null });
  await holdsUp(app);
  await app.shot('settings-trust');
});
