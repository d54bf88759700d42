import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildShell, project } from '../integration/electron/shell.ts';

/** Why no window can be opened here, or null. */
function noWindowBecause(): string | null {
  if (!existsSync(join(project, 'node_modules/electron/path.txt'))) return 'skipped: no Electron binary';
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return 'skipped: no display';
  if (process.getuid?.() === 0) return 'skipped: Electron’s sandbox does not run as root';
  return null;
}
const skipped = noWindowBecause();
// Said aloud: a report that lists no skipped test by name would hide that nothing was tried.
if (skipped !== null) console.info(`The desktop window: ${skipped}`);

describe.skipIf(skipped !== null)(`the desktop window${skipped === null ? '' : ` (${skipped})`}`, () => {
  let folder: string;
  let app: ElectronApplication;
  let page: Page;
  const messages: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'threshold-window-'));
    buildShell();
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
    app = await _electron.launch({
      // A profile of its own: a window that is open already would answer for this one.
      args: [project, `--user-data-dir=${join(folder, 'profile')}`, '--data', join(folder, 'data'), '--defaults'],
      cwd: project,
      env: { ...env, THRESHOLD_KEY_FILE: join(folder, 'a.key') } as Record<string, string>,
    });
    page = await app.firstWindow();
    page.on('console', (message) => messages.push(message.text()));
    await page.waitForLoadState('load');
  });
  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('shows our page, from our own protocol', async () => {
    expect(page.url()).toMatch(/^app:\/\/threshold\//);
    expect(app.windows()).toHaveLength(1);
    await page.locator('#root > *').first().waitFor();
  });

  test('the page has no Node and no Electron, but the contract', async () => {
    const has = await page.evaluate(() => {
      const world = globalThis as unknown as Record<string, unknown>;
      return {
        node: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((n) => n in world),
        bridge: Object.keys(world.threshold as object).sort(),
      };
    });
    expect(has).toEqual({ node: [], bridge: ['call', 'cancel', 'subscribe'] });
  });

  test('a call is answered, one that is none is refused', async () => {
    const answers = await page.evaluate(async () => {
      const { threshold } = globalThis as unknown as {
        threshold: { call(name: string, input: unknown): Promise<{ ok: boolean; error?: { code: string } }> };
      };
      return [await threshold.call('people.list', {}), await threshold.call('no.such', {})];
    });
    expect(answers).toMatchObject([{ ok: true }, { ok: false, error: { code: 'BAD_INPUT' } }]);
  });

  test('is cross-origin isolated: threads in wasm have their shared memory', async () => {
    expect(
      await page.evaluate(() => [globalThis.isSecureContext, globalThis.crossOriginIsolated, typeof SharedArrayBuffer]),
    ).toEqual([true, true, 'function']);
  });

  test('has its policy: text does not become code, wasm compiles', async () => {
    const found = await page.evaluate(async () => {
      const { headers } = await fetch('/index.html');
      // The least module there is: its magic number and version.
      const compiles = await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(
        () => true,
        () => false,
      );
      // In an element of the page: what Playwright itself evaluates is exempt from the page's policy.
      const script = document.createElement('script');
      script.textContent = 'globalThis.inlineRan = true';
      document.body.append(script);
      return {
        policy: headers.get('content-security-policy'),
        compiles,
        inlineRan: 'inlineRan' in globalThis,
        outside: await fetch('https://example.com/').then(
          () => true,
          () => false,
        ),
      };
    });
    expect(found.policy).toMatch(/default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    expect(found).toMatchObject({ compiles: true, inlineRan: false, outside: false });
  });

  test('goes nowhere else, and opens nothing', async () => {
    const before = page.url();
    // Heard after the shell's own listener, so that it tells what that one decided.
    await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const refused = new Promise((resolve) =>
        contents?.once('will-navigate', (event) => resolve({ to: event.url, refused: event.defaultPrevented })),
      );
      Object.assign(globalThis, { refused });
    });
    await page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    expect(await app.evaluate(() => (globalThis as unknown as { refused: Promise<unknown> }).refused)).toEqual({
      to: 'https://example.com/',
      refused: true,
    });
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
    expect(page.url()).toBe(before);
    expect(app.windows()).toHaveLength(1);
  });

  test('what it prefers is what its window was made with', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { contextIsolation, sandbox, nodeIntegration, webSecurity, spellcheck } = contents.getLastWebPreferences();
      return { contextIsolation, sandbox, nodeIntegration, webSecurity, spellcheck };
    });
    expect(preferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    });
  });

  test('has no microphone, no place on the map and no notifications', async () => {
    const asked = await page.evaluate(async () => {
      const state = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
      const microphone = await navigator.mediaDevices.getUserMedia({ audio: true }).catch((error: Error) => error.name);
      return { microphone, geolocation: await state('geolocation'), notifications: await state('notifications') };
    });
    expect(asked.microphone).toMatch(/^Not(Allowed|Found)Error$/);
    expect(asked).toMatchObject({ geolocation: 'denied', notifications: 'denied' });
  });

  test('is no worse after a reload: calls and events come once', async () => {
    await page.reload();
    const events = await page.evaluate(async () => {
      const { threshold } = globalThis as unknown as {
        threshold: {
          call(name: string, input: unknown): Promise<{ ok: boolean; value: object }>;
          subscribe(listener: (topic: string) => void): () => void;
        };
      };
      const heard: string[] = [];
      let stop = () => {};
      const both = new Promise<void>((resolve) => {
        stop = threshold.subscribe((topic) => {
          if (topic === 'settings.changed' && heard.push(topic) === 2) resolve();
        });
      });
      const settings = await threshold.call('settings.get', {});
      await threshold.call('settings.set', settings.value);
      await threshold.call('settings.set', settings.value);
      // Told twice over, each change would be heard twice: there is another question and answer's time for the surplus to come.
      await both;
      await threshold.call('settings.get', {});
      stop();
      return heard;
    });
    expect(events).toEqual(['settings.changed', 'settings.changed']);
    expect(messages.filter((text) => text.includes('Electron Security Warning'))).toEqual([]);
  });
});
