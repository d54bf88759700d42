import type { WebSocket } from 'ws';
import type { CallHandler } from '../contract/handler.ts';
import { decodeMessage, encodeMessage } from '../contract/wire.ts';

/** More unsent bytes than this and the page is not reading: events are dropped for it, answers are not. */
const slowClientBytes = 8 * 1024 * 1024;

/** Events to the page, and calls that report progress: `{id, name, input}`, `{id, cancel: true}` in; `{topic, value}`, `{id, progress}`, `{id, outcome}` out. */
export function serveLive(socket: WebSocket, handler: CallHandler): void {
  const running = new Map<number, AbortController>();
  const send = (message: unknown): void => {
    if (socket.readyState === socket.OPEN) socket.send(encodeMessage(message));
  };
  const stop = handler.subscribe((topic, value) => {
    if (socket.bufferedAmount < slowClientBytes) send({ topic, value });
  });
  socket.on('close', () => {
    stop();
    for (const abort of running.values()) abort.abort();
  });
  socket.on('error', () => socket.terminate());
  socket.on('message', (data: Buffer) => {
    const message = read(data);
    if (message === null) return socket.close(1007, 'malformed');
    const { id, name, input } = message;
    if (message.cancel === true) return running.get(id)?.abort();
    if (typeof name !== 'string' || running.has(id)) return socket.close(1007, 'malformed');
    const abort = new AbortController();
    running.set(id, abort);
    void handler
      .call(name, input, { signal: abort.signal, progress: (progress) => send({ id, progress }), caller: 'web' })
      .then((outcome) => {
        running.delete(id);
        send({ id, outcome });
      });
  });
}

function read(data: unknown): { id: number; name?: unknown; input?: unknown; cancel?: unknown } | null {
  try {
    const value = decodeMessage(new Uint8Array(data as Buffer)) as { id: number } | null;
    return value !== null && typeof value === 'object' && Number.isSafeInteger(value.id) ? value : null;
  } catch {
    return null;
  }
}
