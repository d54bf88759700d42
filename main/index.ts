import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createApp } from './app.ts';
import { exitCode, exitCodeFor } from './cli/exit-codes.ts';
import { serveLocally } from './local/socket-server.ts';
import { defaultDataDir, projectRoot, weightsFolder } from './paths.ts';
import { readOptions, UsageError, usage } from './setup/options.mjs';
import { openBrowser } from './web/open-browser.ts';
import { startWebShell, usualPort, type WebShell } from './web/server.ts';

/** What `npm start` runs once everything is set up; its options were checked there and are read again here. */
async function main(): Promise<number | null> {
  const { shell, port, data, open } = readOptions(process.argv.slice(2));
  const dataDir = data ?? defaultDataDir();
  return shell === 'electron' ? openWindow(dataDir) : serve({ port: port ?? usualPort, data: dataDir, open });
}

/** Electron's own main process opens the app (electron/main.ts); this one waits for its end. */
function openWindow(data: string): Promise<number> {
  // In plain Node the package's export is the path of the binary.
  const binary = createRequire(import.meta.url)('electron') as string;
  const child = spawn(binary, [projectRoot()], { stdio: 'inherit', env: { ...process.env, THRESHOLD_DATA: data } });
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? exitCode.internal)));
}

async function serve(options: { port: number; data: string; open: boolean }): Promise<number | null> {
  const passphrase = process.env.THRESHOLD_PASSPHRASE;
  const opened = await createApp({
    dataDir: options.data,
    weightsDir: weightsFolder(),
    ...(passphrase === undefined ? {} : { passphrase }),
  });
  if (!opened.ok) {
    process.stderr.write(`Threshold could not open ${options.data}: ${opened.error.message}\n`);
    return exitCodeFor(opened.error.code);
  }
  const app = opened.value;
  const local = await serveLocally(options.data, app);
  const pageDir = join(projectRoot(), 'renderer', 'build');
  let shell: WebShell;
  try {
    shell = await startWebShell({ handler: app, pageDir, port: options.port });
  } catch (error) {
    process.stderr.write(
      `Threshold could not listen on port ${options.port}: ${whyNot(error)} Choose another with --port.\n`,
    );
    local.close();
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
    local.close();
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
