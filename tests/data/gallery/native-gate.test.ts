import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { NativeGate } from '../../../data/gallery/native-gate.ts';

const gallery = new URL('../../../data/gallery/gallery.ts', import.meta.url).href;

/** A program that ends in the midst of an index build, in the way given. */
const program = (end: string): string => `
  const { createGallery, defaultHnsw } = await import(${JSON.stringify(gallery)});
  const dimension = 256;
  const vector = (seed) => {
    const v = Float32Array.from({ length: dimension }, (_, d) => Math.sin(seed * 7919 + d * d));
    const norm = Math.hypot(...v);
    return v.map((x) => x / norm);
  };
  const entries = Array.from({ length: 4000 }, (_, i) => ({ templateId: 't' + i, personId: 'p' + i, vector: vector(i), quality: 1 }));
  const gallery = createGallery({ modelId: 'm', dimension, entries, hnsw: { ...defaultHnsw(dimension), minSize: 0 } });
  setTimeout(async () => { ${end} }, 700);
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
    ['closing the gallery', 'await gallery.close(); process.exitCode = 0;'],
    ['an exit by itself', 'process.exitCode = 0;'],
  ])(
    'a program that ends by %s during an index build ends cleanly',
    async (_, end) => {
      const runs = await Promise.all(
        Array.from({ length: 3 }, () =>
          promisify(execFile)(process.execPath, ['--input-type=module', '-e', program(end)], {
            cwd: fileURLToPath(new URL('../../..', import.meta.url)),
          }).then(
            () => 0,
            (error: { code?: unknown; signal?: unknown }) => error.code ?? error.signal,
          ),
        ),
      );
      expect(runs).toEqual([0, 0, 0]);
    },
    60_000,
  );
});
