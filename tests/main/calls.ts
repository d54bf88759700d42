import type { App } from '../../main/app.ts';
import type { Outcome } from '../../main/contract/errors.ts';
import type { CallInput, CallName, CallOutput } from '../../main/contract/index.ts';

/** A call as a test makes it, typed by its name. */
export type Call = <N extends CallName>(
  name: N,
  input: CallInput<N>,
  signal?: AbortSignal,
) => Promise<Outcome<CallOutput<N>>>;

interface From {
  readonly caller?: 'web' | 'cli';
  readonly progress?: (snapshot: unknown) => void;
}

/** Calls of the app that a test has at that moment: it may have started another. */
export const callsTo =
  (app: () => App, { caller = 'cli', progress = () => {} }: From = {}): Call =>
  <N extends CallName>(name: N, input: CallInput<N>, signal = new AbortController().signal) =>
    app().call(name, input, { signal, progress, caller }) as Promise<Outcome<CallOutput<N>>>;

/** What a call gives where it goes well. The returned function throws its error's code and message where it does not. */
export const valuesOf =
  (call: Call) =>
  async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
    const outcome = await call(name, input);
    if (!outcome.ok) throw new Error(`${name}: ${outcome.error.code}: ${outcome.error.message}`);
    return outcome.value;
  };
