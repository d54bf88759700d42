import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session, utilityProcess } from 'electron';
import type { EngineChannel } from '../engine/engine.ts';
import type { EngineReply } from '../engine/protocol.ts';
import { type Entry, openEntry } from '../entry/entry.ts';
import { serveLocally } from '../local/socket-server.ts';
import { chooseDataDir, projectRoot, weightsFolder } from '../paths.ts';
import { answerIpc } from './ipc.ts';
import { lockDown, stayOffline } from './lock-down.ts';
import { menuFor } from './menu.ts';
import { origin, scheme } from './origin.ts';
import { servePage } from './page.ts';
import { pageCrashes } from './page-crash.ts';
import { allowOurPageAlone } from './permissions.ts';
import { printPdf } from './print-pdf.ts';
import { systemKeys } from './system-keys.ts';

const pageFolder = join(projectRoot(), 'renderer', 'build');

protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
]);
app.enableSandbox();
app.on('web-contents-created', (_event, contents) => lockDown(contents));

if (!app.requestSingleInstanceLock()) app.exit(0);
else void app.whenReady().then(start).catch(giveUp);

async function start(): Promise<void> {
  const menu = menuFor(process.platform);
  Menu.setApplicationMenu(menu === null ? null : Menu.buildFromTemplate(menu));
  protocol.handle(scheme, (request) => servePage(pageFolder, request));
  allowOurPageAlone(session.defaultSession);
  stayOffline(session.defaultSession);

  const passphrase = process.env.THRESHOLD_PASSPHRASE;
  const opened = await openEntry({
    place: chooseDataDir(optionValue('--data')),
    weightsDir: weightsFolder(),
    startEngine: startUtilityEngine,
    printPdf: (html) => printPdf(openReportWindow, html),
    defaults: process.argv.includes('--defaults'),
    system: systemKeys(safeStorage, process.platform),
    serve: serveLocally,
    // Loaded when it is switched on.
    startApi: async (...how) => (await import('../web/api/server.ts')).startApiServer(...how),
    ...(passphrase === undefined || passphrase === '' ? {} : { passphrase }),
  });
  if (!opened.ok) return giveUp(opened.error);
  const host: Entry = opened.value;
  answerIpc(ipcMain, host);

  let closing = false;
  const close = (): void => {
    if (closing) return;
    closing = true;
    void host.close().finally(() => app.exit(0));
  };
  app.on('window-all-closed', close);
  // Quitting from the menu, or by a signal, closes the windows without the event above.
  app.on('will-quit', (event) => {
    event.preventDefault();
    close();
  });
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  await openWindow();
}

/** A window that nobody sees, for a report to be printed: no script, no preload, a session of its own. */
const openReportWindow = (partition: string): BrowserWindow =>
  new BrowserWindow({
    show: false,
    webPreferences: {
      partition,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      javascript: false,
      disableBlinkFeatures: 'Auxclick',
      spellcheck: false,
      devTools: false,
    },
  });

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
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      // A middle click would open a second window before anything could deny it.
      disableBlinkFeatures: 'Auxclick',
      // Chromium would fetch its dictionaries from the network.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  const crashed = pageCrashes();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const todo = crashed(reason);
    if (todo === 'reload') window.webContents.reload();
    if (todo === 'close') window.close();
  });
  await window.loadURL(`${origin}/`);
}

/** The engine in Electron's own kind of child process. */
function startUtilityEngine(): EngineChannel {
  const child = utilityProcess.fork(join(import.meta.dirname, 'engine.js'), [weightsFolder()], {
    serviceName: 'Threshold engine',
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (reply: EngineReply) => listener(reply)),
    onExit: (listener) => void child.once('exit', (code) => listener(`exit code ${code}`)),
    kill: () => void child.kill(),
  };
}

/** Opened with a double click there is no terminal to read: a box says what is wrong. */
function giveUp(problem: { message: string }): void {
  process.stderr.write(`Threshold could not open: ${problem.message}\n`);
  if (app.isPackaged) dialog.showErrorBox('Threshold could not open', problem.message);
  app.exit(1);
}

function optionValue(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
