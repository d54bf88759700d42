import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { App } from './app.ts';

const sizes = [
  [1920, 1080],
  [1280, 800],
] as const;
const apps: App[] = [];
const newUser = (): App => {
  const app = new App({ asks: true });
  apps.push(app);
  return app;
};
afterAll(async () => {
  for (const app of apps) await app.close();
});

/** No complaint of axe in light and dark; a picture of each where asked for. */
async function isSound(app: App, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await app.page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    // Colours on their way from one theme to the other are nobody's choice.
    await app.settled();
    for (const [width, height] of process.env.THRESHOLD_SHOTS === undefined ? [] : sizes) {
      await app.page.setViewportSize({ width, height });
      await app.shot(`${name}-${colorScheme}-${width}`);
    }
    expect((await app.axe()).map((each) => `${name} ${colorScheme}: ${each}`)).toEqual([]);
  }
  await app.page.emulateMedia({ colorScheme: 'light' });
}

const language = (app: App, name: string) => app.page.getByText(name, { exact: true }).click();

describe('a first start', () => {
  const app = newUser();

  test('asks, in both languages, before anything is made', async () => {
    await app.start();
    await app.page.getByRole('heading', { name: 'Before the first start' }).waitFor();
    await isSound(app, 'first-en');
    await language(app, '简体中文');
    await app.page.getByRole('heading', { name: '首次启动之前' }).waitFor();
    expect(await app.page.locator('html').getAttribute('lang')).toBe('zh-Hans');
    await isSound(app, 'first-zh');
    await language(app, 'English');
    expect([existsSync(join(app.root, 'config')), existsSync(join(app.root, 'share'))]).toEqual([false, false]);
  });

  test('says why a folder will not do, and fits 1024 pixels', async () => {
    mkdirSync(join(app.root, 'full'));
    writeFileSync(join(app.root, 'full', 'letter.txt'), 'dear');
    await app.page.getByLabel('Folder, as a whole path').fill(join(app.root, 'full'));
    await app.page.getByRole('button', { name: 'Start' }).click();
    await app.page.getByText('This folder holds other files').waitFor();
    await app.page.setViewportSize({ width: 1024, height: 700 });
    expect(await app.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await app.page.setViewportSize({ width: 1280, height: 800 });
    await app.page.getByLabel('Folder, as a whole path').fill(join(app.root, 'share', 'threshold'));
  });

  test('with the choices as they are ends at the Desk, and the command line finds the folder', async () => {
    await app.page.getByRole('button', { name: 'Start' }).click();
    await app.page.getByRole('link', { name: 'Desk' }).waitFor();
    const place = JSON.parse(readFileSync(join(app.root, 'config', 'threshold', 'place.json'), 'utf8'));
    expect(place).toEqual({ dataDir: join(app.root, 'share', 'threshold') });
    const settings = JSON.parse((await app.cli('settings', 'list', '--json')).stdout);
    expect(settings).toMatchObject({ language: 'en', languageChosen: true, modelId: 'fr-feature-512' });
  });

  test('is not asked again', async () => {
    await app.stop();
    await app.start();
    await app.page.getByRole('link', { name: 'Desk' }).waitFor();
  });

  test('About names licence, packages and credits', async () => {
    await app.page.getByRole('link', { name: 'About' }).click();
    await app.page.getByRole('heading', { name: 'Third-party notices' }).waitFor();
    await app.page.getByRole('searchbox').fill('react-dom');
    const row = app.page.getByRole('button', { name: /^react-dom/ });
    await row.click();
    await app.page.getByText('Permission is hereby granted').waitFor();
    await isSound(app, 'about-en');
    await app.page.getByRole('searchbox').fill('no such package');
    await app.page.getByText('No package fits.').waitFor();
    await app.page.getByRole('button', { name: 'Show the whole licence' }).click();
    await app.page.getByText('TERMS AND CONDITIONS FOR USE').waitFor();
    const { status } = await app.cli('settings', 'set', 'language', 'zh');
    expect(status).toBe(0);
    await app.page.getByRole('heading', { name: '第三方声明' }).waitFor();
    // A few rows stand for all: axe takes a minute over the whole list.
    await app.page.getByRole('searchbox').fill('react');
    await isSound(app, 'about-zh');
  });
});

describe('a passphrase', () => {
  const app = newUser();
  const passphrase = 'correct horse 电池';

  test('is typed twice, with a warning', async () => {
    await app.start();
    await app.page.getByRole('radio', { name: /^Passphrase/ }).click();
    await app.page.getByText('A lost passphrase cannot be recovered.').waitFor();
    const begin = app.page.getByRole('button', { name: 'Start' });
    await app.page.getByLabel('Passphrase, at least 8 characters').fill('short');
    await app.page.getByLabel('The same again').fill('other');
    await app.page.getByLabel('The same again').blur();
    await app.page.getByText('At least 8 characters.').waitFor();
    await app.page.getByText('The two are not the same.').waitFor();
    expect(await begin.isDisabled()).toBe(true);
    await isSound(app, 'passphrase-en');
    await app.page.getByLabel('Passphrase, at least 8 characters').fill(passphrase);
    await app.page.getByLabel('The same again').fill(passphrase);
    await app.page.getByRole('radio', { name: /^Public domain/ }).click();
    await begin.click();
    await app.page.getByRole('link', { name: 'Desk' }).waitFor();
  });

  test('is asked at the next start; a wrong one is refused in words', async () => {
    await app.stop();
    await app.start();
    await app.page.getByRole('heading', { name: 'Threshold is locked' }).waitFor();
    await isSound(app, 'locked-en');
    await app.page.getByLabel('Passphrase', { exact: true }).fill('not this one');
    // Shown for a second: whoever looks only after the answer may look too late.
    const counts = app.page.waitForFunction(() =>
      [...document.querySelectorAll('button')].some(({ textContent }) => textContent === 'Try again in 1 s'),
    );
    await app.page.keyboard.press('Enter');
    await app.page.getByText('This passphrase does not open the data folder').waitFor();
    await counts;
    await app.page.getByRole('button', { name: 'Unlock' }).waitFor();
    await isSound(app, 'wrong-en');
    await language(app, '简体中文');
    await isSound(app, 'wrong-zh');
    await language(app, 'English');
    await app.page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await app.page.getByRole('button', { name: 'Unlock' }).click();
    await app.page.getByRole('link', { name: 'Desk' }).waitFor();
    await app.page.getByText('dlib-resnet-128').first().waitFor();
  });
});
