import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { App } from './app.ts';

/** Contrast depends on the theme, width on the language: two looks see both of each. The last is how a test finds the page. */
const looks = [
  { theme: 'dark', language: 'zh' },
  { theme: 'light', language: 'en' },
];

/** In both themes and both languages: nothing wider than a small window, and nothing for axe to complain about (`axe`: in all looks, or the first alone). */
export async function holdsUp(app: App, axe: 'all' | 'first' = 'all'): Promise<void> {
  const { page } = app;
  await page.setViewportSize({ width: 1024, height: 700 });
  for (const [i, { theme, language }] of looks.entries()) {
    await look(app, theme, language);
    if (axe === 'all' || i === 0) expect(await app.axe(), `${theme} ${language}`).toEqual([]);
    expect(await tooWide(app), `${theme} ${language}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** The theme follows the system's here; the language is chosen where a person would, and remembered. */
async function look(app: App, theme: string, language: string): Promise<void> {
  const { page } = app;
  await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme=${theme}]`).waitFor();
  const back = new URL(page.url()).hash;
  await goTo(page, '#/settings');
  const name = language === 'zh' ? '简体中文' : 'English';
  await page.locator('label').getByText(name, { exact: true }).click();
  await page.locator(`html[lang=${language === 'zh' ? 'zh-Hans' : 'en'}]`).waitFor();
  // A button that came to lie under the pointer would say its name beside it.
  await page.mouse.move(0, 0);
  await goTo(page, back);
  await app.settled();
}

/** Another address within the page. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next;
  }, hash);
  await page.locator('main h1').first().waitFor();
}

/** What scrolls sideways that should not. */
const tooWide = ({ page }: App): Promise<string[]> =>
  page.evaluate(() =>
    ['html', '#main', '.list-frame'].filter((selector) => {
      const element = document.querySelector(selector);
      return element !== null && element.scrollWidth > element.clientWidth;
    }),
  );
