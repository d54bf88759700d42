import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import './kernels/index.ts';
import { definedKernels, ruleFor } from './kernels/table.ts';
import { type Shape, sameShape, sizeOf, type TypedArray } from './shapes.ts';
import { TraceError } from './trace-error.ts';
import { type KernelInputs, Tracer } from './tracer.ts';
import type { DType } from './types.ts';
import { Value } from './value.ts';

/** Name under which the recording backend is known to tfjs. */
export const TRACE_BACKEND = 'trace';

interface Symbolic {
  readonly value: Value;
  readonly tracer: Tracer;
  references: number;
}

/**
 * A tfjs backend that records instead of computing. It extends the plain JavaScript backend, so that whatever does not
 * depend on the traced function's inputs is simply computed: constant folding comes with it.
 */
class TraceBackend extends MathBackendCPU {
  private readonly symbolic = new WeakMap<object, Symbolic>();

  constructor() {
    super();
    // Otherwise its first use under Node prints advice to install tfjs-node; nothing heavy is computed here.
    Object.assign(this, { firstUse: false });
  }

  /** The value that a tensor stands for in the running trace. */
  valueFor(tensor: tf.TensorInfo, tracer: Tracer): Value {
    const symbol = this.symbolic.get(tensor.dataId);
    // An empty tensor is known without computing anything: no empty value reaches the graph but through its inputs.
    if (symbol && sizeOf(tensor.shape) === 0) return tracer.uniform(tensor.shape, 0, tensor.dtype as DType);
    if (symbol) {
      if (symbol.tracer !== tracer) throw new TraceError('A tensor of an earlier trace was used: it has no data.');
      if (sameShape(symbol.value.shape, tensor.shape)) return symbol.value;
      return tracer.call('Reshape', { x: symbol.value }, { shape: tensor.shape });
    }
    return Value.constant(this.hostData(tensor), tensor.shape, tensor.dtype as DType);
  }

  /** The data of a tensor of this backend or of any other (weights are often loaded under another one). */
  private hostData(tensor: tf.TensorInfo): TypedArray {
    const info = tf.engine().state.tensorInfo.get(tensor.dataId);
    const owner = this.data.has(tensor.dataId) ? this : info?.backend;
    if (!owner) throw new TraceError('A tensor was used after it was disposed.');
    const data = owner.readSync(tensor.dataId);
    if (tensor.dtype === 'string' || tensor.dtype === 'complex64') {
      throw new TraceError(`Tensors of type ${tensor.dtype} cannot be traced.`);
    }
    if (tensor.dtype === 'float32')
      return data instanceof Float32Array ? data : Float32Array.from(data as ArrayLike<number>);
    if (tensor.dtype === 'int32') return data instanceof Int32Array ? data : Int32Array.from(data as ArrayLike<number>);
    return data instanceof Uint8Array ? data : Uint8Array.from(data as ArrayLike<number>);
  }

  /** A tensor of this backend for a value: one with data for a constant, else one that cannot be read. */
  tensorOf(value: Value, tracer: Tracer): tf.TensorInfo {
    const shape = [...value.shape];
    if (value.data) return this.makeTensorInfo(shape, value.dtype, value.data as tf.backend_util.BackendValues);
    const dataId = {};
    this.symbolic.set(dataId, { value, tracer, references: 1 });
    return { dataId, shape, dtype: value.dtype };
  }

  override readSync(dataId: object): tf.backend_util.BackendValues {
    const symbol = this.symbolic.get(dataId);
    if (symbol) {
      throw new TraceError(
        `The function reads a tensor's numbers (dataSync, data or arraySync on ${symbol.value.dtype}[${symbol.value.shape}]) ` +
          'while it is traced, when there are none yet. Return the tensor, or use tf.where in place of a JavaScript branch.',
      );
    }
    return super.readSync(dataId);
  }

  override async read(dataId: object): Promise<tf.backend_util.BackendValues> {
    return this.readSync(dataId);
  }

  override disposeData(dataId: object, force = false): boolean {
    const symbol = this.symbolic.get(dataId);
    if (!symbol) return super.disposeData(dataId, force);
    symbol.references--;
    return force || symbol.references <= 0;
  }

  override incRef(dataId: object): void {
    const symbol = this.symbolic.get(dataId);
    if (symbol) symbol.references++;
    else if (this.data.has(dataId)) super.incRef(dataId);
  }

  override decRef(dataId: object): void {
    const symbol = this.symbolic.get(dataId);
    if (symbol) symbol.references--;
    else if (this.data.has(dataId)) super.decRef(dataId);
  }

  override refCount(dataId: object): number {
    return this.symbolic.get(dataId)?.references ?? (this.data.has(dataId) ? super.refCount(dataId) : 0);
  }

  override epsilon(): number {
    return 1e-7;
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }
}

let backend: TraceBackend | undefined;
let current: Tracer | undefined;

/** Registers the recording backend and its kernels with tfjs; later calls do nothing. */
function register(): TraceBackend {
  if (backend) return backend;
  const created = new TraceBackend();
  backend = created;
  // Priority 0: tfjs never picks it by itself.
  tf.registerBackend(TRACE_BACKEND, () => created, 0);
  const onCpu = tf.getKernelsForBackend('cpu').map((config) => config.kernelName);
  for (const kernelName of new Set([...onCpu, ...definedKernels()])) {
    tf.registerKernel({
      kernelName,
      backendName: TRACE_BACKEND,
      kernelFunc: ({ inputs, attrs }) => runKernel(created, kernelName, inputs, attrs ?? {}),
    });
  }
  return created;
}

