/**
 * Frames per second of the viewer with a network of 300 layers: the graph dragged and zoomed, the picture in three dimensions turned and slid
 * from layer to layer. In software, unless `THRESHOLD_GPU` has the arguments with which Chromium draws on a graphics processor, such as
 * "--use-angle=vulkan --enable-features=Vulkan --disable-vulkan-surface --ignore-gpu-blocklist". Build the page first.
 * Run: node tests/bench/viewer-frames.ts [seconds each, default 3]
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from '../e2e/app.ts';
import { largeNetwork } from './large-network.ts';

const seconds = Number(process.argv[2] ?? 3);
const app = new App();
await app.start();
const { page } = app;
try {
  const file = join(app.root, 'large.onnx');
  writeFileSync(file, largeNetwork(8));
  await page.evaluate(() => {
    location.hash = '#/lessons/viewer';
  });
  await page.locator('.viewer input[type=file]').first().setInputFiles(file);
  await page.getByRole('heading', { name: 'Graph of Your files' }).waitFor();
  await page.getByText(/ms a run/).waitFor();

  /** Frames that the page got to draw while `act` goes on, a second, and the longest wait for one. */
  const measured = async (act: (i: number) => Promise<void>): Promise<{ fps: number; longestMs: number }> => {
    await page.evaluate(() => {
      const kept = { times: [] as number[], on: true };
      Object.assign(window, { kept });
      const tick = (now: number): void => {
        kept.times.push(now);
        if (kept.on) requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    const end = Date.now() + 1000 * seconds;
    for (let i = 0; Date.now() < end; i++) await act(i);
    return page.evaluate(() => {
      const { kept } = window as unknown as { kept: { times: number[]; on: boolean } };
      kept.on = false;
      const waits = kept.times.slice(1).map((time, i) => time - kept.times[i]!);
      const total = waits.reduce((sum, wait) => sum + wait, 0);
      return { fps: Math.round((10_000 * waits.length) / total) / 10, longestMs: Math.round(Math.max(...waits)) };
    });
  };
  const middle = async (): Promise<readonly [number, number]> => {
    const { x, y, width, height } = (await page.locator('.viewer-picture').boundingBox())!;
    return [x + width / 2, y + height / 2];
  };
  const dragged = async (): Promise<{ fps: number; longestMs: number }> => {
    const [x, y] = await middle();
    await page.mouse.move(x, y);
    await page.mouse.down();
    const result = await measured((i) => page.mouse.move(x + 150 * Math.sin(i / 15), y + 100 * Math.cos(i / 15)));
    await page.mouse.up();
    return result;
  };
  const keyed = (key: (i: number) => string) => measured((i) => page.locator('.viewer-picture').press(key(i)));

  /** Who draws: the graphics card, or the library that does it in software. */
  const drawnBy = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const told = gl?.getExtension('WEBGL_debug_renderer_info');
    return told ? String(gl?.getParameter(told.UNMASKED_RENDERER_WEBGL)) : 'nobody';
  });
  await page.locator('.viewer-picture').scrollIntoViewIfNeeded();
  const still = await measured(() => page.waitForTimeout(50));
  const graphDragged = await dragged();
  await page.locator('.viewer-picture').press('0');
  const wholeGraphDragged = await dragged();
  const graphZoomed = await keyed((i) => (i % 20 < 10 ? '+' : '-'));
  await page.locator('label').getByText('3-D', { exact: true }).click();
  await page.locator('.viewer-space canvas').waitFor();
  // Not counted: the first pictures wait for the card to take its programs in.
  await dragged();
  const spaceTurned = await dragged();
  await page.locator('.viewer-picture').press('0');
  const wholeSpaceTurned = await dragged();
  const spaceSlid = await keyed(() => 'PageDown');
  console.log(
    JSON.stringify(
      {
        drawnBy,
        layers: 300,
        seconds,
        still,
        graphDragged,
        wholeGraphDragged,
        graphZoomed,
        spaceTurned,
        wholeSpaceTurned,
        spaceSlid,
      },
      null,
      2,
    ),
  );
} finally {
  await app.stop();
}
