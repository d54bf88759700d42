import type { WebSocket } from 'playwright';
import { decodeMessage } from '../../main/contract/wire.ts';

/** What the page asked the host and has not been told yet, as its connection carries it. */
export class CallsInFlight {
  readonly #open = new Map<string, string>();
  #sockets = 0;
  /** Calls so far. */
  asked = 0;

  /** Names of the calls in flight. */
  get names(): string[] {
    return [...this.#open.values()];
  }

  listenTo(socket: WebSocket): void {
    const number = ++this.#sockets;
    socket.on('framesent', ({ payload }) => {
      const { id, name } = decodeMessage(bytesOf(payload)) as { id: number; name?: string };
      if (name === undefined) return; // a cancellation, which is answered by its call's outcome
      this.asked++;
      this.#open.set(`${number}/${id}`, name);
    });
    socket.on('framereceived', ({ payload }) => {
      const message = decodeMessage(bytesOf(payload)) as { id?: number; outcome?: unknown };
      if (message.outcome !== undefined) this.#open.delete(`${number}/${message.id}`);
    });
    socket.on('close', () => {
      for (const key of this.#open.keys()) if (key.startsWith(`${number}/`)) this.#open.delete(key);
    });
  }
}

const bytesOf = (payload: string | Buffer): Uint8Array =>
  new Uint8Array(typeof payload === 'string' ? Buffer.from(payload) : payload);
