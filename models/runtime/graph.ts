import type { Shape, TypedArray } from './shapes.ts';

/** Element types that a graph may hold; int64 appears only in shape arithmetic, never in a tfjs tensor. */
export type ElementType = 'float32' | 'int32' | 'bool' | 'int64' | 'float64';

/** A node attribute: an integer, a string, a list of integers, or a float marked as such (1 and 1.0 differ in ONNX). */
export type Attribute = number | string | readonly number[] | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

export interface Node {
  readonly op: string;
  /** Value names; '' stands for an optional input that is left out. */
  inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
  readonly domain: string;
  /** The tfjs kernel that emitted this node: names nodes in profiles and errors. */
  readonly origin: string;
}

export interface Constant {
  /** int64 constants are held as doubles (exact to 2^53) and widened when written. */
  readonly data: TypedArray | Float64Array;
  readonly shape: Shape;
  readonly dtype: ElementType;
}

export interface GraphPort {
  readonly name: string;
  readonly dtype: ElementType;
  /** A string names a free dimension. */
  shape: readonly (number | string)[];
}

export interface GraphOutput extends GraphPort {
  /** The value inside the graph that this output shows. */
  readonly value: string;
}

/** Equal to the bit whichever operand comes first. */
const COMMUTATIVE: ReadonlySet<string> = new Set(['Add', 'Mul', 'Equal', 'And', 'Or']);

/** Small constants are compared by content, larger ones by the identity of their array. */
const SHARED_BY_CONTENT = 4096;

/**
 * A static single-assignment graph of ONNX nodes while it is being recorded. Adding the same pure node twice returns
 * the first one's outputs (common-subexpression elimination by hash-consing); equal constants are shared likewise.
 */
export class Graph {
  readonly nodes: Node[] = [];
  readonly constants = new Map<string, Constant>();
  readonly inputs: GraphPort[] = [];
  readonly outputs: GraphOutput[] = [];
  /** Of values that some rule asked for, in the layout that it asked for. */
  readonly shapes = new Map<string, Shape>();
  /** The kernel being recorded, noted on its nodes. */
  origin = '';
  private counter = 0;
  private readonly known = new Map<string, readonly string[]>();
  private readonly constantsByContent = new Map<string, string>();
  private readonly constantsByArray = new WeakMap<object, Map<string, string>>();

  fresh(prefix = 't'): string {
    return `${prefix}${this.counter++}`;
  }

  /** Records a node of one output and returns that output's name. */
  node(op: string, inputs: readonly string[], attributes: Attributes = {}, domain = ''): string {
    return this.nodeOf(op, inputs, attributes, 1, domain)[0] as string;
  }

  /** Records a node of several outputs and returns their names. */
  nodeOf(op: string, inputs: readonly string[], attributes: Attributes, count: number, domain = ''): readonly string[] {
    const operands = COMMUTATIVE.has(op) ? [...inputs].sort() : inputs;
    const key = `${domain}:${op}/${count}|${operands.join(',')}|${JSON.stringify(attributes)}`;
    const twin = this.known.get(key);
    if (twin) return twin;
    const outputs = this.append(op, inputs, attributes, count, domain);
    this.known.set(key, outputs);
    return outputs;
  }

  private append(op: string, inputs: readonly string[], attributes: Attributes, count: number, domain: string) {
    const outputs = Array.from({ length: count }, () => this.fresh());
    this.nodes.push({ op, inputs, outputs, attributes, domain, origin: this.origin });
    return outputs;
  }

  constant(data: TypedArray | Float64Array, shape: Shape, dtype: ElementType): string {
    const type = `${dtype}[${shape}]`;
    if (data.length <= SHARED_BY_CONTENT) {
      const key = `${type}${bitsOf(data)}`;
      return this.sharedConstant(this.constantsByContent, key, { data, shape, dtype });
    }
    let names = this.constantsByArray.get(data);
    if (!names) {
      names = new Map();
      this.constantsByArray.set(data, names);
    }
    return this.sharedConstant(names, type, { data, shape, dtype });
  }

  private sharedConstant(names: Map<string, string>, key: string, constant: Constant): string {
    let name = names.get(key);
    if (name === undefined) {
      name = this.fresh('c');
      this.constants.set(name, constant);
      names.set(key, name);
    }
    return name;
  }

  /** A one-dimensional int64 constant: the form in which ONNX takes shapes, axes and steps. */
  ints(values: readonly number[]): string {
    return this.constant(Float64Array.from(values), [values.length], 'int64');
  }

  float(value: number): string {
    return this.constant(Float32Array.of(value), [], 'float32');
  }

  int(value: number): string {
    return this.constant(Int32Array.of(value), [], 'int32');
  }
}

/** A text that tells -0 from 0 and NaN from NaN with other bits: equal text means equal bytes. */
function bitsOf(data: TypedArray | Float64Array): string {
  if (data instanceof Float32Array) {
    return new Int32Array(data.slice().buffer).join(',');
  }
  return data.join(',');
}
