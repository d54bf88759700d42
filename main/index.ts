import { join } from 'node:path';
import { Command } from 'commander';
import { createApp } from './app.ts';
import { startElectron } from './electron/start.ts';
import { serveLocally } from './local/socket-server.ts';
import { defaultDataDir, projectRoot, weightsFolder } from './paths.ts';
import { hasDisplay, openBrowser } from './web/open-browser.ts';
import { startWebShell } from './web/server.ts';

/** Opens the app in the shell that set-up chose. Ends with 1 and a sentence when the data folder cannot be opened. */
const options = new Command('threshold-app')
  .option('--shell <shell>', 'electron or web', 'web')
  .option('--port <number>', 'fixed port of the browser shell', Number)
  .option('--data <dir>', 'data folder', defaultDataDir())
  .option('--no-open', 'do not open the browser')
  .parse()
  .opts<{ shell: string; port?: number; data: string; open: boolean }>();

if (options.shell === 'electron') process.exitCode = await startElectron(options.data);
else await runInBrowser();

async function runInBrowser(): Promise<void> {
  const passphrase = process.env.THRESHOLD_PASSPHRASE;
  const opened = await createApp({
    dataDir: options.data,
    weightsDir: weightsFolder(),
    ...(passphrase === undefined ? {} : { passphrase }),
  });
  if (!opened.ok) {
    process.stderr.write(`${opened.error.code}: ${opened.error.message}\n`);
    process.exitCode = 1;
    return;
  }
  const app = opened.value;
  const local = await serveLocally(options.data, app);
  const web = await startWebShell({
    handler: app,
    page: join(projectRoot(), 'renderer', 'build'),
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  process.stdout.write(`Threshold is open at ${web.url}\nThe address lets one browser in, once. Stop with Ctrl-C.\n`);
  if (options.open && hasDisplay()) openBrowser(web.url);

  let closing = false;
  const close = (): void => {
    if (closing) return;
    closing = true;
    local.close();
    void Promise.all([web.close(), app.close()]).then(() => process.exit(0));
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
  process.on('SIGHUP', close);
}
