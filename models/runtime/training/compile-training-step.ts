// Before anything asks for gradients: tfjs-core registers none by itself.
import '../gradients.ts';
import { encodeOnnxModel } from '../onnx-model.ts';
import { type Example, inputName } from '../trace.ts';
import type { EagerExecutor, Executor, HostTensor, Port, SessionOptions } from '../types.ts';
import { BatchAxis } from './batch-axis.ts';
import { EagerTraining } from './eager-training.ts';
import { ManyBatchesSession } from './many-batches.ts';
import { SessionTraining } from './session-training.ts';
import { openSplit } from './split-batch.ts';
import { type StepFunction, type TracedStep, traceStep } from './trace-step.ts';
import type { TrainingStep } from './training-step.ts';
import { readTensor } from './variables.ts';

export interface TrainingOptions extends SessionOptions {
  /** What runs the step: an ONNX runtime, or a TensorFlow.js backend that runs it eagerly. */
  readonly executor: Executor | EagerExecutor;
  /** Names the graph in profiles and errors. */
  readonly name?: string;
  /**
   * Refuses a step that draws random numbers or otherwise depends on JavaScript state, which a graph would freeze.
   * Default true; it costs one more trace.
   */
  readonly strict?: boolean;
  /**
   * Graphs of other batch sizes than the examples' that may be open at a time, each traced when it is first asked for;
   * all share one state. Default 0: a batch of another size is refused. Inputs whose first length is the first input's
   * have the batch axis.
   */
  readonly otherBatches?: number;
  /**
   * Threads to split each batch over: every one computes the gradients of its part, their mean is applied once. Only for
   * a loss that is a mean over the batch of something that each row decides alone: that is tried at compile time, on the
   * examples' numbers if they have some, and refused where the gradients differ. Default 1. Threads are used only where
   * they were faster in that trial (`TrainingStep.workers` says), unless `parallel` is 'always'.
   */
  readonly workers?: number;
  readonly parallel?: 'when faster' | 'always';
}

/**
 * Makes a training step ready to run: same call and same results, up to rounding, whichever executor runs it. The step
 * is traced a few times and serves the examples' shapes alone, unless `otherBatches` allows more. Its state (all
 * variables that it changes, those of its optimisers among them) begins with what the variables hold now and from then on
 * lives with the runtime, not in the variables: see `updateVariables`. Learning rates are inputs (`learning-rate.ts`); any
 * stock optimiser will do.
 * @param examples one per input: its type and shape (a HostTensor will do)
 * @throws TraceError when the step cannot be traced or split, naming the operation and where the step called it
 */
export async function compileTrainingStep(
  step: StepFunction,
  examples: readonly Example[],
  options: TrainingOptions,
): Promise<TrainingStep> {
  const { executor, otherBatches = 0, workers = 1 } = options;
  const axis = new BatchAxis(examples);
  if ((otherBatches > 0 || workers > 1) && axis.size === undefined)
    throw new Error('The first input has no axes, and so no batch that could be of another size or split.');
  const ports = otherBatches > 0 ? axis.freePorts() : examples.map(portOf);
  if ('eager' in executor) return EagerTraining.create(executor, step, examples, ports);
  const traceFor = (given: readonly Example[]): TracedStep =>
    traceStep(step, given, options.strict ?? true, executor.block);
  const traced = traceFor(examples);
  const initial = new Map<string, HostTensor>();
  for (const [name, variable] of traced.state) initial.set(name, await readTensor(variable));
  if (workers > 1) {
    if (otherBatches > 0) throw new Error('A step is split over workers or serves several batch sizes, not both.');
    const split = await openSplit({
      step,
      examples,
      traced,
      initial,
      axis,
      workers,
      options: { ...options, executor },
    });
    if (split) return new SessionTraining(executor.id, split, traced, ports, workers);
  }
  const open = (one: TracedStep) => executor.openTraining(encodeOnnxModel(one.graph, options), initial, options);
  const first = await open(traced);
  if (otherBatches === 0) return new SessionTraining(executor.id, first, traced, ports);
  const many = new ManyBatchesSession(first, {
    firstBatch: axis.size as number,
    limit: otherBatches,
    open: async (batch) => open(traceFor(axis.examplesFor(batch))),
    batchOf: (feeds) => axis.batchOf(feeds),
  });
  return new SessionTraining(executor.id, many, traced, ports);
}

const portOf = (example: Example, i: number): Port => ({
  name: inputName(example, i),
  dtype: example.dtype,
  shape: example.shape,
});
