import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { withCompileCache } from './project.mjs';
import { say } from './say.mjs';

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs to its end and keeps what it printed; rejects with the last lines of it when it fails. A Ctrl-C here ends it and all
 * it started with `interruptWith`, then this process: nothing goes on unseen behind the next set-up.
 */
export function quietly(command, args, { env = process.env, cwd, timeoutMs = 0, interruptWith = 'SIGTERM' } = {}) {
  return new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    // On Windows npm is a .cmd file, which only a shell runs; every argument here is our own constant.
    const child = spawn(command, args, {
      env,
      cwd,
      shell: command.endsWith('.cmd'),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !windows, // a process group of its own, to end as one
    });
    const end = (signal) => {
      try {
        if (windows) child.kill(signal);
        else process.kill(-child.pid, signal);
      } catch {
        // It has ended by itself.
      }
    };
    const interrupted = (signal) => {
      end(interruptWith);
      say('Stopped. The same command goes on from here.');
      process.exit(128 + constants.signals[signal]);
    };
    for (const signal of endings) process.once(signal, interrupted);
    let printed = '';
    const keep = (chunk) => {
      printed = (printed + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = timeoutMs > 0 ? setTimeout(() => end('SIGKILL'), timeoutMs) : undefined;
    const done = () => {
      clearTimeout(timer);
      for (const signal of endings) process.off(signal, interrupted);
    };
    child.once('error', (error) => {
      done();
      reject(error.code === 'ENOENT' ? new Error(`${command} was not found on the PATH.`) : error);
    });
    child.once('close', (code, signal) => {
      done();
      if (code === 0) return resolve(printed);
      const last = printed.trim().split('\n').slice(-15).join('\n');
      reject(Object.assign(new Error(`${command} ended with ${code ?? signal}.\n${last}`), { printed }));
    });
  });
}

/** Hands terminal, signals and exit code through to the child; resolves with the code this process should end with. */
export function handOver(command, args, { env = process.env, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: withCompileCache(env), cwd, stdio: 'inherit' });
    // A Ctrl-C reaches the child by itself when both share the terminal; sent twice it still asks only once (see index.ts).
    const forward = (signal) => child.kill(signal);
    for (const signal of endings) process.on(signal, forward);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const one of endings) process.off(one, forward);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}
