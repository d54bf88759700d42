import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdentifyOutput } from '../../main/contract/identification.ts';
import { alteredCopy, cutFaces, usableFaces } from '../../main/services/sample-people.ts';
import { App } from './app.ts';

const samples = fileURLToPath(new URL('../../models/weights/samples/', import.meta.url));
/** Set to a folder to look at what the page looks like. */
const shots = process.env.THRESHOLD_SHOTS;

const app = new App();
const people: string[] = [];

/** One picture a person, cut from the sample photos by the running app's own detector. */
beforeAll(async () => {
  await app.start();
  for (const file of (await readdir(samples)).sort()) {
    const { stdout } = await app.cli('identify', '--json', '--no-record', join(samples, file));
    const { width, height, faces } = JSON.parse(stdout) as IdentifyOutput;
    const boxes = usableFaces(faces);
    for (const cut of await cutFaces(new Uint8Array(await readFile(join(samples, file))), { width, height }, boxes)) {
      people.push(join(app.root, `person-${people.length}.jpg`));
      writeFileSync(people[people.length - 1], cut);
    }
  }
});
afterAll(() => app.close());

const altered = async (index: number): Promise<string> => {
  const file = join(app.root, `altered-${index}.jpg`);
  writeFileSync(file, await alteredCopy(new Uint8Array(await readFile(people[index])), index));
  return file;
};
const choose = (...files: string[]) => app.page.locator('input[type=file]').setInputFiles(files);
const verdicts = () => app.page.locator('.face .verdict');
const shot = async (name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await app.page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
};

describe('the page', () => {
  test('is open under a clean address, isolated, and says what to do', async () => {
    expect(new URL(app.page.url()).search).toBe('');
    expect(await app.page.evaluate(() => crossOriginIsolated)).toBe(true);
    await app.page.getByText('Nobody is enrolled yet').waitFor();
    await shot('empty');
  });

  test('enrols a dropped photo after consent, and recognises another picture of the person', async () => {
    await choose(people[0]);
    const button = app.page.getByRole('button', { name: 'Enrol' });
    await app.page.getByLabel('Name').fill('Ada');
    expect(await button.isDisabled()).toBe(true);
    await app.page.getByRole('checkbox').check();
    await button.click();
    await app.page.getByText('Ada is enrolled: 1 of 1').waitFor();
    await choose(await altered(0));
    await verdicts().filter({ hasText: 'Ada' }).waitFor();
    await shot('accepted');
  });

  test('a stranger is unknown; the threshold is said to be uncalibrated', async () => {
    await choose(people[1]);
    await verdicts().filter({ hasText: 'unknown' }).waitFor();
    await app.page.getByText('Not calibrated on your site').waitFor();
    await shot('unknown');
  });

  test('the command line uses the same store while the app runs, and the page follows', async () => {
    const enrolled = await app.cli('enrol', '--name', 'Bo 波', people[1], '--json');
    expect(enrolled.status).toBe(0);
    await app.page.locator('.people').getByText('Bo 波').waitFor();
    await verdicts().filter({ hasText: 'Bo 波' }).waitFor();
    expect(JSON.parse((await app.cli('people', 'list', '--json')).stdout).people).toHaveLength(2);
  });

  test('a group photo shows every face', async () => {
    await choose(join(samples, 'sample6.jpg'));
    await app.page.getByText('4 faces').waitFor();
    await shot('group');
  });

  test('a file that is no picture is refused in words', async () => {
    const file = join(app.root, 'text.jpg');
    writeFileSync(file, 'no picture');
    await choose(file);
    await app.page.getByText('not a picture').waitFor();
  });

  test('removal can be undone; removed, the person is unknown', async () => {
    await choose(await altered(0));
    await verdicts().filter({ hasText: 'Ada' }).waitFor();
    await app.page.getByRole('button', { name: 'Remove: Ada' }).click();
    await verdicts().filter({ hasText: 'unknown' }).waitFor();
    await app.page.getByRole('button', { name: 'Undo' }).click();
    await verdicts().filter({ hasText: 'Ada' }).waitFor();
    await app.page.getByRole('button', { name: 'Remove: Ada' }).click();
    await verdicts().filter({ hasText: 'unknown' }).waitFor();
  });

  test('speaks 简体中文, and remembers it', async () => {
    await app.page.getByRole('button', { name: '简体中文' }).click();
    await app.page.getByText('人员', { exact: true }).waitFor();
    await app.page.reload();
    await app.page.getByText('人员', { exact: true }).waitFor();
    expect(await app.page.locator('html').getAttribute('lang')).toBe('zh-Hans');
    await choose(join(samples, 'sample6.jpg'));
    await app.page.getByText('4 张人脸').waitFor();
    await shot('zh');
    await app.page.setViewportSize({ width: 1920, height: 1080 });
    await app.page.emulateMedia({ colorScheme: 'dark' });
    await shot('zh-dark-1920');
  });

  test('fits 1024 pixels without scrolling sideways', async () => {
    await app.page.setViewportSize({ width: 1024, height: 700 });
    expect(await app.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  test('can be driven by the keyboard alone', async () => {
    await app.page.getByRole('button', { name: 'English' }).focus();
    await app.page.keyboard.press('Enter');
    await app.page.getByLabel('Name').focus();
    await app.page.keyboard.type('Cleo');
    for (const key of ['Tab', 'Tab', 'Space']) await app.page.keyboard.press(key);
    expect(await app.page.getByRole('checkbox').isChecked()).toBe(true);
  });

  test('lets no second browser in with the same address', async () => {
    const response = await fetch(app.url, { redirect: 'manual' });
    expect(response.status).toBe(403);
  });
});
