import { root, systemEnvironment } from './project.mjs';
import { quietly } from './run.mjs';

/** Runs the user's npm, with the user's own settings (registry, proxy). Rejects with npm's reason, without its stack traces. */
export async function npm(args, { cwd = root } = {}) {
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  try {
    // Asked politely, `npm ci` first rolls back, for minutes on a slow line, and would do so under the next set-up's feet.
    const options = { cwd, env: systemEnvironment(), interruptWith: 'SIGKILL' };
    return await quietly(command, [...args, '--loglevel=error'], options);
  } catch (error) {
    if (error.printed === undefined) throw error;
    throw new Error(`npm ${args[0]} failed.\n${reasonIn(error.printed)}`);
  }
}

const unreachable = /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT)\b/;

/** What a person can use of what npm printed: its sentences, each once; and for a registry out of reach, what to do. */
export function reasonIn(printed) {
  const sentences = printed
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line))
    .map((line) => line.replace(/^npm (error|ERR!) ?/, ''))
    .filter((line) => /^\S/.test(line) && !/^[{}]/.test(line));
  const kept = [...new Set(sentences)];
  const shown = kept.length > 8 ? [...kept.slice(0, 7), kept.at(-1)] : kept;
  if (unreachable.test(printed))
    shown.push(
      'The package registry cannot be reached. Check the network and npm’s proxy setting, then run the same command again.',
    );
  return shown.length > 0
    ? shown.map((line) => `  ${line}`).join('\n')
    : printed.trim().split('\n').slice(-8).join('\n');
}
