import { type Example, inputName } from '../trace.ts';
import { TraceError } from '../trace-error.ts';
import type { Executor, HostState, HostTensor, SessionOptions, TrainingSession } from '../types.ts';
import type { BatchAxis } from './batch-axis.ts';
import { rateInput } from './learning-rate.ts';
import { ParallelTraining, trialNumbers, tryParallel } from './parallel-training.ts';
import { traceGradients } from './trace-gradients.ts';
import type { StepFunction, TracedStep } from './trace-step.ts';

interface Split {
  readonly step: StepFunction;
  readonly examples: readonly Example[];
  readonly traced: TracedStep;
  readonly initial: HostState;
  readonly axis: BatchAxis;
  readonly workers: number;
  readonly options: SessionOptions & { readonly executor: Executor; readonly parallel?: 'when faster' | 'always' };
}

/**
 * A training step split over threads, or undefined where one session was faster.
 * @throws TraceError where the batch does not divide evenly, or the split step would compute something else
 */
export async function openSplit(split: Split): Promise<TrainingSession | undefined> {
  const { step, examples, traced, initial, axis, workers, options } = split;
  const { executor, parallel: when = 'when faster' } = options;
  const batch = axis.size as number;
  if (!Number.isInteger(workers) || batch % workers !== 0)
    throw new TraceError(`A batch of ${batch} does not divide into ${workers} equal parts.`);
  if (!executor.openParallel) {
    if (when === 'always') throw new Error(`${executor.id} has no threads to split a batch over.`);
    return undefined;
  }
  const whole = traceGradients(step, examples, traced, executor.block);
  const cut = traceGradients(step, axis.examplesFor(batch / workers), traced, executor.block);
  const parallel = await ParallelTraining.open(executor, cut, initial, axis, workers, options);
  try {
    const trial = await tryParallel(executor, parallel, whole, initial, trialFeeds(examples), options);
    if (!trial.same)
      throw new TraceError(
        'Split over workers, this step computes other gradients than on the whole batch: its loss looks at several rows at once ' +
          '(mining, batch normalisation, contrastive losses) or is a sum, not a mean. Compile it without workers.',
      );
    if (when === 'always' || trial.ms.parts < trial.ms.whole) return parallel;
  } catch (error) {
    await parallel.release();
    throw error;
  }
  await parallel.release();
  return undefined;
}

const trialFeeds = (examples: readonly Example[]): Record<string, HostTensor> => ({
  [rateInput(0)]: { dtype: 'float32', shape: [], data: Float32Array.of(0) },
  ...Object.fromEntries(examples.map((example, i) => [inputName(example, i), trialNumbers(example)])),
});
