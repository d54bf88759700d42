import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HnswOrder, HnswReply, HnswResult } from '../../../data/gallery/hnsw-messages.ts';
import { NativeGate } from '../../../data/gallery/native-gate.ts';
import { writeNotices } from '../../../main/setup/notices.mjs';
import { securityHeaders } from '../../../main/web/headers.ts';
import { buildShell, project, stubDistribution } from './shell.ts';

const manifest: { entries: { target: string; bytes: number }[] } = JSON.parse(
  readFileSync(join(project, 'models/weights.manifest.json'), 'utf8'),
);
let folder: string;
let resources: string;
let executable: string;
let asar: string;
let files: string[];

/** The package for this machine, around a stub of Electron: nothing is fetched, and what would be fails at once. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'threshold-package-'));
  const { version } = JSON.parse(readFileSync(join(project, 'node_modules/electron/package.json'), 'utf8'));
  const stub = join(folder, 'stub');
  stubDistribution(stub, version);
  buildShell();
  writeNotices();
  if (!existsSync(join(project, 'renderer/build/index.html')))
    execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--config', 'renderer/vite.config.ts'], {
      cwd: project,
      stdio: 'pipe',
    });
  const nowhere = 'http://127.0.0.1:9/';
  await promisify(execFile)(
    process.execPath,
    [
      'node_modules/electron-builder/cli.js',
      ...['--linux', '--dir', '--publish', 'never'],
      `-c.electronDist=${stub}`,
      `-c.directories.output=${join(folder, 'out')}`,
    ],
    { cwd: project, env: { ...process.env, ELECTRON_MIRROR: nowhere, ELECTRON_BUILDER_BINARIES_MIRROR: nowhere } },
  );
  const unpacked = readdirSync(join(folder, 'out')).find((name) => name.endsWith('-unpacked')) ?? '';
  resources = join(folder, 'out', unpacked, 'resources');
  executable = join(folder, 'out', unpacked, 'threshold');
  asar = join(resources, 'app.asar');
  files = listPackage(asar, { isPack: false }).map((file) => file.slice(1).replaceAll('\\', '/'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const onLinux = describe.skipIf(process.platform !== 'linux');

onLinux('the package holds', () => {
  test('the shell, the page and the weights of the manifest', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'LICENSE',
        ...['main.js', 'engine.js', 'preload.cjs', 'hnsw-worker.js'].map((name) => `main/electron/build/${name}`),
        'main/build/notices.json',
        'renderer/build/index.html',
        'models/weights.manifest.json',
      ]),
    );
    expect(files.some((file) => /^renderer\/build\/assets\/.*\.js$/.test(file))).toBe(true);
    for (const { target, bytes } of manifest.entries)
      expect(statFile(asar, join('models', 'weights', target))).toMatchObject({ size: bytes });
  });

  test('nothing else of ours: no sources, tests or documents', () => {
    const ours = files.filter((file) => !file.startsWith('node_modules') && /\.[^/]+$/.test(file));
    const expected =
      /^(package\.json|main\/electron\/build\/[\w-]+\.c?js|main\/build\/notices\.json|renderer\/build\/.*\.\w+|models\/weights\.manifest\.json|models\/weights\/.+)$/;
    expect(ours.filter((file) => !expected.test(file))).toEqual([]);
    expect(files.filter((file) => /\.(tsx?|mts|cts|map)$|(^|\/)(tests?|docs)\//.test(file))).toEqual([]);
  });

  test('no picture of a face but the manifest’s samples', () => {
    const pictures = files.filter((file) => /\.(jpe?g|png|webp|avif|heic|tiff?|gif|bmp)$/i.test(file));
    const samples = manifest.entries.map(({ target }) => `models/weights/${target}`).filter((f) => f.endsWith('.jpg'));
    expect(pictures.sort()).toEqual(samples.sort());
  });

  test('the packages the host runs on, and no others', () => {
    const packages = new Set(files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/@]+)/.exec(file)?.[1] ?? []));
    expect([...packages].filter((name) => !name.startsWith('@img/sharp-')).sort()).toEqual([
      '@babel/runtime',
      '@img/colour',
      ...['backend-cpu', 'backend-wasm', 'converter', 'core', 'layers'].map((name) => `@tensorflow/tfjs-${name}`),
      'better-sqlite3',
      'bindings',
      'bl',
      'broker-factory',
      'canonicalize',
      'debug',
      'detect-libc',
      'fast-unique-numbers',
      'file-uri-to-path',
      'hnswlib-node',
      'inherits',
      'ip-address',
      'long',
      'lru-cache',
      'mqtt',
      'mqtt-packet',
      'ms',
      'node-fetch',
      'onnxruntime-common',
      'onnxruntime-node',
      'process',
      'process-nextick-args',
      'readable-stream',
      'rfdc',
      'safe-buffer',
      'seedrandom',
      'semver',
      'sharp',
      'smart-buffer',
      'socks',
      'string_decoder',
      'temporal-polyfill',
      'temporal-utils',
      'tr46',
      'webidl-conversions',
      'whatwg-url',
      'worker-timers',
      'worker-timers-broker',
      'ws',
      'zod',
    ]);
  });

  test('native modules outside the archive, where a system can load them', () => {
    const native = files.filter((file) => /\.(node|so[.\d]*)$/.test(file));
    for (const name of ['better-sqlite3', 'onnxruntime-node', 'hnswlib-node', '@img/sharp-linux'])
      expect(native.some((file) => file.startsWith(`node_modules/${name}`), name)).toBe(true);
    for (const file of native) {
      expect(statFile(asar, file)).toMatchObject({ unpacked: true });
      expect(existsSync(join(`${asar}.unpacked`, file)), file).toBe(true);
    }
    expect(native.filter((file) => /darwin|win32/.test(file))).toEqual([]);
  });

  test('a package.json that starts the built main process', () => {
    const { main, type, devDependencies } = JSON.parse(extractFile(asar, 'package.json').toString('utf8'));
    expect({ main, type, devDependencies }).toEqual({ main: 'main/electron/build/main.js', type: 'module' });
  });
});

onLinux('the executable', () => {
  test('has its fuses set: no Node of its own, no code but the archive’s', async () => {
    const wire = await getCurrentFuseWire(executable);
    const off = ['RunAsNode', 'EnableNodeOptionsEnvironmentVariable', 'EnableNodeCliInspectArguments'] as const;
    const on = ['EnableCookieEncryption', 'EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar'] as const;
    for (const fuse of [...off, 'GrantFileProtocolExtraPrivileges' as const])
      expect(wire[FuseV1Options[fuse]], fuse).toBe(FuseState.DISABLE);
    for (const fuse of on) expect(wire[FuseV1Options[fuse]], fuse).toBe(FuseState.ENABLE);
  });
});

// Taken out of the archive, and far from the project's node_modules: what runs here finds all it needs in the package.
onLinux('the packaged code runs', () => {
  let root: string;
  beforeAll(() => {
    root = join(folder, 'extracted');
    extractAll(asar, root);
  });

  test('the main process: a locked-down window, the page with its policy, a face found by the engine, the HTTP API', async () => {
    const here = import.meta.dirname;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(here, 'run-main.mjs'), root, join(here, 'fake-electron.mjs'), '--data', join(folder, 'data'), '--defaults'],
      { env: { ...process.env, THRESHOLD_KEY_FILE: join(folder, 'a.key') }, maxBuffer: 64e6 },
    );
    const { told, page, seen, doctor, api } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(told).toMatchObject({ sandbox: true, menu: null, loaded: ['app://threshold/'], errors: [] });
    expect(told.schemes).toMatchObject([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
    expect(told.schemes[0].privileges).not.toHaveProperty('bypassCSP');
    expect(told.windows).toHaveLength(1);
    expect(told.windows[0].webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
      preload: join(root, 'main/electron/build/preload.cjs'),
    });
    expect(page.status).toBe(200);
    const nonce = /name="csp-nonce" content="([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect(nonce).toMatch(/^[\w+/]{22}==$/);
    expect(page.headers).toMatchObject(securityHeaders(nonce));
    expect(seen).toEqual({ faces: expect.any(Number) });
    expect(seen.faces).toBeGreaterThan(0);
    expect(doctor.ok).toBe(true);
    expect(api).toEqual([200, { people: [] }, 401]);
  });

  test('the gallery’s index in its worker', async () => {
    const gate = new NativeGate();
    const worker = new Worker(join(root, 'main/electron/build/hnsw-worker.js'), { workerData: { gate: gate.shared } });
    let nextId = 0;
    const ask = (order: HnswOrder): Promise<HnswResult> =>
      new Promise((resolve, reject) => {
        worker.once('error', reject);
        worker.once('message', (reply: HnswReply) =>
          reply.ok ? resolve(reply.result) : reject(new Error(reply.reason)),
        );
        worker.postMessage({ id: nextId++, order });
      });
    try {
      const shape = { dimension: 4, capacity: 3, m: 4, efConstruction: 16, ef: 16 };
      expect(await ask({ kind: 'begin', shape })).toEqual({ kind: 'state', count: 0, dimension: 4 });
      const vectors = Float32Array.from([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
      expect(await ask({ kind: 'add', labels: [7, 8, 9], vectors })).toMatchObject({ count: 3 });
      expect(await ask({ kind: 'search', probe: Float32Array.from([0, 0.9, 0.1, 0]), k: 2 })).toEqual({
        kind: 'labels',
        labels: [8, 9],
      });
    } finally {
      gate.shut();
      await worker.terminate();
    }
  });
});
