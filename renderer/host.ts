import type { Outcome } from '../main/contract/errors.ts';
import type { CallInput, CallName, CallOutput } from '../main/contract/index.ts';
import { decodeMessage, encodeMessage } from '../main/contract/wire.ts';

/** What Electron's preload offers; absent in a browser. */
interface DesktopHost {
  call(name: string, input: unknown): Promise<unknown>;
  subscribe(listener: (topic: string, value: unknown) => void): void;
}
const desktop = (globalThis as { threshold?: DesktopHost }).threshold;

/** One call of the contract, over Electron's IPC or HTTP. A host that is gone is an outcome like any other. */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<Outcome<CallOutput<N>>> {
  try {
    if (desktop !== undefined) return (await desktop.call(name, input)) as Outcome<CallOutput<N>>;
    const response = await fetch(`/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: encodeMessage(input) as Uint8Array<ArrayBuffer>,
    });
    // A failed call is an outcome too (400, 500); only the shell's own refusals come as plain text.
    if (response.headers.get('content-type') === 'application/octet-stream')
      return decodeMessage(new Uint8Array(await response.arrayBuffer())) as Outcome<CallOutput<N>>;
    const code = response.status === 413 ? 'IMAGE_TOO_LARGE' : 'FORBIDDEN';
    return { ok: false, error: { code, message: await response.text() } };
  } catch {
    return { ok: false, error: { code: 'ENGINE_CRASHED', message: 'Threshold does not answer. Is it still running?' } };
  }
}

/** Hears events until the page is closed; after a lost connection it connects again. */
export function subscribe(listener: (topic: string, value: unknown) => void): () => void {
  if (desktop !== undefined) {
    desktop.subscribe(listener);
    return () => {};
  }
  let stopped = false;
  let socket: WebSocket | null = null;
  const connect = (): void => {
    if (stopped) return;
    socket = new WebSocket(`ws://${location.host}/live`);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }) => {
      const message = decodeMessage(new Uint8Array(data as ArrayBuffer)) as { topic?: string; value?: unknown };
      if (message.topic !== undefined) listener(message.topic, message.value);
    };
    socket.onclose = () => {
      if (!stopped) setTimeout(connect, 2000);
    };
  };
  connect();
  return () => {
    stopped = true;
    socket?.close();
  };
}
