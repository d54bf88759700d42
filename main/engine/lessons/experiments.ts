import type { EngineLessonId, EngineTools } from '../../../models/experiments/in-engine.ts';

interface Experiment {
  readonly tasks: Readonly<Record<string, (input: never, tools: EngineTools) => AsyncGenerator<unknown, unknown>>>;
}

/** The experiments of which tasks run in the engine (models/experiments/in-engine.ts says which). A new one is one line here. */
export const engineExperiments: Readonly<Record<EngineLessonId, () => Promise<Experiment>>> = {
  metric: () => import('../../../models/experiments/metric.ts'),
  normalization: () => import('../../../models/experiments/normalization.ts'),
  auxiliary: () => import('../../../models/experiments/auxiliary.ts'),
  'batch-lr': () => import('../../../models/experiments/batch-lr.ts'),
  anatomy: () => import('../../../models/experiments/anatomy.ts'),
  viewer: () => import('../../../models/experiments/viewer.ts'),
  downsampling: () => import('../../../models/experiments/downsampling.ts'),
  upsampling: () => import('../../../models/experiments/upsampling.ts'),
  separable: () => import('../../../models/experiments/separable.ts'),
  latency: () => import('../../../models/experiments/latency.ts'),
  'low-level': () => import('../../../models/experiments/low-level.ts'),
  'high-level': () => import('../../../models/experiments/high-level.ts'),
};
