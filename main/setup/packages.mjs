import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { inProject, isInstalled, root, systemEnvironment } from './project.mjs';
import { quietly } from './run.mjs';
import { say, step } from './say.mjs';

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null);

/**
 * Whether node_modules is what package-lock.json asks for, told from the list npm writes into it at the end of an install.
 * Optional packages are left out: those that cannot be built or fetched here are dropped, and that is fine.
 */
export function packagesAreCurrent(lock = read(inProject('package-lock.json')), installed = installedList()) {
  if (installed === null || lock === null || !isInstalled()) return false;
  return Object.entries(lock).every(
    ([path, wanted]) => path === '' || wanted.optional === true || installed[path]?.version === wanted.version,
  );
}

const installedList = () => read(inProject('node_modules', '.package-lock.json'));

/**
 * `npm ci`, only when it is needed, and without install scripts: most of them here are useless (messages, version checks),
 * want files from elsewhere (onnxruntime-node's CUDA) or a compiler (better-sqlite3, whose prebuilt binary is in the
 * package already). The few that matter run after it, one by one, so that one that fails cannot undo the others.
 */
export async function installPackages() {
  if (packagesAreCurrent()) return false;
  if (lstatSync(inProject('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Error('node_modules is a link to another install, which is out of date: run npm start there.');
  await step('Installing packages (about a minute, the first time)', async () => {
    await npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
    await npm('rebuild', 'node');
  });
  await step('Building the native parts', async () => {
    await optional('hnswlib-node', 'gallery searches are exact scans instead of an index');
    if (hasNvidia()) await optional('@tensorflow/tfjs-node-gpu', 'networks run on the processor');
    // Without its library it would only fail to load; npm too removes an optional package whose script failed.
    if (!existsSync(inProject(nativeTensorFlow, 'deps')))
      rmSync(inProject(nativeTensorFlow), { recursive: true, force: true });
  });
  return true;
}

const nativeTensorFlow = 'node_modules/@tensorflow/tfjs-node-gpu';

async function optional(name, cost) {
  if (!existsSync(inProject('node_modules', name))) return;
  try {
    await npm('rebuild', name);
  } catch {
    say(`  ${name} could not be built here: ${cost}.`);
  }
}

const hasNvidia = () => existsSync('/proc/driver/nvidia/version');

const npm = (...args) =>
  quietly(process.platform === 'win32' ? 'npm.cmd' : 'npm', [...args, '--loglevel=error'], {
    cwd: root,
    env: systemEnvironment(),
  });
