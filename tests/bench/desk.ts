/**
 * The live desk through the real path (camera → browser → host → overlay) in Chromium with a camera made of photos: overlay latency, time
 * from a face's appearance to its name, and memory over the minutes.
 * Run: node tests/bench/desk.ts [--minutes 10]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { App } from '../e2e/app.ts';
import { writeCameraFile } from '../e2e/fake-camera.ts';
import { another, samplePeople } from '../e2e/sample-people.ts';

const minutes = Number(parseArgs({ options: { minutes: { type: 'string', default: '1' } } }).values.minutes);
const app = new App();
const camera = (name: string): string => join(app.root, `${name}.mjpeg`);

/** Resident memory of a process in MB (Linux). */
const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);

/** From the first mark on the face to the name in it, by the page's own clock. */
const timeToName = (name: string): Promise<number> =>
  app.page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        let first: number | null = null;
        const look = (): void => {
          const mark = document.querySelector('.mark .decision');
          if (mark !== null) first ??= performance.now();
          if (first !== null && mark?.textContent?.includes(wanted)) resolve(performance.now() - first);
          else requestAnimationFrame(look);
        };
        look();
      }),
    name,
  );

try {
  await app.start();
  const [ada] = await samplePeople(app);
  await writeCameraFile(camera('ada'), [await another(ada!, 0)]);
  const enrolled = join(app.root, 'ada.jpg');
  writeFileSync(enrolled, ada!);
  if ((await app.cli('enrol', '--name', 'Ada', enrolled)).status !== 0) throw new Error('Ada was not enrolled');

  const names: number[] = [];
  for (let time = 0; time < 5; time++) {
    await app.switchCamera(camera('ada'));
    names.push(await timeToName('Ada'));
  }
  names.sort((a, b) => a - b);

  const host = app.pid;
  const [engine] = childrenOf(host);
  const devtools = await app.page.context().newCDPSession(app.page);
  const pageHeapMb = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = (await devtools.send('Performance.getMetrics')) as {
      metrics: { name: string; value: number }[];
    };
    return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1048576;
  };
  await devtools.send('Performance.enable');
  const overlay: number[] = [];
  const browser = await app.page.context().browser()!.newBrowserCDPSession();
  const pageMb = async (): Promise<number> => {
    const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentMb(id));
    return Math.round(Math.max(...renderers));
  };
  const memory: { minute: number; hostMb: number; engineMb: number; pageMb: number; pageHeapMb: number }[] = [];
  const samplesAMinute = 30;
  for (let sample = 0; sample <= minutes * samplesAMinute; sample++) {
    if (sample > 0) {
      await app.page.waitForTimeout(60_000 / samplesAMinute);
      overlay.push(Number(await app.page.locator('.strip').getAttribute('data-overlay-ms')));
    }
    if (sample % samplesAMinute === 0)
      memory.push({
        minute: sample / samplesAMinute,
        hostMb: Math.round(residentMb(host)),
        engineMb: engine === undefined ? Number.NaN : Math.round(residentMb(engine)),
        pageMb: await pageMb(),
        pageHeapMb: Number((await pageHeapMb()).toFixed(1)),
      });
  }
  overlay.sort((a, b) => a - b);
  const strip = await app.page.locator('.strip').textContent();
  process.stdout.write(
    `${JSON.stringify({ overlayMs: { p50: overlay[overlay.length >> 1], worst: overlay.at(-1) }, toNameMs: { p50: names[2], worst: names[4] }, strip, memory }, null, 2)}\n`,
  );
} finally {
  await app.close();
}