function runKernel(b: TraceBackend, kernel: string, inputs: tf.NamedTensorInfoMap, attributes: object) {
  const tracer = current;
  if (!tracer) throw new TraceError('The trace backend computes nothing by itself: use compile().');
  const present = Object.entries(inputs).filter(([, tensor]) => tensor != null);
  const values = Object.fromEntries(
    present.map(([name, tensor]) => [name, b.valueFor(tensor as tf.TensorInfo, tracer)]),
  );
  const results = callKernel(b, tracer, kernel, values, attributes);
  const tensors = results.map((value) => b.tensorOf(value, tracer));
  return MANY_OUTPUTS.has(kernel) || tensors.length !== 1 ? tensors : (tensors[0] as tf.TensorInfo);
}

/** Kernels whose result is a list even when it holds one tensor. */
const MANY_OUTPUTS = new Set(['SplitV', 'Unpack']);

function callKernel(
  b: TraceBackend,
  tracer: Tracer,
  kernel: string,
  inputs: KernelInputs,
  attributes: object,
): Value[] {
  const values = Object.values(inputs);
  if (values.every((value) => value.isConstant)) return fold(b, kernel, inputs, attributes);
  const rule = ruleFor(kernel);
  if (!rule) {
    throw new TraceError(
      `The TensorFlow.js kernel ${kernel} has no tracing rule. Express it with other operations, or add a rule to models/runtime/kernels.`,
    );
  }
  const outer = tracer.graph.origin;
  tracer.graph.origin = outer || kernel;
  try {
    const result = rule(tracer, inputs, attributes);
    return (Array.isArray(result) ? result : [result]).map((value) =>
      sizeOf(value.shape) === 0 ? tracer.uniform(value.shape, 0, value.dtype) : value,
    );
  } catch (error) {
    throw described(error, kernel, inputs);
  } finally {
    tracer.graph.origin = outer;
  }
}

/** Computes a kernel of constants at once, on the plain JavaScript backend. */
function fold(b: TraceBackend, kernel: string, inputs: KernelInputs, attributes: object): Value[] {
  const config = tf.getKernel(kernel, 'cpu');
  if (!config) throw new TraceError(`The kernel ${kernel} is not in TensorFlow.js's JavaScript backend.`);
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      b.makeTensorInfo([...value.shape], value.dtype, value.data as tf.backend_util.BackendValues),
    ]),
  );
  // Kernels of a list of tensors (Concat, AddN, Pack) are given an array-like, keyed 0, 1, 2 …
  const isList = Object.keys(tensors).every((key, i) => key === String(i)) && Object.keys(tensors).length > 0;
  const given = (isList ? Object.values(tensors) : tensors) as tf.NamedTensorInfoMap;
  const result = config.kernelFunc({ inputs: given, attrs: attributes as tf.NamedAttrMap, backend: b });
  const results = Array.isArray(result) ? result : [result];
  const values = results.map(({ dataId, shape, dtype }) =>
    Value.constant(b.readSync(dataId) as TypedArray, shape, dtype as DType),
  );
  for (const tensor of [...Object.values(tensors), ...results]) b.disposeIntermediateTensorInfo(tensor);
  return values;
}

function described(error: unknown, kernel: string, inputs: KernelInputs): unknown {
  if (!(error instanceof Error) || error.message.startsWith('[')) return error;
  const operands = Object.entries(inputs).map(([name, v]) => `${name}: ${v.dtype}[${v.shape}]`);
  error.message = `[${kernel}(${operands.join(', ')})] ${error.message}`;
  return error;
}

/** A traced function's access to the running recording. */
export interface Recording {
  readonly tracer: Tracer;
  /** A tensor that stands for an input of the graph. */
  placeholder(name: string, dtype: DType, shape: Shape): tf.Tensor;
  /** Makes a tensor an output of the graph. */
  expose(name: string, tensor: tf.Tensor): void;
}

/** Runs `body` with the recording backend in charge; the former backend is back afterwards, also after an error. */
export function record<T>(body: (recording: Recording) => T): T {
  if (current) throw new TraceError('A trace is running already: compile() cannot be called inside a traced function.');
  const b = register();
  const before = tf.getBackend() || 'cpu';
  const tracer = new Tracer((t, kernel, inputs, attributes) => callKernel(b, t, kernel, inputs, attributes));
  current = tracer;
  // Resolves at once for a backend that is made synchronously; the switch itself happens before the promise is returned.
  void tf.setBackend(TRACE_BACKEND);
  tf.engine().startScope();
  try {
    return body({
      tracer,
      placeholder: (name, dtype, shape) =>
        tf.engine().makeTensorFromTensorInfo(b.tensorOf(tracer.input(name, dtype, shape), tracer)),
      expose: (name, tensor) => tracer.output(name, b.valueFor(tensor, tracer)),
    });
  } finally {
    tf.engine().endScope();
    void tf.setBackend(before);
    current = undefined;
  }
}
