import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { NativeGate } from '../../../data/gallery/native-gate.ts';

const gallery = new URL('../../../data/gallery/gallery.ts', import.meta.url).href;

/**
 * A program that closes index builds in their midst, and then ends in the midst of one. Where hnswlib's thread is when it is ended is a matter of
 * luck, hence the many times: without the gate, about one in eight aborts.
 */
const program = (end: string): string => `
  const { createGallery, defaultHnsw } = await import(${JSON.stringify(gallery)});
  const dimension = 512;
  const entries = Array.from({ length: 2000 }, (_, i) => {
    const vector = Float32Array.from({ length: dimension }, () => Math.random() - 0.5);
    const norm = Math.hypot(...vector);
    return { templateId: 't' + i, personId: 'p' + i, vector: vector.map((x) => x / norm), quality: 1 };
  });
  const building = () => createGallery({ modelId: 'm', dimension, entries, hnsw: { ...defaultHnsw(dimension), minSize: 0 } });
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  for (let time = 0; time < 12; time++) {
    const gallery = building();
    await wait(150 + 20 * time);
    await gallery.close();
  }
  const last = building();
  await wait(300);
  ${end}
`;

describe('the gate before native calls', () => {
  it('lets calls through while open, and none once shut', () => {
    const gate = new NativeGate();
    const worker = new NativeGate(gate.shared);
    expect(worker.pass(() => 7)).toBe(7);
    gate.shut();
    gate.shut();
    expect(() => worker.pass(() => 7)).toThrow('being closed');
  });

  it('opens again after a call that throws', () => {
    const gate = new NativeGate();
    expect(() =>
      gate.pass(() => {
        throw new Error('full');
      }),
    ).toThrow('full');
    expect(gate.pass(() => 1)).toBe(1);
  });

  it.each([
    ['process.exit', 'process.exit(0);'],
    ['closing the gallery', 'await last.close();'],
    ['itself', ''],
  ])(
    'a program that ends by %s during an index build ends cleanly',
    async (_, end) => {
      const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program(end)]);
      await expect(run).resolves.toBeDefined();
    },
    60_000,
  );
});
