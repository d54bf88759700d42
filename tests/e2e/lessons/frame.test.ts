import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressOf } from '../../../renderer/lessons/frame/state-text.ts';
import { lessonAt, lessons } from '../../../renderer/lessons/registry.ts';
import { boxHeight, boxWidth } from '../../../renderer/lessons/viewer/graph-edges.ts';
import { App } from '../app.ts';
import { goTo } from '../holds-up.ts';
import { LessonPage } from './lesson-page.ts';

const app = new App();
const lessonPage = new LessonPage(app);
const { picture } = lessonPage;
const button = (name: string) => lessonPage.button(name);

beforeAll(() => app.start({ permissions: ['clipboard-read', 'clipboard-write'] }));
afterAll(() => app.close());

test('the map shows every lesson, and the tour begins with the first', async () => {
  const { page } = app;
  await page.getByRole('heading', { name: 'No camera was found' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.getByRole('heading', { level: 1, name: 'Lessons' }).waitFor();
  expect(await page.locator('.lesson-card').count()).toBe(lessons.length);
  expect(await app.axe()).toEqual([]);
  await lessonPage.shots('lessons');
  await page.getByRole('link', { name: 'Guided tour' }).click();
  await page.getByRole('heading', { level: 1, name: lessons[0]!.card.texts.en.title }).waitFor();
});

test('a control lights up its symbol, and the presenter goes through the lesson by arrow keys', async () => {
  const { page } = app;
  await goTo(page, '#/lessons/products');
  await lessonPage.shown();
  // What the pointer lies on would light up in its place.
  await page.mouse.move(0, 0);
  await page.getByRole('button', { name: /the first vector/ }).focus();
  await page.locator('.lesson-tex [data-symbol=a][data-lit]').first().waitFor();
  await page.locator('.lesson-bound[data-lit]').first().waitFor();
  await button('Present').click();
  for (const slide of ['claim', 'experiment', 'check', 'formulas']) {
    await page.locator(`.lesson[data-presenting=${slide}]`).waitFor();
    await app.shot(`present-${slide}`);
    await page.locator('body').press('ArrowRight');
  }
  // On to the next lesson of the tour, which presents as this one did.
  await page.getByRole('heading', { level: 1, name: lessons[1]!.card.texts.en.title }).waitFor();
  await page.locator('.lesson[data-presenting=claim]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.lesson:not([data-presenting])').waitFor();
});

const nobody = (): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 64, channels: 3, background: '#000000' } })
    .png()
    .toBuffer();

/** A photo, dropped on the window as from a folder. */
async function dropPhoto(photo: Buffer): Promise<void> {
  const { page } = app;
  const dataTransfer = await page.evaluateHandle((base64) => {
    const data = new DataTransfer();
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    data.items.add(new File([bytes], 'photo', { type: 'image/png' }));
    return data;
  }, photo.toString('base64'));
  for (const kind of ['dragenter', 'dragover']) await page.dispatchEvent('body', kind, { dataTransfer });
  await page.locator('.drop-here').getByText('Drop a photo').waitFor();
  await page.dispatchEvent('.drop-here', 'drop', { dataTransfer });
}

test('an enrolled face and a dropped photo are restored; a photo that is refused leaves the face before', async () => {
  const { page } = app;
  const photo = fileURLToPath(new URL('../../../models/weights/samples/sample3.jpg', import.meta.url));
  const faceIs = (name: string) => page.getByRole('img', { name: `The face in use: ${name}`, exact: true }).waitFor();
  const enrolled = app.cli('enrol', '--name', 'Ada', '--face', '0', photo);
  await goTo(page, '#/lessons/low-level');
  await lessonPage.shown();
  const synthetic = await picture();
  expect((await enrolled).status).toBe(0);
  await page.locator('.face-kinds button:not([aria-disabled])', { hasText: 'Enrolled' }).click();
  await faceIs('Ada');
  await lessonPage.shown();
  const ofAda = await picture();
  expect(ofAda).not.toBe(synthetic);

  await dropPhoto(readFileSync(photo));
  await faceIs('Your photo');
  await lessonPage.shown();
  const dropped = await picture();
  expect(dropped).not.toBe(ofAda);
  const refused = [
    [await nobody(), 'No face was found'],
    [Buffer.from('no picture'), 'The browser cannot read this picture'],
  ] as const;
  for (const [file, why] of refused) {
    await dropPhoto(file);
    await page.getByText(new RegExp(`^${why}.*The face before stays in use`)).waitFor();
    await faceIs('Your photo');
    expect(await picture()).toBe(dropped);
  }
  await app.shot('lesson-face-refused');
});

