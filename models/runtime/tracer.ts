import { Graph } from './graph.ts';
import type { Rule } from './kernels/table.ts';
import { ONNX_TYPE } from './onnx-model.ts';
import {
  broadcastShapes,
  inLayout,
  type Layout,
  layoutsShareBytes,
  NCHW_TO_NHWC,
  NHWC_TO_NCHW,
  paddedTo4,
  permuteData,
  type Shape,
  sameShape,
  sizeOf,
  type TypedArray,
  toNchw,
} from './shapes.ts';
import type { DType } from './types.ts';
import { Value } from './value.ts';

export type KernelInputs = Readonly<Record<string, Value>>;
export type KernelCaller = (tracer: Tracer, kernel: string, inputs: KernelInputs, attributes: object) => Value[];

/** A broadcasting operator's operand: its name in the graph and the shape (in tfjs axis order) of what the name holds. */
interface Operand {
  readonly name: string;
  readonly shape: Shape;
}

/** What may be recorded for this executor and purpose. */
export type TracerOptions = Partial<Pick<Tracer, 'block' | 'putsFactorsOff' | 'rules'>>;

/**
 * One recording. Kernel rules use it to add nodes to the graph and to obtain values in the layout they want; nothing
 * here knows any tfjs kernel. ONNX convolutions want channels first, tfjs has channels last: 4-D values are converted
 * only where a rule asks for the other layout, and each conversion is made once.
 */
export class Tracer {
  readonly graph = new Graph();
  /** True: products with few factors are recorded late (`kernels/put-off-factors.ts`). */
  readonly putsFactorsOff: boolean;
  /** Channels in a block of the runtime's blocked layout; undefined where it has none (`kernels/blocked-convolution.ts`). */
  readonly block: number | undefined;
  /** What kernels mean in a graph of another format than ONNX (`graph-model/`). */
  readonly rules: ((kernel: string) => Rule | undefined) | undefined;
  private readonly caller: KernelCaller;
  /** What the results of reshapes were before: of two in a row the last does the same, and equal ones are found. */
  private readonly reshaped = new Map<string, string>();
  private readonly permuted = new WeakMap<object, Map<string, string>>();

  constructor(caller: KernelCaller, { putsFactorsOff = false, block, rules }: TracerOptions = {}) {
    this.caller = caller;
    this.putsFactorsOff = putsFactorsOff;
    this.block = block;
    this.rules = rules;
  }

  /** Runs another kernel's rule, or computes it at once when all its inputs are constants. */
  call(kernel: string, inputs: KernelInputs, attributes: object = {}): Value {
    return this.caller(this, kernel, inputs, attributes)[0] as Value;
  }

  /** The name of a value as it is stored (broadcast still put off), in the given layout. */
  stored(value: Value, layout: Layout = 'nhwc'): string {
    const name = this.named(value, layout);
    this.graph.shapes.set(name, inLayout(value.stored, layout));
    return name;
  }

  private named(value: Value, layout: Layout): string {
    if (value.data) {
      if (layout === 'nhwc') return this.graph.constant(value.data, value.shape, value.dtype);
      return this.permutedConstant(value.data, value.shape, NHWC_TO_NCHW, toNchw(value.shape), value.dtype);
    }
    const known = value.names[layout];
    if (known !== undefined) return known;
    const from = (layout === 'nchw' ? value.names.nhwc : value.names.nchw) as string;
    const target = inLayout(value.stored, layout);
    const name = layoutsShareBytes(value.stored)
      ? this.reshape(from, target)
      : this.transpose(from, layout === 'nchw' ? NHWC_TO_NCHW : NCHW_TO_NHWC);
    value.names[layout] = name;
    return name;
  }

  /** The name of a value in its full shape. */
  full(value: Value, layout: Layout = 'nhwc'): string {
    const name = this.stored(value, layout);
    if (!value.isCompact) return name;
    return this.graph.node('Expand', [name, this.graph.ints(inLayout(value.shape, layout))]);
  }

