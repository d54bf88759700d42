import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { exitCode, exitCodeFor } from './cli/exit-codes.ts';
import { openEntry } from './entry/entry.ts';
import { serveLocally } from './local/socket-server.ts';
import { chooseDataDir, type DataDir, projectRoot, weightsFolder } from './paths.ts';
import { readOptions, UsageError, usage } from './setup/options.mjs';
import { startApiServer } from './web/api/server.ts';
import { openBrowser } from './web/open-browser.ts';
import { startWebShell, usualPort, type WebShell } from './web/server.ts';

/** What `npm start` runs once everything is set up; its options were checked there and are read again here. */
async function main(): Promise<number | null> {
  const { shell, port, data, open, defaults } = readOptions(process.argv.slice(2));
  const place = chooseDataDir(data);
  return shell === 'electron' ? openWindow(place, defaults) : serve({ port: port ?? usualPort, place, open, defaults });
}

/** Electron's own main process opens the app (electron/main.ts); this one waits for its end. */
function openWindow(place: DataDir, defaults: boolean): Promise<number> {
  // In plain Node the package's export is the path of the binary.
  const binary = createRequire(import.meta.url)('electron') as string;
  const named = place.from === 'named' ? { THRESHOLD_DATA: place.dir } : {};
  const child = spawn(binary, [projectRoot(), ...(defaults ? ['--defaults'] : [])], {
    stdio: 'inherit',
    env: { ...process.env, ...named },
  });
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? exitCode.internal)));
}

async function serve(options: {
  port: number;
  place: DataDir;
  open: boolean;
  defaults: boolean;
}): Promise<number | null> {
  const passphrase = process.env.THRESHOLD_PASSPHRASE;
  const opened = await openEntry({
    place: options.place,
    weightsDir: weightsFolder(),
    defaults: options.defaults,
    serve: serveLocally,
    startApi: startApiServer,
    ...(passphrase === undefined || passphrase === '' ? {} : { passphrase }),
  });
  if (!opened.ok) {
    process.stderr.write(`Threshold could not open ${options.place.dir}: ${opened.error.message}\n`);
    return exitCodeFor(opened.error.code);
  }
  const app = opened.value;
  const pageDir = join(projectRoot(), 'renderer', 'build');
  let shell: WebShell;
  try {
    shell = await startWebShell({ handler: app, pageDir, port: options.port });
  } catch (error) {
    process.stderr.write(
      `Threshold could not listen on port ${options.port}: ${whyNot(error)} Choose another with --port.\n`,
    );
    await app.close();
    return exitCode.usage;
  }
  if (options.port !== 0 && shell.port !== options.port)
    process.stdout.write(`Port ${options.port} is taken, so this is port ${shell.port}.\n`);
  process.stdout.write(`Threshold is open at ${shell.url}\n`);
  process.stdout.write('Open the address in a browser on this machine; it works once. Ctrl-C closes the app.\n');
  if (options.open) openBrowser(shell.url);
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

function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'it is taken, and so are the next ones.';
  if (code === 'EACCES') return 'only an administrator may (below 1024).';
  return `${message}.`;
}

try {
  const code = await main();
  if (code !== null) process.exitCode = code;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}\n`);
  process.exitCode = exitCode.usage;
}
