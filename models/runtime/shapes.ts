/** Small arithmetic on shapes that the tracer and its kernel rules share. */

export type Shape = readonly number[];

/** A 4-D tensor's axes in tfjs order (batch, height, width, channels) or in ONNX order (batch, channels, height, width). */
export type Layout = 'nhwc' | 'nchw';

export const NHWC_TO_NCHW = [0, 3, 1, 2] as const;
export const NCHW_TO_NHWC = [0, 2, 3, 1] as const;

export const sizeOf = (shape: Shape): number => shape.reduce((size, length) => size * length, 1);

export const sameShape = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((x, i) => x === b[i]);

/** Reorders one entry per axis (a shape, a list of paddings) from NHWC to NCHW. */
export const toNchw = <T>(perAxis: readonly T[]): T[] => NHWC_TO_NCHW.map((axis) => perAxis[axis] as T);

/** Writes a per-axis list, given in tfjs order, in the order of `layout`. */
export const inLayout = <T>(perAxis: readonly T[], layout: Layout): T[] =>
  layout === 'nchw' ? toNchw(perAxis) : [...perAxis];

/** Where a tfjs axis lies in `layout`. */
export const axisIn = (axis: number, layout: Layout): number =>
  layout === 'nchw' ? (NCHW_AXIS[axis] as number) : axis;

const NCHW_AXIS = [0, 2, 3, 1];

/** True when both layouts hold the same bytes, so that a reshape does the work of a transpose. */
export const layoutsShareBytes = (nhwc: Shape): boolean =>
  nhwc[3] === 1 || (nhwc[1] as number) * (nhwc[2] as number) === 1;

/** The shape with leading ones so that it has four axes. */
export const paddedTo4 = (shape: Shape): number[] => [...Array<number>(4 - shape.length).fill(1), ...shape];

/** NumPy broadcasting of any number of shapes; throws when they do not fit. */
export function broadcastShapes(...shapes: Shape[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, i) => {
    let length = 1;
    for (const shape of shapes) {
      const own = shape[shape.length - rank + i] ?? 1;
      if (own === 1 || own === length) continue;
      if (length !== 1) throw new Error(`Shapes ${shapes.map((s) => `[${s}]`).join(' and ')} do not broadcast.`);
      length = own;
    }
    return length;
  });
}

/** Brings negative or single axes into a sorted list of axes of a tensor of rank `rank`; undefined or null means all. */
export function normaliseAxes(axes: number | readonly number[] | undefined | null, rank: number): number[] {
  if (axes === undefined || axes === null) return Array.from({ length: rank }, (_, i) => i);
  const list = typeof axes === 'number' ? [axes] : axes;
  return [...new Set(list.map((axis) => (axis < 0 ? axis + rank : axis)))].sort((a, b) => a - b);
}

export type TypedArray = Float32Array | Int32Array | Uint8Array;

/** Transposes a dense array on the host: used for constants, whose layout is settled while tracing. */
export function permuteData<T extends TypedArray>(data: T, shape: Shape, permutation: readonly number[]): T {
  const strides: number[] = [];
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] as number;
  }
  const outShape = permutation.map((axis) => shape[axis] as number);
  const outStrides = permutation.map((axis) => strides[axis] as number);
  const result = data.slice() as T;
  const index = new Array<number>(outShape.length).fill(0);
  let source = 0;
  for (let i = 0; i < data.length; i++) {
    result[i] = data[source] as number;
    for (let axis = outShape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1;
      source += outStrides[axis] as number;
      if ((index[axis] as number) < (outShape[axis] as number)) break;
      source -= (index[axis] as number) * (outStrides[axis] as number);
      index[axis] = 0;
    }
  }
  return result;
}