  /** A constant laid out anew on the host; `shape` is what to call the result. */
  permutedConstant(data: TypedArray, from: Shape, permutation: readonly number[], shape: Shape, dtype: DType): string {
    let names = this.permuted.get(data);
    if (!names) {
      names = new Map();
      this.permuted.set(data, names);
    }
    const key = `${from}>${permutation}>${shape}`;
    let name = names.get(key);
    if (name === undefined) {
      name = this.graph.constant(permuteData(data, from, permutation), shape, dtype);
      names.set(key, name);
    }
    return name;
  }

  transpose(name: string, permutation: readonly number[]): string {
    if (permutation.every((axis, i) => axis === i)) return name;
    return this.graph.node('Transpose', [name], { perm: [...permutation] });
  }

  reshape(name: string, shape: Shape): string {
    const source = this.reshaped.get(name) ?? name;
    const result = this.graph.node('Reshape', [source, this.graph.ints(shape)]);
    this.reshaped.set(result, source);
    return result;
  }

  cast(name: string, dtype: keyof typeof ONNX_TYPE): string {
    return this.graph.node('Cast', [name], { to: ONNX_TYPE[dtype] });
  }

  scalar(value: number, dtype: DType): string {
    return dtype === 'int32' ? this.graph.int(value) : this.graph.float(value);
  }

  uniform(shape: Shape, value: number, dtype: DType): Value {
    const Data = dtype === 'float32' ? Float32Array : dtype === 'int32' ? Int32Array : Uint8Array;
    return Value.constant(new Data(sizeOf(shape)).fill(value), shape, dtype);
  }

  /** The layout in which work on these values costs no conversion. */
  layoutOf(...values: readonly Value[]): Layout {
    return values.some((value) => value.isChannelsFirst) ? 'nchw' : 'nhwc';
  }

  /** Records an operator that works element by element with broadcasting. */
  elementwise(values: readonly Value[], shape: Shape, dtype: DType, record: (...names: string[]) => string): Value {
    const layout = shape.length === 4 ? this.layoutOf(...values) : 'nhwc';
    const operands = values.map((value) => this.operand(value, layout));
    for (const operand of operands) this.graph.shapes.set(operand.name, inLayout(operand.shape, layout));
    const rank = Math.max(...operands.map((operand) => operand.shape.length));
    const common = broadcastShapes(...operands.map((operand) => operand.shape));
    const stored = [...Array<number>(shape.length - common.length).fill(1), ...common];
    let name = record(...operands.map((operand) => operand.name));
    if (rank < shape.length) name = this.reshape(name, inLayout(stored, layout));
    return Value.computed(shape, dtype, name, layout, stored);
  }

  private operand(value: Value, layout: Layout): Operand {
    if (value.data && value.isUniform) {
      return { name: this.graph.constant(value.data.slice(0, 1), [], value.dtype), shape: [] };
    }
    if (layout === 'nhwc' || value.shape.length === 4) return { name: this.stored(value, layout), shape: value.stored };
    const shape = paddedTo4(value.stored);
    if (value.data) {
      return { name: this.permutedConstant(value.data, shape, NHWC_TO_NCHW, toNchw(shape), value.dtype), shape };
    }
    const name = this.stored(value);
    if (value.stored.length === 0) return { name, shape: [] };
    if (layoutsShareBytes(shape)) return { name: this.reshape(name, toNchw(shape)), shape };
    return { name: this.transpose(this.reshape(name, shape), NHWC_TO_NCHW), shape };
  }

  /** A placeholder: an input of the graph. */
  input(name: string, dtype: DType, shape: Shape): Value {
    this.graph.inputs.push({ name, dtype, shape });
    return Value.computed(shape, dtype, name);
  }

  output(name: string, value: Value): void {
    this.graph.outputs.push({ name, dtype: value.dtype, shape: value.shape, value: this.full(value) });
  }

  sameShape(value: Value, shape: Shape): boolean {
    return sameShape(value.shape, shape);
  }
}
