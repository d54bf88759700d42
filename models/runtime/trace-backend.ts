import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { sameShape, sizeOf, type TypedArray } from './shapes.ts';
import { TraceError } from './trace-error.ts';
import type { Tracer } from './tracer.ts';
import type { DType } from './types.ts';
import { Value } from './value.ts';

interface Symbolic {
  readonly value: Value;
  readonly tracer: Tracer;
  references: number;
}

/** Told of every tensor that the traced function makes from JavaScript data; a value that it returns takes its place. */
export type HostDataHook = (data: ArrayLike<number>, shape: readonly number[], dtype: string) => Value | undefined;

/**
 * A tfjs backend that records instead of computing. It extends the plain JavaScript backend, so that whatever does not
 * depend on the traced function's inputs is simply computed: constant folding comes with it.
 */
export class TraceBackend extends MathBackendCPU {
  /** Set while a function is traced, and not while a kernel stores its own results. */
  onHostData: { readonly hook: HostDataHook; readonly tracer: Tracer } | undefined;
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
    return { dataId: this.symbolFor(value, tracer), shape, dtype: value.dtype };
  }

  private symbolFor(value: Value, tracer: Tracer): object {
    const dataId = {};
    this.symbolic.set(dataId, { value, tracer, references: 1 });
    return dataId;
  }

  /** True when the tensor's numbers are known: it depends on no input of the running trace. */
  isKnown(tensor: tf.TensorInfo): boolean {
    return !this.symbolic.has(tensor.dataId);
  }

  override write(values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): object {
    const listener = this.onHostData;
    const stand = listener?.hook(values as ArrayLike<number>, shape, dtype);
    return listener && stand ? this.symbolFor(stand, listener.tracer) : super.write(values, shape, dtype);
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
