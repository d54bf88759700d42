import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitCode, exitCodeFor } from './cli/exit-codes.ts';
import { openEntry } from './entry/entry.ts';
import { serveLocally } from './local/socket-server.ts';
import { chooseDataDir, type DataDir, projectRoot, weightsFolder } from './paths.ts';
import { openBrowser } from './web/open-browser.ts';
import { startWebShell, usualPort } from './web/server.ts';

const usage = 'Options: --shell electron|web, --port N, --data DIR, --no-open, --defaults.';

/** What `npm start` runs once everything is set up. */
async function main(): Promise<number | null> {
  const options = readOptions();
  if (options === null) {
    process.stderr.write(`${usage}\n`);
    return exitCode.usage;
  }
  return options.shell === 'electron' ? openWindow(options) : serve(options);
}

interface StartOptions {
  readonly shell: string;
  readonly port: number;
  readonly place: DataDir;
  readonly open: boolean;
  /** Asks nothing at the first start. */
  readonly defaults: boolean;
}

function readOptions(): StartOptions | null {
  try {
    const { values } = parseArgs({
      options: {
        shell: { type: 'string', default: 'web' },
        port: { type: 'string', default: String(usualPort) },
        data: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        defaults: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!['web', 'electron'].includes(values.shell) || !Number.isInteger(port) || port < 0 || port > 65_535)
      return null;
    return {
      shell: values.shell,
      port,
      place: chooseDataDir(values.data),
      open: !values['no-open'],
      defaults: values.defaults,
    };
  } catch {
    return null;
  }
}

/** Electron's own main process opens the app (electron/main.ts); this one waits for its end. */
function openWindow({ place, defaults }: StartOptions): Promise<number> {
  // In plain Node the package's export is the path of the binary.
  const binary = createRequire(import.meta.url)('electron') as string;
  const named = place.from === 'named' ? { THRESHOLD_DATA: place.dir } : {};
  const child = spawn(binary, [projectRoot(), ...(defaults ? ['--defaults'] : [])], {
    stdio: 'inherit',
    env: { ...process.env, ...named },
  });
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? exitCode.internal)));
}

async function serve({ place, port, defaults, open }: StartOptions): Promise<number | null> {
  const passphrase = process.env.THRESHOLD_PASSPHRASE;
  const opened = await openEntry({
    place,
    weightsDir: weightsFolder(),
    defaults,
    serve: serveLocally,
    ...(passphrase === undefined || passphrase === '' ? {} : { passphrase }),
  });
  if (!opened.ok) {
    process.stderr.write(`Threshold could not open ${place.dir}: ${opened.error.message}\n`);
    return exitCodeFor(opened.error.code);
  }
  const app = opened.value;
  const pageDir = join(projectRoot(), 'renderer', 'build');
  const shell = await startWebShell({ handler: app, pageDir, port });
  process.stdout.write(`Threshold is open at ${shell.url}\nThe address works once. Ctrl-C closes the app.\n`);
  if (open) openBrowser(shell.url);
  let closing = false;
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    await shell.close();
    await app.close();
    process.exit(exitCode.ok);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close());
  return null;
}

const code = await main();
if (code !== null) process.exitCode = code;
