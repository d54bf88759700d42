import { expect } from 'vitest';
import { neighbours } from '../../../renderer/lessons/frame/neighbours.ts';
import { lessonAt, lessons } from '../../../renderer/lessons/registry.ts';
import { goTo, holdsUp } from '../holds-up.ts';
import { changesOf, shortenedIn } from './changes.ts';
import type { LessonPage } from './lesson-page.ts';

type LessonId = (typeof lessons)[number]['card']['id'];

/** By the tour's own link, from the lesson before it. */
async function reach({ app: { page } }: LessonPage, id: LessonId): Promise<void> {
  const { card } = lessonAt(id)!;
  const { previous } = neighbours(id);
  if (previous === undefined) await goTo(page, `#/lessons/${id}`);
  else {
    if (!page.url().includes(`#/lessons/${previous.id}`)) await goTo(page, `#/lessons/${previous.id}`);
    await page.getByRole('navigation', { name: 'Guided tour' }).getByRole('link').last().click();
  }
  await page.getByRole('heading', { level: 1, name: card.texts.en.title }).waitFor();
  // What the pointer lies on looks otherwise.
  await page.mouse.move(0, 0);
}

/** Predict, change, hand on the link, check, step, reset; then how it looks. */
export async function walkThrough(lessonPage: LessonPage, id: LessonId): Promise<void> {
  const { app, picture } = lessonPage;
  const { page } = app;
  const button = (name: string) => lessonPage.button(name);
  const changes = changesOf(lessonPage)[id]!;
  const { lesson } = await lessonAt(id)!.load();
  await reach(lessonPage, id);
  await lessonPage.shown();
  const before = await picture();
  await page.locator('.lesson-options button').first().click();
  await page.getByText('Kept. The check will tell.').waitFor();
  for (const change of changes) {
    const last = await picture();
    await change();
    await expect.poll(picture).not.toBe(last);
  }
  const changed = await picture();
  // The address carries all of it: whoever opens it sees the same.
  await button('Copy link').click();
  await page.getByText('Copied.').first().waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(() => page.url()).toBe(link);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: lesson.card.texts.en.title }).waitFor();
  await expect.poll(picture).toBe(changed);
  await button('Copy as JSON').click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(`"lesson": "${id}"`);

  // The verdicts themselves are asked for in tests/models/experiments.
  await shortenedIn(lessonPage)[id]?.();
  const once = page.locator('.lesson-repeats label').getByText('1', { exact: true });
  if (lesson.repeats !== undefined) await once.click();
  await button('Run the check').click();
  await page.locator('.lesson-check-verdict').waitFor({ timeout: 240_000 });
  await page.locator('.lesson-compared').waitFor();
  await app.shot(`lesson-${id}-checked`);
  expect(await page.locator('.lesson-findings li').count()).toBeGreaterThan(2);
  expect(await page.locator('.lesson-findings').textContent()).not.toContain('{{');

  if (lesson.sequence !== undefined) {
    const back = button('Step back');
    const whole = await picture();
    await back.click();
    await expect.poll(picture).not.toBe(whole);
    await button('Step').click();
    await expect.poll(picture).toBe(whole);
  }
  await page.locator('.lesson-preset').nth(1).click();
  await page.locator('.lesson-preset').first().click();
  await expect.poll(picture).toBe(before);
  await changes[0]!();
  await expect.poll(picture).not.toBe(before);
  await button('Reset').click();
  await expect.poll(picture).toBe(before);

  // Lessons have their looks from the same parts: in light, one is looked at by axe for all.
  await holdsUp(app, id === lessons[0]!.card.id ? 'all' : 'first');
  await lessonPage.shots(`lesson-${id}`);
}
