import { join } from 'node:path';
import { openEntry } from '../../main/entry/entry.ts';
import { serveLocally } from '../../main/local/socket-server.ts';
import { chooseDataDir, projectRoot, weightsFolder } from '../../main/paths.ts';
import { readOptions } from '../../main/setup/options.mjs';
import { startWebShell } from '../../main/web/server.ts';

/**
 * What main/index.ts serves, with a clock by which doors decide that its parent process sets: it begins at `CLOCK_BEGINS` (ISO 8601), and goes on from
 * each moment that is sent, in milliseconds since 1970. Each is answered with `set`.
 */
let ahead = Date.parse(process.env.CLOCK_BEGINS ?? '') - Date.now();
process.on('message', (moment: number) => {
  ahead = moment - Date.now();
  process.send?.('set');
});
process.channel?.unref();

const { data, defaults } = readOptions(process.argv.slice(2));
const opened = await openEntry({
  place: chooseDataDir(data),
  weightsDir: weightsFolder(),
  defaults,
  serve: serveLocally,
  clock: () => new Date(Date.now() + ahead),
});
if (!opened.ok) throw new Error(opened.error.message);
const shell = await startWebShell({
  handler: opened.value,
  pageDir: join(projectRoot(), 'renderer', 'build'),
  port: 0,
});
process.stdout.write(`Threshold is open at ${shell.url}\n`);
process.once('SIGTERM', async () => {
  await shell.close();
  await opened.value.close();
  process.exit(0);
});
