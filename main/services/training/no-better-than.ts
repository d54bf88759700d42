import type { CallOutput } from '../../contract/index.ts';
import type { RunSummary } from '../../contract/training.ts';

/** The first simple way whose MAP@R on the test people a run did not exceed, or null; MAP@R decides between validations, too. */
export function noBetterThan(run: RunSummary, baselines: CallOutput<'training.run'>['baselines']) {
  const reached = run.test?.figures.mapAtR;
  if (reached === undefined || baselines === null) return null;
  const order = ['pretrained', 'pca', 'pixels', 'untrained'] as const;
  return order.find((name) => (baselines[name]?.figures.mapAtR ?? -1) >= reached) ?? null;
}
