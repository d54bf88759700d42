import { createReadStream, existsSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import { app, BrowserWindow, ipcMain, protocol, session, utilityProcess } from 'electron';
import type { EngineChannel } from '../engine/engine.ts';
import type { EngineReply } from '../engine/protocol.ts';
import { type Entry, openEntry } from '../entry/entry.ts';
import { serveLocally } from '../local/socket-server.ts';
import { chooseDataDir, projectRoot, weightsFolder } from '../paths.ts';
import { securityHeaders } from '../web/headers.ts';
import { newNonce, pageWithNonce } from '../web/page.ts';
import { answerIpc } from './ipc.ts';
import { systemKeys } from './system-keys.ts';

const origin = 'app://threshold';
const page = join(projectRoot(), 'renderer', 'build');

/** A protocol of our own instead of file://: the page has an origin, and nothing else on the disk is reachable from it. */
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);

if (!app.requestSingleInstanceLock()) app.quit();
else void app.whenReady().then(start);

async function start(): Promise<void> {
  protocol.handle('app', servePage);
  allowCameraForOurPageAlone();
  const passphrase = process.env.THRESHOLD_PASSPHRASE;
  const opened = await openEntry({
    place: chooseDataDir(optionValue('--data')),
    weightsDir: weightsFolder(),
    startEngine: startUtilityEngine,
    defaults: process.argv.includes('--defaults'),
    system: systemKeys(),
    serve: serveLocally,
    ...(passphrase === undefined || passphrase === '' ? {} : { passphrase }),
  });
  if (!opened.ok) {
    process.stderr.write(`${opened.error.code}: ${opened.error.message}\n`);
    return app.exit(1);
  }
  const host: Entry = opened.value;
  answerIpc(ipcMain, host, (url) => url.startsWith(`${origin}/`));
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus());
  app.on('window-all-closed', () => {
    void host.close().finally(() => app.exit(0));
  });
  await openWindow();
}

async function openWindow(): Promise<void> {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event, url) => {
    if (!url.startsWith(`${origin}/`)) event.preventDefault();
  });
  await window.loadURL(`${origin}/`);
}

async function servePage(request: Request): Promise<Response> {
  const nonce = newNonce();
  const { pathname } = new URL(request.url);
  const wanted = normalize(join(page, decodeURIComponent(pathname)));
  const inside = wanted.startsWith(page + sep) && pathname !== '/' && existsSync(wanted);
  const file = inside ? wanted : join(page, 'index.html');
  const type = {
    html: 'text/html',
    js: 'text/javascript',
    css: 'text/css',
    wasm: 'application/wasm',
    svg: 'image/svg+xml',
    json: 'application/json',
  }[file.split('.').at(-1) ?? ''];
  const body = inside ? (Readable.toWeb(createReadStream(file)) as ReadableStream) : await pageWithNonce(page, nonce);
  return new Response(body, {
    headers: { ...securityHeaders(nonce), 'content-type': type ?? 'application/octet-stream' },
  });
}

function allowCameraForOurPageAlone(): void {
  const ours = (url: string): boolean => url.startsWith(`${origin}/`);
  session.defaultSession.setPermissionRequestHandler((_contents, permission, allow, details) =>
    allow(
      permission === 'media' &&
        ours(details.requestingUrl) &&
        !('mediaTypes' in details && details.mediaTypes?.includes('audio')),
    ),
  );
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission, requesting) => permission === 'media' && ours(`${requesting}/`),
  );
}

/** The engine in Electron's own kind of child process. */
function startUtilityEngine(): EngineChannel {
  const child = utilityProcess.fork(join(import.meta.dirname, 'engine.js'), [weightsFolder()]);
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (reply: EngineReply) => listener(reply)),
    onExit: (listener) => void child.on('exit', (code) => listener(`exit code ${code}`)),
    kill: () => void child.kill(),
  };
}

function optionValue(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
