/**
 * How long the viewer takes to read a network of 50 MB: files to graph, shapes, parameters, MACs, arrangement and the histograms of all weights, as
 * the page's worker does it. And how much JavaScript the page and the picture in three dimensions are, compressed (after a build).
 * Run: node tests/bench/open-network.ts
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { toEnd } from '../../models/experiments/check.ts';
import { open } from '../../models/experiments/viewer/shown-network.ts';
import { largeNetwork } from './large-network.ts';

const bytes = largeNetwork();
const times: number[] = [];
for (let i = 0; i < 5; i++) {
  const start = performance.now();
  const opened = await toEnd(open({ files: [{ name: 'large.onnx', bytes }], side: 256 }));
  if (!opened.ok) throw new Error(opened.message);
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);

const built = new URL('../../renderer/build/assets/', import.meta.url);
const sizeOf = (name: string): number => gzipSync(readFileSync(new URL(name, built))).length / 1000;
const page = new URL('../../renderer/build/index.html', import.meta.url);
const bundle = existsSync(page)
  ? {
      // What the page's own markup asks for before anything is opened.
      initialKb: [...readFileSync(page, 'utf8').matchAll(/(?:src|href)="[^"]*?assets\/([^"]+\.js)"/g)].reduce(
        (sum, [, name]) => sum + sizeOf(name!),
        0,
      ),
      spaceKb: readdirSync(built)
        .filter((name) => /^space-view.*\.js$/.test(name))
        .reduce((sum, name) => sum + sizeOf(name), 0),
    }
  : 'not built';
console.log(JSON.stringify({ megabytes: bytes.length / 1e6, medianMs: times[2], worstMs: times.at(-1), bundle }));
