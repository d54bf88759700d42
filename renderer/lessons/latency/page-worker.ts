/** Measures one backend of the page, off its thread. Cancelling it is ending this worker. */
import type { Progress } from '../../../models/experiments/check.ts';
import {
  type BackendResult,
  type MeasurePlan,
  missing,
  type PageBackendId,
} from '../../../models/experiments/latency/backends.ts';
import { measureBackend } from '../../../models/experiments/latency/measure.ts';
import { openPageBackend, type PageBackend } from './page-backends.ts';

export interface PageOrder {
  readonly backend: PageBackendId;
  readonly plan: MeasurePlan;
}
export type PageAnswer = { readonly step: Progress } | { readonly result: BackendResult };

const worker = self as unknown as {
  onmessage: (event: MessageEvent<PageOrder>) => void;
  postMessage(answer: PageAnswer): void;
};

/** Between two signs of life: a sixth of the processor stays free for the Desk, whose camera runs in the same page. */
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
/** A backend that has not begun by then hangs: threads that are refused do so. */
const OPENING_MS = 30_000;

worker.onmessage = async ({ data: { backend, plan } }) => {
  let opened: PageBackend;
  try {
    opened = await Promise.race([openPageBackend(backend), tooLong()]);
  } catch (error) {
    return worker.postMessage({ result: missing(backend, error instanceof Error ? error.message : String(error)) });
  }
  const steps = measureBackend(backend, opened.executor, opened.threads, plan, rest);
  for (;;) {
    const { done, value } = await steps.next();
    if (done === true) {
      const nothing = value.cells.length === 0 && plan.questions.some((one) => one !== 'precision');
      return worker.postMessage({
        result: nothing ? missing(backend, 'runs-nothing') : value,
      });
    }
    worker.postMessage({ step: value });
  }
};

const tooLong = (): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error('hangs')), OPENING_MS));
