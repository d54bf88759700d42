import { isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * Whether a path named by a data set stays below its root: lists come from elsewhere, and one must not make the app read
 * `../../…` or an absolute path. Null when it does, else what is wrong. Purely textual; links are followed as the root's owner set them.
 */
export function pathProblem(path: string): string | null {
  if (path.includes('\0')) return 'contains a NUL character';
  if (isAbsolute(path) || /^[A-Za-z]:|^\\/.test(path)) return `must be relative to the root, not "${path}"`;
  if (path.split(/[\\/]/).includes('..')) return `must not leave the root, as "${path}" does`;
  return null;
}

/** The absolute path of `path` below `root`. Throws a RangeError where `pathProblem` finds one. */
export function insideRoot(root: string, path: string): string {
  const problem = pathProblem(path);
  const absolute = resolve(root, path);
  const back = relative(resolve(root), absolute);
  if (problem !== null || back === '..' || back.startsWith(`..${sep}`) || isAbsolute(back))
    throw new RangeError(`a path ${problem ?? 'must not leave the root'}`);
  return absolute;
}
