import type { LayersModel } from '@tensorflow/tfjs-layers';
import { BatchCache } from './batch-cache.ts';
import { eagerFunction } from './eager-function.ts';
import { feedsFor } from './feeds.ts';
import { traceFreeBatch } from './free-batch.ts';
import type { Graph } from './graph.ts';
import { functionOf, type GraphFunction } from './model-function.ts';
import { encodeOnnxModel } from './onnx-model.ts';
import { blockResiduals } from './passes/blocked-residuals.ts';
import { type Example, inputName, mustBePure, type TensorFunction, trace } from './trace.ts';
import type { CompiledFunction, EagerExecutor, Executor, HostTensor, Session, SessionOptions } from './types.ts';

export interface CompileOptions extends SessionOptions {
  /** What runs the function: an ONNX runtime, or a TensorFlow.js backend that runs it eagerly. */
  readonly executor: Executor | EagerExecutor;
  /** Names the graph in profiles and errors. */
  readonly name?: string;
  /** False: the graph serves the example's batch size alone. Default: any batch size where the function allows it. */
  readonly freeBatch?: boolean;
  /**
   * Where the batch cannot be free: graphs of other batch sizes than the example's that may be open at a time, each
   * traced when it is first asked for. Default 0: a batch of another size is refused.
   */
  readonly otherBatches?: number;
  /**
   * Refuses a function that draws random numbers or otherwise depends on JavaScript state, which a graph would freeze.
   * Default true; it costs two more traces.
   */
  readonly strict?: boolean;
}

/**
 * Makes a TensorFlow.js function, graph model or layers model ready to run: traces it once and opens the recording in
 * an ONNX runtime. Same call and same results, up to rounding, whichever executor runs it.
 * @param examples one per input: its type and shape (a HostTensor will do); for a graph model in the order of its inputs
 * @throws TraceError when the function cannot be traced or would freeze something, naming the operation
 */
export async function compile(
  target: TensorFunction | GraphFunction | LayersModel,
  examples: readonly Example[],
  options: CompileOptions,
): Promise<CompiledFunction> {
  const fn = functionOf(target);
  const { executor } = options;
  if ('eager' in executor) return eagerFunction(fn, examples, executor);
  if (options.strict ?? true) mustBePure(fn, examples);
  const open = async (given: readonly Example[], wantFreeBatch: boolean) => {
    const { graph, freeBatch } = traceFor(fn, given, wantFreeBatch);
    blockResiduals(graph);
    const session = await executor.open(encodeOnnxModel(graph, options), options);
    return new SessionFunction(executor.id, session, graph, given.map(inputName), freeBatch);
  };
  const first = await open(examples, options.freeBatch ?? true);
  const { otherBatches = 0 } = options;
  if (first.freeBatch || otherBatches === 0) return first;
  return new ManyBatches(first, otherBatches, (n) => open(withBatch(examples, n), false));
}

const withBatch = (examples: readonly Example[], n: number) =>
  examples.map((example) => ({ ...example, shape: [n, ...example.shape.slice(1)] }));

/** A function whose graphs serve one batch size each. */
class ManyBatches implements CompiledFunction {
  readonly backend: string;
  readonly inputs: CompiledFunction['inputs'];
  readonly outputs: CompiledFunction['outputs'];
  readonly freeBatch = false;
  private readonly first: CompiledFunction;
  private readonly others: BatchCache<CompiledFunction>;
  private released = false;

  constructor(first: CompiledFunction, limit: number, open: (batch: number) => Promise<CompiledFunction>) {
    this.first = first;
    this.backend = first.backend;
    this.inputs = first.inputs;
    this.outputs = first.outputs;
    this.others = new BatchCache(limit, open, (compiled) => compiled.release());
  }

  async run(...inputs: HostTensor[]): Promise<HostTensor[]> {
    const batch = inputs[0]?.shape[0];
    const isOther = batch !== undefined && batch > 0 && batch !== this.inputs[0]?.shape[0];
    if (this.released || !isOther || !this.fitsBut(inputs, batch)) return this.first.run(...inputs);
    return this.others.use(batch, (compiled) => compiled.run(...inputs));
  }

  async release(): Promise<void> {
    this.released = true;
    await this.first.release();
    await this.others.clear();
  }

  /** True when all is as the function wants it but the batch size; nothing else is worth a trace. */
  private fitsBut(inputs: readonly HostTensor[], batch: number): boolean {
    if (inputs.length !== this.inputs.length) return false;
    return this.inputs.every(({ dtype, shape }, i) => {
      const input = inputs[i] as HostTensor;
      return input.dtype === dtype && `${input.shape}` === `${[batch, ...shape.slice(1)]}`;
    });
  }
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