test('a lesson’s face comes from a number, a photo or the camera; a link carries none of them', async () => {
  const { page } = app;
  await goTo(page, '#/lessons/padding');
  await lessonPage.shown();
  const synthetic = await picture();
  await button('Another person').click();
  await expect.poll(picture).not.toBe(synthetic);
  await lessonPage.shown();

  await button('Photo').click();
  await page.getByText('No photo yet').waitFor();
  // A photo in which nobody is, dropped on the window: it stays here, and the face before stays, too.
  await dropPhoto(await nobody());
  await page.getByText('No face was found').waitFor();
  expect(await picture()).not.toBe('');

  await button('Camera').click();
  await button('Open the camera').click();
  await page.getByRole('alert').getByText('No camera was found').waitFor();
  await page.evaluate(() => localStorage.setItem('threshold.camera', '"invented:0"'));
  const before = await picture();
  await button('Open the camera').click();
  await button('Take the picture').click();
  await button('Take another').waitFor();
  await expect.poll(picture).not.toBe(before);
  await page.getByRole('img', { name: 'The face in use: Your camera' }).waitFor();
  await app.shot('lesson-face-camera');

  await button('Copy link').click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const state = JSON.parse(Buffer.from(link.split('/').at(-1)!, 'base64url').toString());
  expect(state.face).toEqual({ kind: 'camera', seed: 1 });
  await page.reload();
  await page.getByText('No picture yet').waitFor();
  await page.evaluate(() => localStorage.removeItem('threshold.camera'));
});

test('a causal model is edited by pointer and by keys; what would close a circle is refused, with the circle', async () => {
  const { page } = app;
  await goTo(page, '#/lessons/causality');
  await lessonPage.shown();
  const node = (name: string) => page.getByRole('button', { name: `${name}, variable`, exact: true });
  const arrow = (between: string) => page.getByRole('button', { name: new RegExp(`^Arrow from ${between},`) });
  const handle = page.getByRole('button', { name: /^Draw an arrow from/ });
  const middle = async (of: ReturnType<typeof node>) => {
    const { x, y, width, height } = (await of.boundingBox())!;
    return [x + width / 2, y + height / 2] as const;
  };
  const drag = async (from: ReturnType<typeof node>, to: readonly [number, number]) => {
    await page.mouse.move(...(await middle(from)));
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 3 });
    await page.mouse.up();
  };
  // Another variable, dragged to the middle, and an arrow from its handle to the outcome.
  await page.getByRole('combobox', { name: 'Put in a variable …' }).selectOption({ label: 'Crowd' });
  const [x, y] = await middle(node('Crowd'));
  await drag(node('Crowd'), [x + 40, y + 20]);
  expect((await middle(node('Crowd')))[0]).toBeCloseTo(x + 40, -1);
  await drag(handle, await middle(node('Y Failed matches')));
  await arrow('Crowd to Failed matches').waitFor();
  // By keys: failed matches would act on what acts on them.
  await node('Y Failed matches').press('Enter');
  await handle.press('Enter');
  await node('Crowd').press('Enter');
  await page.getByText('it would close the circle Failed matches → Crowd → Failed matches').waitFor();
  await app.shot('lesson-causality-circle');
  await node('Door lighting').press('Enter');
  await handle.press('Enter');
  await node('Crowd').press('Enter');
  await arrow('Door lighting to Crowd').waitFor();
  await arrow('Door lighting to Crowd').press('Delete');
  await arrow('Door lighting to Crowd').waitFor({ state: 'detached' });
  await app.focusIsOn(node('Door lighting'));
  await node('Crowd').press('Delete');
  await node('Crowd').waitFor({ state: 'detached' });
  await node('X Camera grade').press('Delete');
  await page.getByText('Camera grade is part of the question').waitFor();
  // An edited model is still the example's, another scene is not.
  expect(await page.getByText('Bright entrances got the good cameras, and').count()).toBe(1);
  await page.locator('.causal label').getByText('Collider', { exact: true }).click();
  await page.getByText('This is no longer the example “Confounder”').waitFor();
  expect(await page.getByText('Bright entrances got the good cameras, and').count()).toBe(0);
});

