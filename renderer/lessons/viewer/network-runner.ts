import type { Outcome } from '../../../main/contract/errors.ts';
import type { CallOutput } from '../../../main/contract/index.ts';
import type { RgbImage } from '../../../models/image.ts';
import type { PictureScale } from '../../../models/inspect/run/picture-tensor.ts';
import type { NamedFile } from '../../../models/runtime/tfjs-files.ts';
import type { call } from '../../host/host.ts';

export type Run = CallOutput<'lessons.runNetwork'>;
export type Times = CallOutput<'lessons.timeNetwork'>;

/** What a network is to be given, and what of it is to be told. */
export interface Look {
  readonly picture: RgbImage;
  readonly scale: PictureScale;
  /** The value of the layer that is looked at. */
  readonly chosen: string | null;
  /** Values of the layers of which small maps are shown. */
  readonly tiled: readonly string[];
}

export interface Step {
  readonly done: number;
  readonly total: number;
}

interface Listener {
  readonly onWorking: (working: boolean) => void;
  readonly onRun: (outcome: Outcome<Run>) => void;
}

/** A side that a file leaves free. */
export const freeSide = 256;

/**
 * One network in the host's hands: opened with the first wish, run for the newest wish alone, opened once more where the host gave it up. Once
 * closed it asks nothing and tells nothing, whatever is still on its way.
 */
export class NetworkRunner {
  readonly #files: readonly NamedFile[];
  readonly #call: typeof call;
  readonly #listener: Listener;
  readonly #closed = new AbortController();
  #network: Promise<Outcome<string>> | null = null;
  #wanted: Look | null = null;
  #working: Promise<void> | null = null;
  #timing = false;

  constructor(files: readonly NamedFile[], asks: typeof call, listener: Listener) {
    this.#files = files;
    this.#call = asks;
    this.#listener = listener;
  }

  /** Runs it on this; of wishes that come while it runs, on the last. */
  want(look: Look): void {
    this.#wanted = look;
    this.#work();
  }

  /** Milliseconds of each layer. Pictures wait meanwhile: two at once would time each other. */
  async time(
    { picture, scale }: Look,
    runs: number,
    signal: AbortSignal,
    onStep: (step: Step) => void,
  ): Promise<Outcome<Times>> {
    const either = AbortSignal.any([signal, this.#closed.signal]);
    this.#timing = true;
    await this.#working;
    const outcome = await this.#asked((network) =>
      this.#call(
        'lessons.timeNetwork',
        { network, picture, scale, runs },
        { signal: either, onProgress: (step) => !either.aborted && onStep(step as Step) },
      ),
    );
    this.#timing = false;
    this.#work();
    return outcome;
  }

  /** Cancels what is being measured, and an opening that nobody waits for any more. */
  close(): void {
    this.#closed.abort();
  }

  #work(): void {
    if (this.#working === null && !this.#timing && this.#wanted !== null && !this.#closed.signal.aborted)
      this.#working = this.#runAll();
  }

  async #runAll(): Promise<void> {
    this.#listener.onWorking(true);
    while (this.#wanted !== null && !this.#timing) {
      const look = this.#wanted;
      this.#wanted = null;
      const outcome = await this.#asked((network) =>
        this.#call('lessons.runNetwork', { network, ...look, tiled: [...look.tiled] }),
      );
      if (this.#closed.signal.aborted) return;
      this.#listener.onRun(outcome);
    }
    this.#working = null;
    this.#listener.onWorking(false);
  }

  /** Asks it of the open network; where the host gave that up, of one opened anew, once. */
  async #asked<T>(ask: (network: string) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    for (let tries = 0; ; tries++) {
      if (this.#closed.signal.aborted) return cancelled;
      this.#network ??= this.#open();
      const network = await this.#network;
      if (this.#closed.signal.aborted) return cancelled;
      if (!network.ok) {
        // A file that cannot be run stays so; a host that was away may come back.
        if (network.error.code !== 'BAD_MODEL') this.#network = null;
        return network;
      }
      const outcome = await ask(network.value);
      if (outcome.ok || outcome.error.code !== 'NOT_FOUND' || tries > 0) return outcome;
      this.#network = null;
    }
  }

  async #open(): Promise<Outcome<string>> {
    const outcome = await this.#call(
      'lessons.openNetwork',
      { files: [...this.#files], side: freeSide },
      { signal: this.#closed.signal },
    );
    return outcome.ok ? { ok: true, value: outcome.value.network } : outcome;
  }
}

const cancelled: Outcome<never> = { ok: false, error: { code: 'CANCELLED', message: 'Cancelled.' } };
