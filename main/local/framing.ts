import type { Socket } from 'node:net';
import { decodeMessage, encodeMessage } from '../contract/wire.ts';

/** A message longer than this is not ours: the connection is dropped. */
export const maxFrame = 512 * 1024 * 1024;

export function writeFrame(socket: Socket, value: unknown): void {
  const message = encodeMessage(value);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(message.byteLength);
  socket.write(length);
  socket.write(message);
}

/** Calls `onValue` for each whole message. A malformed one destroys the socket: a stream out of step cannot be mended. */
export function frames(socket: Socket, onValue: (value: unknown) => void): void {
  let chunks: Buffer[] = [];
  let have = 0;
  let want = -1;
  const take = (count: number): Buffer => {
    const all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    const rest = all.subarray(count);
    chunks = rest.length > 0 ? [rest] : [];
    have = rest.length;
    return all.subarray(0, count);
  };
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    have += chunk.length;
    for (;;) {
      if (want < 0) {
        if (have < 4) return;
        want = take(4).readUInt32LE();
        if (want > maxFrame) return void socket.destroy();
      }
      if (have < want) return;
      const message = take(want);
      want = -1;
      let value: unknown;
      try {
        value = decodeMessage(message);
      } catch {
        return void socket.destroy();
      }
      onValue(value);
    }
  });
}
