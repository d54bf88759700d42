import type { Layout, Shape, TypedArray } from './shapes.ts';
import type { DType } from './types.ts';

export interface Names {
  nhwc?: string;
  nchw?: string;
}

/** A large value times a small one that broadcasts to it. */
export interface Product {
  readonly base: Value;
  readonly factor: Value;
  /** Records the multiplication and names its result. */
  readonly record: () => Names;
}

/**
 * What a tfjs tensor stands for while a function is traced: a constant (`data` is set) or a value that the graph will
 * compute. A computed 4-D value may be held in either layout or in both; which one is settled when somebody asks.
 */
export class Value {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly data: TypedArray | undefined;
  /**
   * Shape of the graph's value in tfjs axis order: equal to `shape`, or 1 where a broadcast is put off. Gradients of
   * means and sums spread one number over a whole feature map; most users of it broadcast anyway.
   */
  readonly stored: Shape;
  private ownNames: Names | undefined;
  /** Set while the value is a product that is put off (`kernels/put-off-factors.ts`). */
  readonly product: Product | undefined;
  private uniformity: boolean | undefined;

  private constructor(
    shape: Shape,
    dtype: DType,
    stored: Shape,
    data: TypedArray | undefined,
    names: Names | undefined,
    product?: Product,
  ) {
    this.shape = shape;
    this.dtype = dtype;
    this.stored = stored;
    this.data = data;
    this.ownNames = names;
    this.product = product;
  }

  static constant(data: TypedArray, shape: Shape, dtype: DType): Value {
    return new Value(shape, dtype, shape, data, {});
  }

  static computed(shape: Shape, dtype: DType, name: string, layout: Layout = 'nhwc', stored: Shape = shape): Value {
    return new Value(shape, dtype, stored, undefined, { [layout]: name });
  }

  /** A product that is recorded only where somebody needs it as a whole; `shape` is `base`'s. */
  static product(product: Product): Value {
    const { shape, dtype } = product.base;
    return new Value(shape, dtype, shape, undefined, undefined, product);
  }

  /** Names in the graph, by layout; a value of a rank other than 4 only has 'nhwc'. A product is recorded now. */
  get names(): Names {
    this.ownNames ??= this.product?.record() ?? {};
    return this.ownNames;
  }

  get isConstant(): boolean {
    return this.data !== undefined;
  }

  /** True when a broadcast is put off: some axis is stored as 1 and is longer in truth. */
  get isCompact(): boolean {
    return this.stored.length !== this.shape.length || this.stored.some((length, i) => length !== this.shape[i]);
  }

  /** True when this is a constant with the same number everywhere: it broadcasts as a scalar. */
  get isUniform(): boolean {
    this.uniformity ??= this.data !== undefined && this.data.length > 0 && this.data.every((x) => x === this.data?.[0]);
    return this.uniformity;
  }

  /** Held channels-first: work on it should stay so. */
  get isChannelsFirst(): boolean {
    return this.product ? this.product.base.isChannelsFirst : this.names.nchw !== undefined;
  }
}
