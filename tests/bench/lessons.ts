/**
 * Every training and measurement a lesson's views offer, in Chromium: time from the press to the first picture that was drawn from it, and from Cancel
 * to where the page is free and the processor is: no process that began since then does anything.
 * Run: node tests/bench/lessons.ts [--only ID]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { lessons } from '../../renderer/lessons/registry.ts';
import { App } from '../e2e/app.ts';
import { goTo } from '../e2e/holds-up.ts';

const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
const app = new App();
const patienceMs = 120_000;
/** A process that took no time for so long has stopped. */
const restMs = 400;

/** Begins something, and ends it: of the steps of a sequence, which are no training, not. */
const starts = '.lesson-experiment button:has(.tabler-icon-player-play):not(.lesson-steps *)';
const stops = 'button:has(.tabler-icon-player-stop)';

/** Processes under the app's, at any depth. */
function children(pid: number): number[] {
  const of = new Map<number, number[]>();
  for (const id of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      of.set(parent, [...(of.get(parent) ?? []), id]);
    } catch {
      // It ended while we looked.
    }
  }
  const all: number[] = [];
  const next = [pid];
  while (next.length > 0) {
    const found = of.get(next.pop()!) ?? [];
    all.push(...found);
    next.push(...found);
  }
  return all;
}

/** Processor time that processes have taken that were not there `before`, in the system's ticks of 10 ms. */
function ticks(before: readonly number[]): number {
  let sum = 0;
  for (const id of children(app.pid).filter((one) => !before.includes(one)))
    try {
      const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]!.split(' ');
      sum += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It ended while we looked.
    }
  return sum;
}

/** From the press of `button` to the first change of a picture that has data in it. */
const firstPicture = (button: string): Promise<number | null> =>
  app.page.evaluate(
    ({ button: selector, patience }) =>
      new Promise<number | null>((resolve) => {
        const shown = (): string =>
          [
            ...document.querySelectorAll(
              '.lesson-experiment svg[role=img], .lesson-experiment canvas, .lesson-experiment table',
            ),
          ]
            .map((one) => (one instanceof HTMLCanvasElement ? one.toDataURL().slice(-80) : one.outerHTML))
            .join('');
        document.querySelector<HTMLElement>(selector)!.click();
        const begun = performance.now();
        let before: string | null = null;
        const look = (): void => {
          const now = performance.now();
          // What the press alone changes (emptied pictures) is drawn in the first frames.
          if (now - begun < 60) before = shown();
          else if (shown() !== before) {
            resolve(now - begun);
            return;
          }
          if (now - begun > patience) resolve(null);
          else setTimeout(look, 10);
        };
        look();
      }),
    { button, patience: patienceMs },
  );

/** From the press of Cancel to where the button to begin is back, and to where no process does anything that began since; null: it had ended by then. */
async function cancelled(before: readonly number[], back: string): Promise<{ page: number; process: number } | null> {
  const { page } = app;
  const begun = performance.now();
  const inPage = await page.evaluate(
    ({ stop, start }) =>
      new Promise<number | null>((resolve) => {
        const button = document.querySelector<HTMLElement>(stop);
        if (button === null) return resolve(null);
        button.click();
        const pressed = performance.now();
        const look = (): void => {
          const free = document.querySelector(start) !== null && document.querySelector(stop) === null;
          if (free) resolve(performance.now() - pressed);
          else requestAnimationFrame(look);
        };
        look();
      }),
    { stop: stops, start: back },
  );
  if (inPage === null) return null;
  // One that is kept for the next question waits, and is not in the way.
  let busyUntil = performance.now();
  for (let last = ticks(before); performance.now() - busyUntil < restMs; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const now = ticks(before);
    if (now > last) busyUntil = performance.now();
    last = now;
    if (performance.now() - begun > patienceMs) break;
  }
  return { page: Math.round(inPage), process: Math.round(busyUntil - begun) };
}

/** The views of a lesson: the values of its first choice of several, if it has one. */
async function views(): Promise<string[]> {
  const labels = app.page.locator('.lesson-experiment .mantine-SegmentedControl-root').first().locator('label');
  return (await labels.count()) === 0 ? [''] : labels.allTextContents();
}

try {
  await app.start();
  const { page } = app;
  const told: object[] = [];
  const tell = (row: object): void => {
    told.push(row);
    process.stderr.write(`${JSON.stringify(row)}\n`);
  };
  for (const { card } of lessons.filter(({ card: { id } }) => only === undefined || id === only)) {
    const { id } = card;
    await goTo(page, '#/lessons');
    await goTo(page, `#/lessons/${id}`);
    await page.locator('.lesson-experiment').waitFor();
    await app.settled();
    for (const view of await views()) {
      if (view !== '')
        await page
          .locator('.lesson-experiment .mantine-SegmentedControl-root')
          .first()
          .locator('label')
          .getByText(view, { exact: true })
          .click();
      await app.settled();
      for (let button = 0; button < (await page.locator(starts).count()); button++) {
        const selector = `:nth-match(${starts}, ${button + 1})`;
        const label = await page.locator(selector).textContent();
        await page.locator(selector).evaluate((node) => node.setAttribute('data-bench', 'begin'));
        const before = children(app.pid);
        const first = await firstPicture('[data-bench=begin]');
        tell({
          id,
          view,
          label,
          firstMs: first === null ? null : Math.round(first),
          cancelMs: await cancelled(before, starts),
        });
        await page.evaluate(() => document.querySelector('[data-bench]')?.removeAttribute('data-bench'));
      }
    }
    const before = children(app.pid);
    await page.getByRole('button', { name: /^Run (the check|again)$/ }).click();
    // Its first step was told: by then the worker, or the engine's process, is at it. A quick one has ended by then.
    await page
      .locator('.lesson-check :is([role=progressbar]:not([aria-valuenow="0"]), .lesson-check-verdict *)')
      .first()
      .waitFor();
    tell({ id, check: true, cancelMs: await cancelled(before, '.lesson-check button:has(.tabler-icon-flask)') });
  }
  process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
} finally {
  await app.close();
}
