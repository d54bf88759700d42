import { build } from './build.mjs';
import { chooseShell } from './electron-binary.mjs';
import { prepare, program } from './prepare.mjs';
import { bundledNode, inProject } from './project.mjs';
import { handOver } from './run.mjs';
import { say } from './say.mjs';

/** `npm start`: sets up what is missing, then runs main/index.ts under the bundled Node. Options are index.ts's own. */
await program(async () => {
  const args = process.argv.slice(2);
  const wanted = shellIn(args);
  await prepare();
  const { shell, why } = await chooseShell(wanted);
  if (shell === 'electron') await build('electron');
  say(shell === 'electron' ? `Opening the window (${why}).` : `Opening in the browser: ${why}.`);
  return handOver(bundledNode(), [inProject('main', 'index.ts'), '--shell', shell, ...withoutShell(args)]);
});

function shellIn(args) {
  const at = args.findIndex((arg) => arg === '--shell' || arg.startsWith('--shell='));
  if (at < 0) return undefined;
  const value = args[at].includes('=') ? args[at].slice('--shell='.length) : args[at + 1];
  if (value !== 'electron' && value !== 'web') throw new Error('--shell is "electron" or "web".');
  return value;
}

function withoutShell(args) {
  return args.filter((arg, i) => arg !== '--shell' && !arg.startsWith('--shell=') && args[i - 1] !== '--shell');
}
