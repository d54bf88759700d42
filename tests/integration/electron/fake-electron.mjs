/**
 * What the desktop shell's main process asks of Electron, in plain Node and without a window. It runs the built main process
 * for the tests: what it was told is in `told`, and `ask` is a page asking. The engine is a real process.
 */
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';

export const told = { menu: undefined, schemes: [], windows: [], loaded: [], sandbox: false, errors: [] };
const channels = new Map();
let serve;
let loaded;
export const opened = new Promise((resolve) => {
  loaded = resolve;
});

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  enableSandbox: () => {
    told.sandbox = true;
  },
  requestSingleInstanceLock: () => true,
  whenReady: async () => {},
  exit: (code) => process.exit(code),
});
export const Menu = {
  setApplicationMenu: (menu) => {
    told.menu = menu;
  },
  buildFromTemplate: (template) => template,
};
export const dialog = { showErrorBox: (...words) => told.errors.push(words) };
export const protocol = {
  registerSchemesAsPrivileged: (schemes) => told.schemes.push(...schemes),
  handle: (_scheme, handler) => {
    serve = handler;
  },
};
export const session = {
  defaultSession: {
    setPermissionRequestHandler: () => {},
    setPermissionCheckHandler: () => {},
    setDevicePermissionHandler: () => {},
    webRequest: { onBeforeRequest: () => {} },
  },
};
export const safeStorage = { isEncryptionAvailable: () => false };
export const ipcMain = {
  handle: (channel, handler) => channels.set(channel, handler),
  on: (channel, handler) => channels.set(channel, handler),
};
const contents = Object.assign(new EventEmitter(), { isDestroyed: () => false, send: () => {} });
export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => [];
  webContents = contents;
  constructor(options) {
    super();
    told.windows.push(options);
  }
  async loadURL(address) {
    told.loaded.push(address);
    loaded();
  }
}
/** A utility process has its channel under another name than a child of Node's. */
const bootstrap = `
const send = process.send.bind(process);
process.send = undefined;
process.parentPort = {
  postMessage: (data) => send(data),
  on: (_name, listener) => process.on('message', (data) => listener({ data })),
};
await import(process.argv[1]);
`;
export const utilityProcess = {
  fork: (file, args) => {
    const child = fork(file, args, {
      execArgv: ['--input-type=module', '--eval', bootstrap],
      serialization: 'advanced',
    });
    return Object.assign(child, { postMessage: (data) => child.send(data) });
  },
};

export const ask = (name, input) =>
  channels.get('call')({ sender: contents, senderFrame: { url: 'app://threshold/', parent: null } }, 1, name, input);
export const fetchPage = (address) => serve(new Request(address));