test('a measurement goes from machine to machine, and both are on one plot; any other file is refused', async () => {
  const { page } = app;
  const { lesson } = await lessonAt('latency')!.load();
  const brief = { look: 'kernel', questions: ['kernel'], engine: ['ort-1', 'ort-2'], page: [], runs: 5 };
  await goTo(page, addressOf('latency', { ...lesson.presets[0]!.settings, ...brief }));
  await lessonPage.shown();
  await button('Measure').click();
  await expect.poll(() => button('Export').isEnabled()).toBe(true);
  await button('Measure').waitFor();
  await page.getByRole('textbox', { name: 'Name of this machine' }).fill('Front desk');
  const [download] = await Promise.all([page.waitForEvent('download'), button('Export').click()]);
  expect(download.suggestedFilename()).toBe('latency Front desk.json');
  const measured = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(measured).toMatchObject({ kind: 'threshold-latency', name: 'Front desk', runs: 5 });
  const add = (content: object) =>
    page
      .locator('.lat-machines input[type=file]')
      .setInputFiles({ name: 'm.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) });
  const lines = () => page.locator('.lesson-experiment .chart-labels text').allTextContents();
  await add({ ...measured, name: 'Back door' });
  await expect.poll(lines).toEqual(['ORT 1', 'ORT 2', 'ORT 1 · Back door', 'ORT 2 · Back door', 'k²']);
  await app.shot('lesson-latency-machines');
  await add({ ...measured, runs: -1 });
  await page.getByText('That file is no measurement of this lesson. Nothing was changed.').waitFor();
  expect(await lines()).toHaveLength(5);
  await button('Remove Back door').click();
  await expect.poll(lines).toEqual(['ORT 1', 'ORT 2', 'k²']);
  await page.evaluate(() => localStorage.removeItem('threshold.latency'));
});

test('a network’s files are dropped and chosen, its layers timed, its picture in three dimensions saved', async () => {
  const { page } = app;
  const summary = page.locator('.viewer-summary');
  const weights = (name: string): string => fileURLToPath(new URL(`../../../models/weights/${name}`, import.meta.url));
  await goTo(page, '#/lessons/viewer');
  await lessonPage.shown();
  const broken = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['no network'], 'broken.onnx'));
    return data;
  });
  for (const kind of ['dragenter', 'dragover']) await page.dispatchEvent('body', kind, { dataTransfer: broken });
  await page.locator('.drop-here').waitFor();
  await page.dispatchEvent('.drop-here', 'drop', { dataTransfer: broken });
  await page.getByRole('alert').getByText('This is not an ONNX file.').waitFor();
  await page
    .locator('.viewer input[type=file]')
    .first()
    .setInputFiles([weights('antispoof.json'), weights('antispoof.bin')]);
  await summary.getByText('TensorFlow.js graph model').waitFor();
  await page.getByText(/ms a run/).waitFor();
  await page.getByRole('heading', { name: 'Graph of Your files' }).waitFor();

  await button('Measure the time').click();
  await page.locator('.viewer-measure').getByRole('button', { name: 'Cancel' }).click();
  await button('Measure the time').waitFor();
  expect(await page.getByText('not measured', { exact: true }).count()).toBe(1);
  await button('Measure the time').click();
  await page.getByText(/^A whole run takes/).waitFor();
  expect(await page.getByText('not measured', { exact: true }).count()).toBe(0);

  // All of the graph, of which the page shows a part.
  await button('More about: Graph of Your files').click();
  const [whole] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save all of it as PNG' }).click(),
  ]);
  expect(whole.suggestedFilename()).toBe('Graph of Your files.png');
  // Twice the page's size, with room for each layer's box: what is in view has three times the page's, and a few boxes.
  const size = await sharp(await whole.path()).metadata();
  const layers = Number(/(\d+) layers/.exec((await summary.textContent()) ?? '')![1]);
  expect(size.width * size.height).toBeGreaterThan(layers * 2 * boxWidth * 2 * boxHeight);
  expect(size.width).not.toBe(Math.round(3 * (await page.locator('.viewer-graph').boundingBox())!.width));
  await page.locator('label').getByText('3-D', { exact: true }).click();
  await page.locator('.viewer-space canvas').waitFor();
  await lessonPage.shown();
  const [saved] = await Promise.all([page.waitForEvent('download'), button('Save as PNG').click()]);
  expect(saved.suggestedFilename()).toBe('Your files in 3-D.png');
  const { data, info } = await sharp(await saved.path())
    .raw()
    .toBuffer({ resolveWithObject: true });
  const colours = new Set(
    Array.from({ length: 5000 }, (_, i) =>
      data.readUIntBE(Math.floor((i * data.length) / 5000 / info.channels) * info.channels, 3),
    ),
  );
  expect(info.width).toBeGreaterThan(800);
  expect(colours.size).toBeGreaterThan(50);
  await app.shot('lesson-viewer-brought');
});

test('what cannot be taken is explained: a number, a shape, a link, a lesson', async () => {
  const { page } = app;
  await goTo(page, '#/lessons/products');
  const cell = page.getByRole('textbox', { name: 'a, number 1', exact: true });
  await cell.fill('99');
  await page.getByText('A number from −9 to 9; a, number 1 keeps 2.').waitFor();
  await cell.blur();
  expect(await cell.inputValue()).toBe('2');
  await page.getByRole('button', { name: 'Four dimensions' }).click();
  await page.getByText('No cross product').waitFor();
  await app.shot('lesson-products-fails');
  await button('Blocks').click();
  await app.settled();
  await app.shot('lesson-products-blocks');
  await goTo(page, '#/lessons/products/bm90aGluZw');
  await page.getByText('The link carries settings').waitFor();
  await goTo(page, '#/lessons/none');
  await page.getByText('There is no such lesson').waitFor();
});
