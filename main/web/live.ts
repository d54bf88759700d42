import type { WebSocket } from 'ws';
import { fail } from '../contract/errors.ts';
import type { CallHandler } from '../contract/handler.ts';
import { decodeMessage, encodeMessage } from '../contract/wire.ts';

/**
 * One page's live connection: the app's topics go out; calls that report progress or can be cancelled come in as
 * `{ id, name, input }` and `{ id, cancel: true }`. A page that goes away cancels what it asked for.
 * @param client whose session counts: the browser's, not the connection's, so that it lasts over a reload
 */
export function serveLive(socket: WebSocket, handler: CallHandler, client: object): void {
  const running = new Map<number, AbortController>();
  const send = (message: unknown): void => {
    if (socket.readyState === socket.OPEN) socket.send(encodeMessage(message));
  };
  const unsubscribe = handler.subscribe((topic, value) => send({ topic, value }), client);
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    unsubscribe();
    for (const abort of running.values()) abort.abort();
  });
  socket.on('message', (data, isBinary) => {
    const request = isBinary ? read(data as Buffer) : null;
    if (request === null) return socket.close(1003, 'not a message of this app');
    const { id, name, input } = request;
    if (request.cancel) return running.get(id)?.abort();
    const abort = new AbortController();
    running.set(id, abort);
    handler
      .call(name, input, {
        signal: abort.signal,
        progress: (progress) => send({ id, progress }),
        caller: 'web',
        client,
      })
      .catch(() => fail('INTERNAL', 'The call failed through a mistake in the program. Try again.'))
      .then((outcome) => {
        running.delete(id);
        send({ id, outcome });
      });
  });
}

function read(data: Buffer): { id: number; name: string; input: unknown; cancel: boolean } | null {
  try {
    const value = decodeMessage(new Uint8Array(data)) as Record<string, unknown> | null;
    if (value === null || typeof value !== 'object' || typeof value.id !== 'number') return null;
    if (value.cancel === true) return { id: value.id, name: '', input: null, cancel: true };
    if (typeof value.name !== 'string') return null;
    return { id: value.id, name: value.name, input: value.input, cancel: false };
  } catch {
    return null;
  }
}
