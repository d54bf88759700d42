import type { Locator } from 'playwright';
import { expect } from 'vitest';
import type { App } from '../app.ts';
import { goTo } from '../holds-up.ts';

/** A lesson in the browser. */
export class LessonPage {
  readonly app: App;

  constructor(app: App) {
    this.app = app;
  }

  button(name: string): Locator {
    return this.app.page.getByRole('button', { name, exact: true });
  }

  /** What the experiment shows, as it is drawn, pictures in it by a hash of theirs; the cursor of a chart is no part of it. */
  readonly picture = (): Promise<string> =>
    this.app.page.evaluate(() => {
      const hash = (data: string): string => {
        let sum = 0;
        for (let i = 0; i < data.length; i++) sum = (Math.imul(sum, 31) + data.charCodeAt(i)) >>> 0;
        return `data:${sum}`;
      };
      return [...document.querySelectorAll('.lesson-experiment svg[role=img]')]
        .map((svg) => svg.outerHTML.replace(/data:[^"]+/g, hash))
        .join('\n');
    });

  /** The view comes after its page, and what it computes for its picture after that. */
  async shown(): Promise<void> {
    await expect.poll(this.picture).not.toBe('');
    await expect.poll(() => this.app.page.locator('.lesson-experiment [aria-busy=true]').count()).toBe(0);
    await this.app.settled();
  }

  /** To look at: both languages, both themes, the design's size and a projector's. */
  async shots(name: string): Promise<void> {
    if (process.env.THRESHOLD_SHOTS === undefined) return;
    const { page } = this.app;
    const back = new URL(page.url()).hash;
    for (const [language, word] of [
      ['zh', '简体中文'],
      ['en', 'English'],
    ] as const) {
      await goTo(page, '#/settings');
      await page.locator('label').getByText(word, { exact: true }).click();
      await goTo(page, back);
      for (const colorScheme of ['dark', 'light'] as const)
        for (const [width, height] of [
          [1920, 1080],
          [1280, 800],
        ] as const) {
          await page.setViewportSize({ width, height });
          await page.emulateMedia({ colorScheme });
          await this.app.settled();
          await this.app.shot(`${name}-${language}-${colorScheme}-${width}`);
        }
    }
  }
}
