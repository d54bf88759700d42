import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeNotices } from '../../main/setup/notices.mjs';
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

/** No complaint of axe, in light and dark where one is not chosen; a picture of each where asked for. */
async function isSound(app: App, name: string, only?: 'light' | 'dark'): Promise<void> {
  for (const colorScheme of only === undefined ? (['light', 'dark'] as const) : [only]) {
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
  const password = 'correct horse 电池';
  const signIn = async (): Promise<void> => {
    await app.page.getByLabel('Name').fill('Ada');
    await app.page.getByLabel('Password', { exact: true }).fill(password);
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('link', { name: 'Desk' }).waitFor();
  };

  test('asks, in both languages, before anything is made', async () => {
    await app.start();
    await app.page.getByRole('heading', { name: 'Before the first start' }).waitFor();
    await isSound(app, 'first-en', 'light');
    await language(app, '简体中文');
    await app.page.getByRole('heading', { name: '首次启动之前' }).waitFor();
    expect(await app.page.locator('html').getAttribute('lang')).toBe('zh-Hans');
    await isSound(app, 'first-zh', 'dark');
    await language(app, 'English');
    expect([existsSync(join(app.root, 'config')), existsSync(join(app.root, 'share'))]).toEqual([false, false]);
  });

  test('says why a folder will not do, and fits 1024 pixels', async () => {
    mkdirSync(join(app.root, 'full'));
    writeFileSync(join(app.root, 'full', 'letter.txt'), 'dear');
    await app.page.getByLabel('Folder, as a whole path').fill(join(app.root, 'full'));
    const begin = app.page.getByRole('button', { name: 'Start' });
    expect(await begin.isDisabled()).toBe(true);
    await app.page.getByLabel('Name').fill('Ada');
    await app.page.getByLabel('New password, at least 8 characters').fill(password);
    await app.page.getByLabel('The same again').fill(password);
    await begin.click();
    await app.page.getByText('This folder holds other files').waitFor();
    await app.page.setViewportSize({ width: 1024, height: 700 });
    expect(await app.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await app.page.setViewportSize({ width: 1280, height: 800 });
    await app.page.getByLabel('Folder, as a whole path').fill(join(app.root, 'share', 'threshold'));
  });

  test('with the choices as they are ends at the Desk as the owner, and the command line finds the folder', async () => {
    await app.page.getByRole('button', { name: 'Start' }).click();
    await app.page.getByRole('link', { name: 'Desk' }).waitFor();
    await app.page.getByRole('button', { name: 'Signed in: Ada, owner' }).waitFor();
    const place = JSON.parse(readFileSync(join(app.root, 'config', 'threshold', 'place.json'), 'utf8'));
    expect(place).toEqual({ dataDir: join(app.root, 'share', 'threshold') });
    // The running app lets a command in as an operator alone.
    expect((await app.cli('people', 'list')).status).toBe(4);
    app.env.THRESHOLD_OPERATOR = 'Ada';
    app.env.THRESHOLD_OPERATOR_PASSWORD = password;
    const settings = JSON.parse((await app.cli('settings', 'list', '--json')).stdout);
    expect(settings).toMatchObject({ language: 'en', languageChosen: true, modelId: 'fr-feature-512' });
  });

  test('has Settings for operators and the API, whose key is shown once', async () => {
    const { page } = app;
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Operators' }).click();
    await page.getByRole('button', { name: 'Add operator' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Bob');
    await dialog.getByLabel('New password, at least 8 characters').fill('bob’s own words');
    await dialog.getByLabel('The same again').fill('bob’s own words');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove Bob' }).waitFor();
    await app.noDialog();
    await isSound(app, 'operators-en');
    await page.getByRole('link', { name: 'Settings' }).last().click();
    await page.getByRole('link', { name: 'HTTP API' }).click();
    await page.getByRole('button', { name: 'New key' }).click();
    await dialog.getByLabel('What it is for').fill('Gate controller');
    await dialog.getByLabel('read events, also as they happen').check();
    await page.keyboard.press('Enter');
    const secret = (await dialog.getByText(/^thr_/).textContent()) ?? '';
    await dialog.getByRole('button', { name: 'Done' }).click();
    await app.noDialog();
    await page.getByRole('switch', { name: 'Answer requests' }).click({ force: true });
    const address =
      (await page
        .getByText(/^http:\/\/127/)
        .first()
        .textContent()) ?? '';
    const ask = (path: string, key: string) =>
      fetch(`${address}${path}`, { headers: { authorization: `Bearer ${key}` } });
    expect([(await ask('/events', secret)).status, (await ask('/people', secret)).status]).toEqual([200, 403]);
    await isSound(app, 'api-en');
    await page.getByRole('button', { name: 'Revoke Gate controller' }).click();
    await page.getByText('revoked').waitFor();
    expect((await ask('/events', secret)).status).toBe(403);
    await page.getByRole('switch', { name: 'Answer requests' }).click({ force: true });
    await page.getByText('Off: nothing listens.').waitFor();
  });

  test('signed out, the Desk recognises and nothing else; signed in again, all is as before', async () => {
    const { page } = app;
    await page.getByRole('link', { name: 'Desk' }).click();
    await page.getByRole('button', { name: 'Signed in: Ada, owner' }).click();
    await page.getByRole('menuitem', { name: 'Sign out and lock' }).click();
    await page.getByText('Only recognition works here').waitFor();
    expect(await page.getByRole('link').count()).toBe(0);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('Password', { exact: true }).fill('not this one');
    await page.keyboard.press('Enter');
    await page.getByText('Name or password is not right.').waitFor();
    await isSound(app, 'sign-in-en');
    await signIn();
    // The kiosk is the same screen, full.
    await page.getByRole('button', { name: 'Signed in: Ada, owner' }).click();
    await page.getByRole('menuitem', { name: 'Kiosk' }).click();
    await page.getByText('Only recognition works here').waitFor();
    await page.waitForFunction(() => document.fullscreenElement !== null);
    await page.evaluate(() => document.exitFullscreen());
    await isSound(app, 'locked-desk-en');
  });

  test('is not asked again, and the next start is locked', async () => {
    await app.stop();
    await app.start();
    await app.page.getByRole('button', { name: 'Sign in' }).click();
    await signIn();
  });

  test('About names licence, packages and credits', async () => {
    writeNotices(); // as set-up does
    await app.page.getByRole('link', { name: 'About' }).click();
    await app.page.getByRole('heading', { name: 'Third-party notices' }).waitFor();
    await app.page.getByRole('searchbox').fill('react-dom');
    const row = app.page.getByRole('button', { name: /^react-dom/ });
    await row.click();
    await app.page.getByText('Permission is hereby granted').waitFor();
    await isSound(app, 'about-en', 'light');
    await app.page.getByRole('searchbox').fill('no such package');
    await app.page.getByText('No package fits.').waitFor();
    await app.page.getByRole('button', { name: 'Show the whole licence' }).click();
    await app.page.getByText('TERMS AND CONDITIONS FOR USE').waitFor();
    const { status } = await app.cli('settings', 'set', 'language', 'zh');
    expect(status).toBe(0);
    await app.page.getByRole('heading', { name: '第三方声明' }).waitFor();
    // A few rows stand for all: axe takes a minute over the whole list.
    await app.page.getByRole('searchbox').fill('react');
    await isSound(app, 'about-zh', 'dark');
  });
});

describe('a passphrase', () => {
  const app = newUser();
  const passphrase = 'correct horse 电池';

  test('is typed twice, with a warning', async () => {
    await app.start();
    await app.page.getByRole('radio', { name: /^Without sign-in/ }).click();
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
    await isSound(app, 'wrong-en', 'light');
    await language(app, '简体中文');
    await isSound(app, 'wrong-zh', 'dark');
    await language(app, 'English');
    await app.page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await app.page.getByRole('button', { name: 'Unlock' }).click();
    await app.page.getByRole('link', { name: 'Desk' }).waitFor();
    await app.page.getByText('dlib-resnet-128').first().waitFor();
  });
});
