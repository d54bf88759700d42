import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import type { App } from '../../main/app.ts';
import { errorSchema } from '../../main/contract/errors.ts';
import { keyHolder } from '../../main/contract/handler.ts';
import { decodeMessage, encodeMessage } from '../../main/contract/wire.ts';
import { serveLive } from '../../main/web/live.ts';
import { randomMessage, randomOf, spoil } from './messages.ts';

export interface FuzzFigures {
  readonly messages: number;
  readonly answered: number;
  readonly refused: number;
  /** Closed for bytes that are no message. */
  readonly closed: number;
  readonly codes: Readonly<Record<string, number>>;
  /** What must not be: answers of another form, INTERNAL, rejections that nobody handled. */
  readonly faults: readonly string[];
}

/** A socket's other end in memory: what a browser would have sent arrives, what it would have got is kept. */
class MemorySocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  readonly sent: Uint8Array[] = [];
  send(message: Uint8Array): void {
    this.sent.push(message);
    this.emit('sent');
  }
  close(): void {
    this.readyState = 3;
    this.emit('sent');
    this.emit('close');
  }
  terminate(): void {
    this.close();
  }
}

/**
 * Sends random messages to an app as a page would over its WebSocket: most are the contract's with something spoilt, one in eight has its
 * bytes spoilt. Each must be answered by an outcome with a code of the contract, or the connection closed.
 */
export async function fuzz(app: App, count: number, seed: number): Promise<FuzzFigures> {
  const random = randomOf(seed);
  const codes: Record<string, number> = {};
  const faults: string[] = [];
  let answered = 0;
  let refused = 0;
  let closed = 0;
  const onRejection = (reason: unknown): void => void faults.push(`unhandled: ${String(reason)}`);
  process.on('unhandledRejection', onRejection);
  const client = {};
  for (let id = 1; id <= count; id++) {
    const { name, input } = randomMessage(random);
    let bytes: Uint8Array;
    try {
      bytes = encodeMessage({ id, name, input });
    } catch {
      continue; // what our own page could not send either
    }
    const spoilt = random() < 0.125;
    if (spoilt) bytes = spoil(bytes, random);
    const socket = new MemorySocket();
    // Operators are made by some message sooner or later: then one half is let through, and the other stands before the locked door.
    serveLive(socket as unknown as WebSocket, app, random() < 0.6 ? keyHolder : client);
    const done = new Promise<unknown>((resolve) => {
      const look = (): void => {
        if (socket.readyState !== 1) resolve(null);
        const outcome = socket.sent
          .map((message) => decodeMessage(message) as { outcome?: unknown })
          .find((message) => message.outcome !== undefined);
        if (outcome !== undefined) resolve(outcome.outcome);
      };
      socket.on('sent', look);
    });
    socket.emit('message', Buffer.from(bytes), true);
    // Spoilt bytes may still be a message that asks for nothing: the end of a call that there is not.
    const outcome = (await (spoilt ? Promise.race([done, asksNothing(bytes) ? null : done]) : done)) as {
      ok?: unknown;
      error?: unknown;
    } | null;
    if (outcome === null) closed++;
    else if (outcome.ok === true) answered++;
    else {
      const parsed = errorSchema.safeParse(outcome.error);
      refused++;
      if (!parsed.success) faults.push(`${name}: ${JSON.stringify(outcome).slice(0, 300)}`);
      else codes[parsed.data.code] = (codes[parsed.data.code] ?? 0) + 1;
      // The stand-in for the engine says INTERNAL, too, of what it cannot; a bug is told by dispatch, in these words.
      if (parsed.success && parsed.data.message.includes('mistake in the program'))
        faults.push(`${name}: INTERNAL for ${JSON.stringify(input)?.slice(0, 300)}`);
    }
    socket.close();
  }
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', onRejection);
  return { messages: count, answered, refused, closed, codes, faults };
}

function asksNothing(bytes: Uint8Array): boolean {
  try {
    return (decodeMessage(bytes) as { cancel?: unknown } | null)?.cancel === true;
  } catch {
    return false;
  }
}
