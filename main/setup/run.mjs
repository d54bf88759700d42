import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Runs to its end and keeps what it printed; rejects with the last lines of it when it fails. */
export function quietly(command, args, { env = process.env, cwd, timeoutMs = 0 } = {}) {
  return new Promise((resolve, reject) => {
    // On Windows npm is a .cmd file, which only a shell runs; every argument here is our own constant.
    const child = spawn(command, args, {
      env,
      cwd,
      shell: command.endsWith('.cmd'),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    const keep = (chunk) => {
      printed = (printed + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = timeoutMs > 0 ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined;
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error.code === 'ENOENT' ? new Error(`${command} was not found on the PATH.`) : error);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(printed);
      else
        reject(
          new Error(`${command} ended with ${code ?? signal}.\n${printed.trim().split('\n').slice(-15).join('\n')}`),
        );
    });
  });
}

/** Hands terminal, signals and exit code through to the child; resolves with the code this process should end with. */
export function handOver(command, args, { env = process.env, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, cwd, stdio: 'inherit' });
    // A Ctrl-C reaches the child by itself when both share the terminal; sent twice it still asks only once (see index.ts).
    const forward = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const one of signals) process.off(one, forward);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}
