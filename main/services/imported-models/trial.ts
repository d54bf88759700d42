import { fail, type Outcome } from '../../contract/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Core } from '../core.ts';

/** Longer than any network takes for six faces; what is not done by then hangs. */
const limit = 180_000;

/** What is asked of the engine process of a trial. */
export type Trial = Pick<Engine, 'tryModel' | 'convert'>;

/**
 * Work with a brought file in an engine process of its own: one that crashes or hangs takes nobody's frames with it. The
 * process starts with the first request and ends with the work.
 */
export async function inTrial<T>(
  core: Core,
  signal: AbortSignal,
  work: (engine: Trial) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const engine = core.startTrial();
  const stop = (): void => engine.close();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, limit);
  signal.addEventListener('abort', stop);
  const ended = <R>(outcome: Outcome<R>, died: string): Outcome<R> => {
    if (outcome.ok || !['ENGINE_CRASHED', 'CANCELLED'].includes(outcome.error.code)) return outcome;
    if (signal.aborted) return fail('CANCELLED', 'Cancelled. The model was not taken in.');
    if (late)
      return fail('BAD_MODEL', 'The network took longer than three minutes for six faces; it was not taken in.');
    return fail('BAD_MODEL', `${died}, in a process of its own; it was not taken in.`);
  };
  try {
    return await work({
      tryModel: async (model) => ended(await engine.tryModel(model), 'The file crashed the ONNX runtime'),
      convert: async (brought) =>
        ended(await engine.convert(brought), 'The model crashed the engine while it was converted'),
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    stop();
  }
}
