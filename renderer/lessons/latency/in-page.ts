import type { Progress } from '../../../models/experiments/check.ts';
import {
  type BackendResult,
  type MeasurePlan,
  missing,
  type PageBackendId,
} from '../../../models/experiments/latency/backends.ts';
import { askedInCheck } from '../../../models/experiments/latency/checked.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { shuffled } from '../../../models/samplers/shuffle.ts';
import type { PageAnswer } from './page-worker.ts';
import type { Settings } from './settings.ts';

/** Something on its way, that can be ended: it then rejects. */
export interface Part<R> {
  readonly promise: Promise<R>;
  readonly end: () => void;
}

/** One backend, in a worker of its own. */
export function inPage(
  backend: PageBackendId,
  plan: MeasurePlan,
  onStep: (step: Progress) => void,
): Part<BackendResult> {
  const worker = new Worker(new URL('./page-worker.ts', import.meta.url), { type: 'module' });
  let end = (): void => {};
  const promise = new Promise<BackendResult>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PageAnswer>) => {
      if ('step' in data) return onStep(data.step);
      worker.terminate();
      resolve(data.result);
    };
    worker.onerror = (event) => {
      worker.terminate();
      resolve(missing(backend, event.message || 'no-script'));
    };
    end = () => {
      worker.terminate();
      reject(new Error('cancelled'));
    };
  });
  worker.postMessage({ backend, plan });
  return { promise, end: () => end() };
}

/** The page's part of the check: its chosen backends, one after the other, in an order by chance. */
export async function checkedInPage(
  { page, runs, seed }: Pick<Settings, 'page' | 'runs' | 'seed'>,
  onStep: (step: Progress) => void,
  signal: AbortSignal,
): Promise<{ readonly page: readonly BackendResult[] }> {
  const results: BackendResult[] = [];
  for (const [i, backend] of shuffled(page, seededRandom(seed)).entries()) {
    signal.throwIfAborted();
    const plan: MeasurePlan = { questions: askedInCheck(backend), size: 'small', runs, seed };
    const part = inPage(backend, plan, ({ done, total }) => onStep({ done: i + done / total, total: page.length }));
    signal.addEventListener('abort', part.end, { once: true });
    results.push(await part.promise);
    signal.removeEventListener('abort', part.end);
  }
  return { page: results };
}
