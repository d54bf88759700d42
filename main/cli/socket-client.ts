import { connect } from 'node:net';
import { fail, type Outcome } from '../contract/errors.ts';
import type { CallName } from '../contract/index.ts';
import { frames, writeFrame } from '../local/framing.ts';
import { socketPath } from '../paths.ts';
import type { Host } from './host.ts';

/** Null when no app listens there; a socket file left by a killed app refuses the connection and counts as none. */
export function connectToRunningApp(dataDir: string): Promise<Host | null> {
  return new Promise((resolve) => {
    const socket = connect(socketPath(dataDir));
    const pending = new Map<
      number,
      { settle: (outcome: Outcome<never>) => void; onProgress: (value: unknown) => void }
    >();
    let next = 1;
    const onProcessSignal = (): void => {
      for (const id of pending.keys()) writeFrame(socket, { id, cancel: true });
    };
    socket.once('error', () => resolve(null));
    socket.once('connect', () => {
      process.once('SIGINT', onProcessSignal);
      frames(socket, (value) => {
        const reply = value as { id: number; progress?: unknown; outcome?: Outcome<never> };
        const waiting = pending.get(reply.id);
        if (reply.outcome === undefined) waiting?.onProgress(reply.progress);
        else {
          pending.delete(reply.id);
          waiting?.settle(reply.outcome);
        }
      });
      socket.once('close', () => {
        for (const { settle } of pending.values())
          settle(
            fail('ENGINE_CRASHED', 'The running app closed the connection. What it had confirmed is saved; try again.'),
          );
        pending.clear();
      });
      resolve({
        where: 'running app',
        call: (name: CallName, input: unknown, options?: { onProgress?: (value: unknown) => void }) =>
          new Promise((settle) => {
            const id = next++;
            pending.set(id, { settle, onProgress: options?.onProgress ?? (() => {}) });
            writeFrame(socket, { id, name, input });
          }),
        close: async () => {
          process.off('SIGINT', onProcessSignal);
          socket.end();
        },
      });
    });
  });
}
