import type { LayersModel } from '@tensorflow/tfjs-layers';
import { eagerFunction } from './eager-function.ts';
import { feedsFor } from './feeds.ts';
import { traceFreeBatch } from './free-batch.ts';
import type { Graph } from './graph.ts';
import { functionOf, type GraphFunction } from './model-function.ts';
import { encodeOnnxModel } from './onnx-model.ts';
import { blockResiduals } from './passes/blocked-residuals.ts';
import { type Example, inputName, type TensorFunction, trace } from './trace.ts';
import type { CompiledFunction, EagerExecutor, Executor, HostTensor, Session, SessionOptions } from './types.ts';

export interface CompileOptions extends SessionOptions {
  /** What runs the function: an ONNX runtime, or a TensorFlow.js backend that runs it eagerly. */
  readonly executor: Executor | EagerExecutor;
  /** Names the graph in profiles and errors. */
  readonly name?: string;
  /** False: the graph serves the example's batch size alone. Default: any batch size where the function allows it. */
  readonly freeBatch?: boolean;
}

/**
 * Makes a TensorFlow.js function, graph model or layers model ready to run: traces it once and opens the recording in
 * an ONNX runtime. Same call and same results, up to rounding, whichever executor runs it.
 * @param examples one per input: its type and shape (a HostTensor will do); for a graph model in the order of its inputs
 * @throws TraceError when the function cannot be traced, naming the operation
 */
export async function compile(
  target: TensorFunction | GraphFunction | LayersModel,
  examples: readonly Example[],
  options: CompileOptions,
): Promise<CompiledFunction> {
  const fn = functionOf(target);
  const { executor } = options;
  if ('eager' in executor) return eagerFunction(fn, examples, executor);
  const { graph, freeBatch } = traceFor(fn, examples, options.freeBatch ?? true);
  blockResiduals(graph);
  const session = await executor.open(encodeOnnxModel(graph, options), options);
  return new SessionFunction(executor.id, session, graph, examples.map(inputName), freeBatch);
}

function traceFor(fn: TensorFunction, examples: readonly Example[], wantFreeBatch: boolean) {
  if (wantFreeBatch) {
    try {
      return { graph: traceFreeBatch(fn, examples), freeBatch: true };
    } catch {
      // Not only FixedBatchError: a model that declares its batch size refuses any other by itself. If there is
      // something else amiss, the plain trace below says so.
    }
  }
  return { graph: trace(fn, examples), freeBatch: false };
}

class SessionFunction implements CompiledFunction {
  readonly backend: string;
  readonly inputs: CompiledFunction['inputs'];
  readonly outputs: CompiledFunction['outputs'];
  readonly freeBatch: boolean;
  private session: Session | undefined;

  constructor(backend: string, session: Session, graph: Graph, inputs: readonly string[], freeBatch: boolean) {
    this.backend = backend;
    this.session = session;
    this.inputs = inputs.map((name) => graph.inputs.find((port) => port.name === name) as Graph['inputs'][number]);
    this.outputs = graph.outputs;
    this.freeBatch = freeBatch;
  }

  async run(...inputs: HostTensor[]): Promise<HostTensor[]> {
    if (!this.session) throw new Error('This compiled function was released.');
    const results = await this.session.run(feedsFor(this.inputs, inputs));
    return this.outputs.map((port) => results[port.name] as HostTensor);
  }

  async release(): Promise<void> {
    const { session } = this;
    this.session = undefined;
    await session?.release();
  }
}
