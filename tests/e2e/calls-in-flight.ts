import type { WebSocket } from 'playwright';
import { decodeMessage } from '../../main/contract/wire.ts';

/** What the page asked the host and has not been told yet, as its connection carries it. */
export class CallsInFlight {
  readonly #open = new Map<number, string>();
  #socket: WebSocket | null = null;
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

  /** A page has one connection; Chromium does not always tell that the one before ended with its page, whose questions nobody waits for. */
  listenTo(socket: WebSocket): void {
    this.#socket = socket;
    this.#none();
    socket.on('framesent', ({ payload }) => {
      const { id, name } = decodeMessage(bytesOf(payload)) as { id: number; name?: string };
      if (socket !== this.#socket || name === undefined) return; // a cancellation is answered by its call's outcome
      this.asked++;
      this.#open.set(id, name);
    });
    socket.on('framereceived', ({ payload }) => {
      const { id, outcome } = decodeMessage(bytesOf(payload)) as { id?: number; outcome?: unknown };
      if (socket !== this.#socket || id === undefined || outcome === undefined) return;
      this.#open.delete(id);
      this.#heard();
    });
    socket.on('close', () => socket === this.#socket && this.#none());
  }

  #none(): void {
    this.#open.clear();
    this.#heard();
  }
}

const bytesOf = (payload: string | Buffer): Uint8Array =>
  new Uint8Array(typeof payload === 'string' ? Buffer.from(payload) : payload);
