/** What a compiled function takes and returns, on whichever backend: plain typed arrays with a shape. */
export type DType = 'float32' | 'int32' | 'bool';

export interface HostTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Float32Array for float32, Int32Array for int32, Uint8Array (0 or 1) for bool; length = product of the shape. */
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** An input or output of a network; a free dimension is a name. */
export interface Port {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly (number | string)[];
}

/** A loaded ONNX graph. `release` frees native memory; using it afterwards throws. */
export interface Session {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  run(feeds: Readonly<Record<string, HostTensor>>): Promise<Record<string, HostTensor>>;
  release(): Promise<void>;
}

export interface SessionOptions {
  /** Threads within one operator; default 1, which on a shared two-core machine is steadier and nearly as fast. */
  readonly threads?: number;
}

/** Named tensors that a training step carries from one call to the next: weights, moments, moving averages, counters. */
export type HostState = ReadonlyMap<string, HostTensor>;

/**
 * A loaded training graph. For each entry of its state the graph has an input and an output (`training/state.ts` names
 * them); an output is the next run's input and stays with the runtime. Calls must not overlap.
 */
export interface TrainingSession {
  /** One step. Results are the outputs that are no state; a run that fails leaves the state as it was. */
  run(feeds: Readonly<Record<string, HostTensor>>): Promise<Record<string, HostTensor>>;
  /** A copy of the state, bit by bit. */
  readState(): Promise<Map<string, HostTensor>>;
  writeState(state: HostState): Promise<void>;
  release(): Promise<void>;
}

/** One graph in several threads, each of which runs it on numbers of its own. Calls must not overlap. */
export interface ParallelSession {
  /** @param feeds one for each thread, or fewer */
  run(feeds: ReadonlyArray<Readonly<Record<string, HostTensor>>>): Promise<Array<Record<string, HostTensor>>>;
  release(): Promise<void>;
}

/** Opens ONNX graphs. Implementations live in main/engine/backends (native, wasm) and are injected from there. */
export interface Executor {
  readonly id: string;
  /** Channels in a block of its blocked convolutions, where training may use them (`kernels/blocked-convolution.ts`). */
  readonly block?: number | undefined;
  open(onnx: Uint8Array, options?: SessionOptions): Promise<Session>;
  /** Opens a training graph that begins with `initial`. */
  openTraining(onnx: Uint8Array, initial: HostState, options?: SessionOptions): Promise<TrainingSession>;
  /** Opens a graph in `count` threads; absent where there are none. */
  openParallel?(onnx: Uint8Array, count: number, options?: SessionOptions): Promise<ParallelSession>;
}

/**
 * Where no ONNX runtime is used: a TensorFlow.js backend (native TensorFlow, wasm, plain JavaScript) on which functions
 * run eagerly, without a trace.
 */
export interface EagerExecutor {
  readonly id: string;
  readonly eager: true;
  /** Makes the backend ready and current in TensorFlow.js. */
  activate(): Promise<void>;
}

/** A function that is ready to run, on whichever backend. */
export interface CompiledFunction {
  /** The executor's id. */
  readonly backend: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** True when one graph serves every batch size. */
  readonly freeBatch: boolean;
  /**
   * Inputs and results in the function's own order. Results are copies that the caller owns.
   * @throws when the number, type or shape of the inputs does not fit
   */
  run(...inputs: HostTensor[]): Promise<HostTensor[]>;
  /** Frees native memory; using the function afterwards throws. */
  release(): Promise<void>;
}
