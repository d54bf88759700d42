/**
 * How the window fares while 100,000 comparisons are evaluated: a browser trace over the whole evaluation, watched on its page, and over
 * the report when it comes and is read. Frames by the page's own clock, tasks of its main thread by the trace.
 * Run: node tests/bench/evaluate-window.ts [--people 150] [--pictures 3] [--folder DIR]
 */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { App } from '../e2e/app.ts';
import { goTo } from '../e2e/holds-up.ts';
import { inventedFolder } from '../e2e/invented-folder.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '150' },
    pictures: { type: 'string', default: '3' },
    folder: { type: 'string' },
  },
});

const categories = ['toplevel', 'devtools.timeline'];

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** Of the processor, in microseconds: what the task itself took, whoever else wanted the core. */
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
}

/** Milliseconds of the longest tasks on the main threads of pages, by the clock and of the processor alone, the longest first. */
function longestTasks(trace: Buffer): { readonly clock: number[]; readonly processor: number[] } {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && main.has(`${pid} ${tid}`),
  );
  const longest = (times: readonly number[]): number[] =>
    times
      .map((us) => Math.round(us / 100) / 10)
      .sort((a, b) => b - a)
      .slice(0, 5);
  return {
    clock: longest(tasks.map(({ dur = 0 }) => dur)),
    processor: longest(tasks.map(({ tdur = 0 }) => tdur)),
  };
}

/** From now on the page notes how long each frame was on screen. */
const watchFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const look = (now: number): void => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(globalThis, { watchedFrames: frames });
  });

/** What it noted since it was last asked. */
const framesOf = (page: Page): Promise<number[]> =>
  page.evaluate(() => (globalThis as unknown as { watchedFrames: number[] }).watchedFrames.splice(0));

function summary(frames: readonly number[]) {
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Number((sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1));
  return {
    frames: frames.length,
    p50: at(0.5),
    p99: at(0.99),
    longest: at(1),
    over100: frames.filter((ms) => ms > 100).length,
  };
}

const app = new App();
const folder = values.folder ?? join(app.root, 'people');
try {
  if (values.folder === undefined) await inventedFolder(folder, Number(values.people), Number(values.pictures), 160);
  await app.start();
  const { page } = app;
  const browser = page.context().browser()!;
  await page.getByRole('heading', { name: 'No camera was found' }).waitFor();
  await goTo(page, '#/evaluate/new');
  await page.getByRole('combobox', { name: 'Folder' }).fill(folder);
  await page.getByRole('region', { name: 'What this will measure' }).getByText('pictures', { exact: true }).waitFor();
  await watchFrames(page);
  await browser.startTracing(page, { categories });
  const began = performance.now();
  await page.getByRole('button', { name: 'Start the evaluation' }).click();
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  await framesOf(page);
  await page.getByRole('region', { name: 'Figures', exact: true }).waitFor({ timeout: 600_000 });
  const seconds = (performance.now() - began) / 1000;
  const running = { ...summary(await framesOf(page)), tasksMs: longestTasks(await browser.stopTracing()) };
  const said = await page.getByRole('region', { name: 'Counts' }).textContent();
  await browser.startTracing(page, { categories });
  await framesOf(page);
  for (const title of ['Detection error trade-off', 'Scores']) {
    const track = page.getByRole('slider', { name: `Read values: ${title}` });
    await track.scrollIntoViewIfNeeded();
    const box = (await track.boundingBox())!;
    for (let x = 60; x < box.width - 20; x += 12) await page.mouse.move(box.x + x, box.y + 100);
  }
  const reading = { ...summary(await framesOf(page)), tasksMs: longestTasks(await browser.stopTracing()) };
  process.stdout.write(
    `${JSON.stringify({ counts: said, load: loadavg()[0], seconds: Number(seconds.toFixed(1)), running, reading }, null, 2)}\n`,
  );
} finally {
  await app.close();
}
