import type { WebSocket } from 'playwright';
import { decodeMessage } from '../../main/contract/wire.ts';

/** What the page asked the host and has not been told yet, as its connection carries it. */
export class CallsInFlight {
  readonly #open = new Map<string, string>();
  #sockets = 0;
  #heard: () => void = () => {};
  /** Calls so far. */
  asked = 0;

  /** Resolves once no call is in flight. @throws after `patienceMs`, naming those that are */
  async answered(patienceMs: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      const fail = () => reject(new Error(`not answered in time: ${[...this.#open.values()].join(', ')}`));
      timer = setTimeout(fail, patienceMs);
    });
    try {
      while (this.#open.size > 0)
        await Promise.race([new Promise<void>((resolve) => (this.#heard = resolve)), tooLong]);
    } finally {
      clearTimeout(timer);
    }
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
      this.#heard();
    });
    socket.on('close', () => {
      for (const key of this.#open.keys()) if (key.startsWith(`${number}/`)) this.#open.delete(key);
      this.#heard();
    });
  }
}

const bytesOf = (payload: string | Buffer): Uint8Array =>
  new Uint8Array(typeof payload === 'string' ? Buffer.from(payload) : payload);
