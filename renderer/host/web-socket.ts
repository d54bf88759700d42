import type { Outcome } from '../../main/contract/errors.ts';
import { decodeMessage, encodeMessage } from '../../main/contract/wire.ts';
import { type CallOptions, gone, type Transport } from './transport.ts';

interface Waiting {
  readonly settle: (outcome: Outcome<unknown>) => void;
  readonly onProgress?: ((value: unknown) => void) | undefined;
}

type Message =
  | { readonly topic: string; readonly value: unknown }
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly outcome: Outcome<unknown> };

const retryMs = 1000;

/** One connection for all calls and events. When it breaks, calls in flight end with HOST_GONE and it connects again by itself. */
export function connectWebSocket(address: string): Transport {
  const listeners = new Set<(topic: string, value: unknown) => void>();
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let open: Promise<WebSocket>;

  const tell = (topic: string, value: unknown): void => {
    for (const listener of listeners) listener(topic, value);
  };
  const hear = (message: Message): void => {
    if ('topic' in message) tell(message.topic, message.value);
    else if ('progress' in message) waiting.get(message.id)?.onProgress?.(message.progress);
    else {
      waiting.get(message.id)?.settle(message.outcome);
      waiting.delete(message.id);
    }
  };
  const connect = (): Promise<WebSocket> => {
    const socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }) => hear(decodeMessage(new Uint8Array(data as ArrayBuffer)) as Message);
    return new Promise((resolve, reject) => {
      socket.onopen = () => {
        tell('connection', true);
        resolve(socket);
      };
      socket.onclose = () => {
        reject(new Error('closed'));
        for (const { settle } of waiting.values()) settle(gone);
        waiting.clear();
        tell('connection', false);
        setTimeout(() => {
          open = quiet(connect());
        }, retryMs);
      };
    });
  };
  const quiet = (attempt: Promise<WebSocket>): Promise<WebSocket> => {
    attempt.catch(() => {}); // whoever calls meanwhile is told
    return attempt;
  };
  open = quiet(connect());

  return {
    async call(name, input, { signal, onProgress }: CallOptions) {
      let socket: WebSocket;
      try {
        socket = await open;
      } catch {
        return gone;
      }
      // Between its end and the next attempt it is still the one that opened.
      if (socket.readyState !== WebSocket.OPEN) return gone;
      const id = nextId++;
      return new Promise((settle) => {
        waiting.set(id, { settle, onProgress });
        socket.send(encodeMessage({ id, name, input }) as Uint8Array<ArrayBuffer>);
        const cancel = (): void => socket.send(encodeMessage({ id, cancel: true }) as Uint8Array<ArrayBuffer>);
        if (signal?.aborted === true) cancel();
        else signal?.addEventListener('abort', cancel, { once: true });
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
