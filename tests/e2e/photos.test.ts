import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { App } from './app.ts';
import { another, samplePeople, samples } from './sample-people.ts';

const app = new App();
const people: string[] = [];
const fileOf = (name: string, picture: Uint8Array): string => {
  const file = join(app.root, name);
  writeFileSync(file, picture);
  return file;
};
let ada: Uint8Array;

beforeAll(async () => {
  await app.start();
  const pictures = await samplePeople(app);
  people.push(...pictures.map((picture, index) => fileOf(`person-${index}.jpg`, picture)));
  ada = pictures[0]!;
  await app.page.getByRole('link', { name: 'Photos' }).click();
});
afterAll(() => app.close());

const choose = (...files: string[]) =>
  app.page.locator('main input[type=file]:not([data-folder], [tabindex])').setInputFiles(files);
const anotherOfAda = async () => fileOf('another.jpg', await another(ada, 0));
const verdict = (text: string) => app.page.locator('.photo .decision').filter({ hasText: text });

describe('photos', () => {
  test('the page is open under a clean address, isolated, and says what to do', async () => {
    expect(new URL(app.page.url()).search).toBe('');
    expect(await app.page.evaluate(() => crossOriginIsolated)).toBe(true);
    await app.page.getByText('No photos yet').waitFor();
    await app.shot('photos-empty');
    expect(await app.axe()).toEqual([]);
  });

  test('enrol the person they show, after consent; another picture is recognised', async () => {
    await choose(people[0]!);
    const button = app.page.getByRole('button', { name: 'Enrol', exact: true });
    await app.page.getByLabel('Name').fill('Ada');
    expect(await button.isDisabled()).toBe(true);
    await app.page.getByRole('checkbox').check();
    await button.click();
    await app.page.getByText('Ada is enrolled: 1 of 1').waitFor();
    await choose(await anotherOfAda());
    await verdict('Ada').waitFor();
    await app.shot('photos-accepted');
  });

  test('a stranger is unknown; the threshold is said to be uncalibrated', async () => {
    await choose(people[1]!);
    await verdict('unknown').waitFor();
    await app.page.getByText('Not calibrated on your site').waitFor();
  });

  test('the command line uses the same store while the app runs, and the page follows', async () => {
    const enrolled = await app.cli('enrol', '--name', 'Bo 波', people[1]!, '--json');
    expect(enrolled.status).toBe(0);
    await verdict('Bo 波').waitFor();
    expect(JSON.parse((await app.cli('people', 'list', '--json')).stdout).people).toHaveLength(2);
  });

  test('a group photo shows every face', async () => {
    await choose(join(samples, 'sample6.jpg'));
    await app.page.getByText('4 faces').waitFor();
    await app.shot('photos-group');
    expect(await app.axe()).toEqual([]);
  });

  test('a file that is no picture is refused in words, the others are looked at', async () => {
    await choose(fileOf('text.jpg', Buffer.from('no picture')), await anotherOfAda());
    await app.page.getByText('not a picture').waitFor();
    await verdict('Ada').waitFor();
  });

  test('dropped anywhere, also on another page, they open here', async () => {
    await app.page.goto(`${new URL(app.page.url()).origin}/#/`);
    const transfer = await app.page.evaluateHandle(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], 'dropped.jpg', { type: 'image/jpeg' }));
      return data;
    }, Buffer.from(ada).toString('base64'));
    for (const kind of ['dragenter', 'dragover'])
      await app.page.dispatchEvent('body', kind, { dataTransfer: transfer });
    const zone = app.page.getByText('Drop photos or a folder', { exact: true });
    await zone.waitFor();
    await app.page.dispatchEvent('.drop-here', 'drop', { dataTransfer: transfer });
    await verdict('Ada').waitFor();
  });

  test('removed by the command line, the person is unknown', async () => {
    expect((await app.cli('people', 'remove', 'Ada', '--yes')).status).toBe(0);
    await verdict('unknown').waitFor();
  });

  test('lets no second browser in with the same address', async () => {
    const response = await fetch(app.url, { redirect: 'manual' });
    expect(response.status).toBe(403);
  });
});
