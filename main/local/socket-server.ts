import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import { fail } from '../contract/errors.ts';
import type { CallHandler } from '../contract/handler.ts';
import { socketPath } from '../paths.ts';
import { frames, writeFrame } from './framing.ts';

/**
 * Lets the command line use the store while the app holds it: a socket only this user can open (0600, in a 0700 folder).
 * A stale socket file is safe to remove here, since the caller owns the data folder's lock.
 */
export async function serveLocally(dataDir: string, handler: CallHandler): Promise<Server> {
  const path = socketPath(dataDir);
  if (process.platform !== 'win32') {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(path, { force: true });
  }
  const server = createServer((socket) => {
    const running = new Map<number, AbortController>();
    // A command has a connection of its own, and signs in there where there are operators.
    const client = {};
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      for (const abort of running.values()) abort.abort();
    });
    frames(socket, (value) => {
      const request = value as { id?: unknown; name?: unknown; input?: unknown; cancel?: unknown };
      if (typeof request?.id !== 'number') return void socket.destroy();
      const id = request.id;
      if (request.cancel === true) return void running.get(id)?.abort();
      if (typeof request.name !== 'string') return void socket.destroy();
      const abort = new AbortController();
      running.set(id, abort);
      const send = (message: unknown): void => {
        if (!socket.destroyed) writeFrame(socket, message);
      };
      void handler
        .call(request.name, request.input, {
          signal: abort.signal,
          progress: (progress) => send({ id, progress }),
          caller: 'cli',
          client,
        })
        .catch(() => fail('INTERNAL', 'The call failed through a mistake in the program. Try again.'))
        .then((outcome) => {
          running.delete(id);
          send({ id, outcome });
        });
    });
  });
  // The umask closes the moment between the socket's creation and chmod.
  const before = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
  } finally {
    process.umask(before);
  }
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  return server;
}
