/**
 * How long the viewer takes to read a network of 50 MB: files to graph, shapes, parameters, MACs, arrangement and the histograms of all weights, as
 * the page's worker does it. And how much JavaScript the page and the picture in three dimensions are, compressed (after a build).
 * Run: node tests/bench/open-network.ts
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { toEnd } from '../../models/experiments/check.ts';
import { open } from '../../models/experiments/viewer/shown-network.ts';
import { exportOnnx } from '../../models/runtime/export-onnx.ts';

/** A chain of 300 layers, 50 MB of float32. */
function largeNetwork(): Uint8Array {
  const [blocks, channels] = [150, 97];
  const filters = Array.from(
    { length: blocks },
    (_, i) => tf.randomNormal([3, 3, i === 0 ? 3 : channels, channels], 0, 0.05, 'float32', i) as tf.Tensor4D,
  );
  const network = (image: tf.Tensor): tf.Tensor =>
    filters.reduce<tf.Tensor4D>((x, filter) => tf.relu(tf.conv2d(x, filter, 1, 'same')), image as tf.Tensor4D);
  return exportOnnx(
    (image) => network(image as tf.Tensor),
    [{ name: 'image', dtype: 'float32', shape: [1, 8, 8, 3] }],
    { strict: false, freeBatch: false },
  );
}

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
