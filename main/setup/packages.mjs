import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { inProject, isInstalled, root, systemEnvironment } from './project.mjs';
import { quietly } from './run.mjs';
import { step } from './say.mjs';

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

/** `npm ci`, only when it is needed. */
export async function installPackages() {
  if (packagesAreCurrent()) return false;
  if (lstatSync(inProject('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Error('node_modules is a link to another install, which is out of date: run npm start there.');
  await step('Installing packages (about a minute, the first time)', () =>
    quietly(
      process.platform === 'win32' ? 'npm.cmd' : 'npm',
      ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
      // npm before 11 knows no allowScripts: there this keeps onnxruntime-node from fetching CUDA files from elsewhere.
      { cwd: root, env: { ...systemEnvironment(), ONNXRUNTIME_NODE_INSTALL: 'skip' } },
    ),
  );
  return true;
}
