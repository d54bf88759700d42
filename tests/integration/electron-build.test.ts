import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'threshold-electron-'));
  for (const config of ['vite.config.ts', 'preload.vite.config.ts'])
    execFileSync(
      process.execPath,
      ['node_modules/vite/bin/vite.js', 'build', '--config', `main/electron/${config}`, '--outDir', folder],
      { cwd: project, stdio: 'pipe' },
    );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the desktop shell’s build', () => {
  test('holds what the window opens', () => {
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['main.js', 'engine.js', 'preload.cjs']));
  });

  // No Electron here: the preload runs as its sandbox runs it, a CommonJS script that may require electron and nothing else.
  test('the preload exposes exactly call and subscribe', async () => {
    const exposed = new Map<string, Record<string, (...parameters: unknown[]) => unknown>>();
    const invoked: unknown[][] = [];
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: never) => exposed.set(name, api) },
      ipcRenderer: { on: () => {}, send: () => {}, invoke: async (...sent: unknown[]) => invoked.push(sent) },
    };
    const require = (name: string): unknown => {
      if (name !== 'electron') throw new Error(`the preload asked for ${name}`);
      return electron;
    };
    const module = { exports: {} };
    const code = readFileSync(join(folder, 'preload.cjs'), 'utf8');
    runInNewContext(code, { require, module, exports: module.exports });
    expect([...exposed.keys()]).toEqual(['threshold']);
    expect(Object.keys(exposed.get('threshold') ?? {}).sort()).toEqual(['call', 'subscribe']);
    await exposed.get('threshold')?.call('people.list', {});
    expect(invoked).toEqual([['call', 1, 'people.list', {}]]);
  });
});
