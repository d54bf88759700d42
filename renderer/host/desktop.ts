import type { Outcome } from '../../main/contract/errors.ts';
import type { CallOptions, Transport } from './transport.ts';

/** What Electron's preload offers the page: exactly this. */
export interface DesktopBridge {
  call(
    name: string,
    input: unknown,
    onProgress?: (value: unknown) => void,
    onId?: (id: number) => void,
  ): Promise<unknown>;
  cancel(id: number): void;
  subscribe(listener: (topic: string, value: unknown) => void): () => void;
}

export function overBridge(bridge: DesktopBridge): Transport {
  return {
    call(name, input, { signal, onProgress }: CallOptions) {
      const asked = bridge.call(name, input, onProgress, (id) => {
        if (signal?.aborted === true) bridge.cancel(id);
        else signal?.addEventListener('abort', () => bridge.cancel(id), { once: true });
      });
      return asked as Promise<Outcome<unknown>>;
    },
    subscribe: (listener) => bridge.subscribe(listener),
  };
}
