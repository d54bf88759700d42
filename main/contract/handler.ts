import type { Outcome } from './errors.ts';

/** Who asks, and how to tell them how far the work is. Aborting `signal` ends the call with CANCELLED. */
export interface CallerContext {
  readonly signal: AbortSignal;
  progress(value: unknown): void;
  readonly caller: 'web' | 'cli' | 'electron' | 'api';
  /**
   * Whose session it is: one object for a browser that was let in, a window, a command on the local socket, an API key. A session
   * belongs to the object, so nothing that a page says can make it another's. Left out: nobody's, who may do little once there is an owner.
   */
  readonly client?: object;
}

/** The client of a process that opened the store itself: who has its key is the owner, by possession. */
export const keyHolder: object = Object.freeze({ holds: 'the store’s key' });

/**
 * The app as its shells see it. Inputs come from outside and are checked by the handler against the contract;
 * an unknown name is BAD_INPUT. `subscribe` returns what ends the subscription.
 */
export interface CallHandler {
  call(name: string, input: unknown, context: CallerContext): Promise<Outcome<unknown>>;
  /** Topics that the client may not hear (roles.ts) are not told. */
  subscribe(listener: (topic: string, value: unknown) => void, client?: object): () => void;
}
