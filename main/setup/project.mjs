import { existsSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

export const inProject = (...parts) => join(root, ...parts);

/**
 * The Node that runs the app: the real binary of the `node` package, so that signals and exit codes need no wrapper.
 * The system's Node only sets up (better-sqlite3 13 crashes below Node 22).
 */
export const bundledNode = () =>
  inProject('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

export const isInstalled = () => existsSync(bundledNode());

/**
 * Where Node keeps what it made of our TypeScript: each process begins a fifth sooner. Node holds an entry to its source, and does
 * without where the folder cannot be written.
 */
export const withCompileCache = (env) => ({
  ...env,
  NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE ?? inProject('node_modules', '.cache', 'compiled'),
});

/** `npm run` puts node_modules/.bin first; npm itself must not run on the Node that it is about to replace. */
export function systemEnvironment() {
  const own = `${sep}node_modules${sep}.bin`;
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.endsWith(own));
  return { ...process.env, PATH: path.join(delimiter) };
}
