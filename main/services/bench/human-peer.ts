import { Worker } from 'node:worker_threads';
import type { RgbImage } from '../../../models/image.ts';

/** What the peer found in one frame, and how long it took by its own clock (without sending the frame to it). */
export interface PeerAnswer {
  readonly ms: number;
  readonly faces: number;
  /** Values of the first face's description; 0 without a face. */
  readonly descriptionLength: number;
}

export interface Peer {
  readonly name: string;
  readonly version: string;
  analyse(frame: RgbImage): Promise<PeerAnswer>;
  close(): Promise<void>;
}

/** The peer, or why it cannot run: it is a development dependency and absent from an installed app. */
export type PeerOrReason = { readonly peer: Peer } | { readonly missing: string };

type WorkerMessage =
  | { readonly ready: { readonly version: string } }
  | { readonly missing: string }
  | { readonly answer: PeerAnswer }
  | { readonly failed: string };

/**
 * Starts `@vladmandic/human` (wasm; detection, mesh, description) in a worker of its own: it registers itself in
 * TensorFlow.js' global state and needs a `fetch` for files, neither of which should reach the rest of the app.
 */
export async function startHumanPeer(): Promise<PeerOrReason> {
  const worker = new Worker(new URL('./human-peer-worker.ts', import.meta.url));
  const first = await nextMessage(worker).catch((error: unknown): WorkerMessage => ({ failed: String(error) }));
  if (!('ready' in first)) {
    await worker.terminate();
    return {
      missing: 'missing' in first ? first.missing : `@vladmandic/human does not start: ${JSON.stringify(first)}`,
    };
  }
  return {
    peer: {
      name: '@vladmandic/human',
      version: first.ready.version,
      async analyse(frame) {
        worker.postMessage(frame);
        const message = await nextMessage(worker);
        if ('answer' in message) return message.answer;
        throw new Error(`@vladmandic/human failed: ${'failed' in message ? message.failed : JSON.stringify(message)}`);
      },
      async close() {
        await worker.terminate();
      },
    },
  };
}

/** One message, or a rejection when the worker dies first. The peer answers one frame at a time. */
function nextMessage(worker: Worker): Promise<WorkerMessage> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      act();
    };
    const onMessage = (message: WorkerMessage): void => settle(() => resolve(message));
    const onError = (error: unknown): void => settle(() => reject(error));
    const onExit = (code: number): void => settle(() => reject(new Error(`the peer's worker ended with code ${code}`)));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
