import type { Outcome } from './errors.ts';

/** Who asks, and how to tell them how far the work is. Aborting `signal` ends the call with CANCELLED. */
export interface CallerContext {
  readonly signal: AbortSignal;
  progress(value: unknown): void;
  readonly caller: 'web' | 'cli' | 'electron';
}

/**
 * The app as its shells see it. Inputs come from outside and are checked by the handler against the contract;
 * an unknown name is BAD_INPUT. `subscribe` returns what ends the subscription.
 */
export interface CallHandler {
  call(name: string, input: unknown, context: CallerContext): Promise<Outcome<unknown>>;
  subscribe(listener: (topic: string, value: unknown) => void): () => void;
}
