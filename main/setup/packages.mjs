import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { npm } from './npm.mjs';
import { inProject, isInstalled } from './project.mjs';
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
  if (!packagesAreCurrent()) {
    if (lstatSync(inProject('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
      throw new Error('node_modules is a link to another install, which is out of date: run npm start there.');
    await step('Installing packages (a minute or two, the first time)', async () => {
      // Whatever the user's npm settings or NODE_ENV leave out: the build needs the first, prebuilt binaries are the second.
      await npm(['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund']);
      writeFileSync(nativesPending, '');
      await npm(['rebuild', 'node', '--ignore-scripts=false']);
    });
    if (!isInstalled())
      throw new Error('the "node" package brought no Node for this system. See docs/dependencies.md.');
  }
  // Also when a set-up was interrupted between the two.
  if (existsSync(nativesPending)) await buildNatives();
}

/** Lies in node_modules from the end of `npm ci` until the native parts have been tried. */
const nativesPending = inProject('node_modules', '.natives-pending');
const nativeTensorFlow = 'node_modules/@tensorflow/tfjs-node-gpu';

async function buildNatives() {
  const missing = [];
  await step('Building the native parts', async () => {
    if (!(await builds('hnswlib-node')))
      missing.push(
        'hnswlib-node (optional) was not built: it needs a C++ compiler, make and Python 3. Searches are exact scans instead: the same answers, slower above some 3,000 people.',
      );
    if (hasNvidia() && !(await builds('@tensorflow/tfjs-node-gpu')))
      missing.push('@tensorflow/tfjs-node-gpu (optional) could not be set up: networks run on the processor.');
    // Without its library it would only fail to load; npm too removes an optional package whose script failed.
    if (!existsSync(inProject(nativeTensorFlow, 'deps')))
      rmSync(inProject(nativeTensorFlow), { recursive: true, force: true });
  });
  for (const sentence of missing) say(`  ${sentence}`);
  rmSync(nativesPending, { force: true });
}

/** Whether an optional package is there and its install script succeeded. */
async function builds(name) {
  if (!existsSync(inProject('node_modules', name))) return false;
  try {
    await npm(['rebuild', name, '--ignore-scripts=false']);
    return true;
  } catch {
    return false;
  }
}

const hasNvidia = () => existsSync('/proc/driver/nvidia/version');
