import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildShell } from './shell.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'threshold-electron-'));
  buildShell('--outDir', folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the desktop shell’s build', () => {
  test('holds what the window opens', () => {
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['main.js', 'engine.js', 'preload.cjs']));
  });

  test('every file that a built file starts beside itself is there', () => {
    const started = readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => [
        ...readFileSync(join(folder, name), 'utf8').matchAll(
          /new URL\(\s*["'`]\.\/([^"'`]+)["'`],\s*import\.meta\.url|join\(import\.meta\.dirname, ["'`]([^"'`]+)["'`]/g,
        ),
      ])
      .map(([, url, path]) => url ?? path ?? '');
    expect([...new Set(started)].sort()).toEqual([
      'draw-worker.js',
      'engine.js',
      'hnsw-worker.js',
      'math-worker.js',
      'preload.cjs',
      'session-worker.js',
      'worker.js',
    ]);
    for (const name of started) expect(existsSync(join(folder, name)), name).toBe(true);
  });
});

// No Electron here: the preload runs as its sandbox runs it, a CommonJS script that may require electron and nothing else.
describe('the preload', () => {
  type Exposed = Record<string, (...parameters: unknown[]) => unknown>;

  const run = () => {
    const exposed = new Map<string, Exposed>();
    const sent: unknown[][] = [];
    const heard = new Map<string, (event: unknown, ...values: unknown[]) => void>();
    let answer: (value: unknown) => void = () => {};
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: Exposed) => exposed.set(name, api) },
      ipcRenderer: {
        on: (channel: string, listener: () => void) => heard.set(channel, listener),
        send: (...message: unknown[]) => sent.push(message),
        invoke: (...message: unknown[]) => {
          sent.push(message);
          return new Promise((resolve) => {
            answer = resolve;
          });
        },
      },
    };
    const require = (name: string): unknown => {
      if (name !== 'electron') throw new Error(`the preload asked for ${name}`);
      return electron;
    };
    const module = { exports: {} };
    const code = readFileSync(join(folder, 'preload.cjs'), 'utf8');
    runInNewContext(code, { require, module, exports: module.exports });
    const hear = (channel: string, ...values: unknown[]): void => heard.get(channel)?.({}, ...values);
    return { exposed, api: exposed.get('threshold') ?? {}, sent, hear, answer: (value: unknown) => answer(value) };
  };

  test('exposes exactly call, cancel and subscribe', () => {
    const { exposed, api } = run();
    expect([...exposed.keys()]).toEqual(['threshold']);
    expect(Object.keys(api).sort()).toEqual(['call', 'cancel', 'subscribe']);
  });

  test('a call tells its id, its progress and its answer, and is cancelled by its id', async () => {
    const { api, sent, hear, answer } = run();
    const progress: unknown[] = [];
    let id: unknown;
    const asked = api.call?.(
      'people.list',
      {},
      (value: unknown) => progress.push(value),
      (own: unknown) => {
        id = own;
        api.cancel?.(own);
      },
    );
    hear('progress', id, 0.5);
    hear('progress', 99, 'of another call');
    answer('done');
    expect(await asked).toBe('done');
    hear('progress', id, 'too late');
    expect(progress).toEqual([0.5]);
    // Asked before it is cancelled: a cancel that came first would find nothing.
    expect(sent).toEqual([
      ['call', 1, 'people.list', {}],
      ['cancel', 1],
    ]);
  });

  test('shares events out to whoever listens, and asks for them once', () => {
    const { api, sent, hear } = run();
    const events: unknown[] = [];
    const stopFirst = api.subscribe?.((topic: unknown) => events.push(['first', topic])) as () => void;
    const stopSecond = api.subscribe?.((topic: unknown) => events.push(['second', topic])) as () => void;
    hear('event', 'people.changed', {});
    stopFirst();
    hear('event', 'settings.changed', {});
    stopSecond();
    hear('event', 'events.added', {});
    expect(events).toEqual([
      ['first', 'people.changed'],
      ['second', 'people.changed'],
      ['second', 'settings.changed'],
    ]);
    expect(sent).toEqual([['subscribe']]);
  });
});
