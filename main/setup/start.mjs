import { build } from './build.mjs';
import { chooseShell } from './electron-binary.mjs';
import { alone } from './lock.mjs';
import { readOptions, usage } from './options.mjs';
import { prepare, program } from './prepare.mjs';
import { bundledNode, inProject } from './project.mjs';
import { handOver } from './run.mjs';
import { say } from './say.mjs';

/** `npm start`: sets up what is missing, then runs main/index.ts under the bundled Node. */
await program(async () => {
  const { shell: wanted, port, data, open, defaults, help } = readOptions(process.argv.slice(2));
  if (help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  await prepare();
  const { shell, why } = await alone(async () => {
    const chosen = await chooseShell(wanted);
    if (chosen.shell === 'electron') await build('electron');
    return chosen;
  });
  say(shell === 'electron' ? `Opening the window: ${why}.` : `In the browser: ${why}.`);
  const options = [`--shell=${shell}`];
  if (port !== undefined) options.push(`--port=${port}`);
  if (data !== undefined) options.push(`--data=${data}`);
  if (!open) options.push('--no-open');
  if (defaults) options.push('--defaults');
  return handOver(bundledNode(), [inProject('main', 'index.ts'), ...options]);
});
