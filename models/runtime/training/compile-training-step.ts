// Before anything asks for gradients: tfjs-core registers none by itself.
import '../gradients.ts';
import { encodeOnnxModel } from '../onnx-model.ts';
import { type Example, inputName } from '../trace.ts';
import type { EagerExecutor, Executor, HostTensor, SessionOptions } from '../types.ts';
import { EagerTraining } from './eager-training.ts';
import { SessionTraining } from './session-training.ts';
import { type StepFunction, traceStep } from './trace-step.ts';
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
}

/**
 * Makes a training step ready to run: same call and same results, up to rounding, whichever executor runs it. The step
 * is traced a few times and serves the examples' shapes alone. Its state (all variables that it changes, those of its
 * optimisers among them) begins with what the variables hold now and from then on lives with the runtime, not in the
 * variables: see `updateVariables`. Learning rates are inputs (`learning-rate.ts`); any stock optimiser will do.
 * @param examples one per input: its type and shape (a HostTensor will do)
 * @throws TraceError when the step cannot be traced, naming the operation and where the step called it
 */
export async function compileTrainingStep(
  step: StepFunction,
  examples: readonly Example[],
  options: TrainingOptions,
): Promise<TrainingStep> {
  const { executor } = options;
  if ('eager' in executor) return EagerTraining.create(executor, step, examples);
  const traced = traceStep(step, examples, options.strict ?? true, executor.block);
  const initial = new Map<string, HostTensor>();
  for (const [name, variable] of traced.state) initial.set(name, await readTensor(variable));
  const session = await executor.openTraining(encodeOnnxModel(traced.graph, options), initial, options);
  return new SessionTraining(executor.id, session, traced, examples.map(inputName));
}
