import type { Outcome } from '../../main/contract/errors.ts';

export interface CallOptions {
  /** Aborting it cancels the call on the host; the outcome is then CANCELLED. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (value: unknown) => void;
}

/** How the page reaches the host: a WebSocket in the browser shell, IPC in Electron. A host that is gone is an outcome like any other. */
export interface Transport {
  call(name: string, input: unknown, options: CallOptions): Promise<Outcome<unknown>>;
  /** Events of the host, until the returned function is called. `connection` tells whether the host answers. */
  subscribe(listener: (topic: string, value: unknown) => void): () => void;
}

export const gone: Outcome<never> = {
  ok: false,
  error: { code: 'HOST_GONE', message: 'Threshold does not answer. Is it still running?' },
};
