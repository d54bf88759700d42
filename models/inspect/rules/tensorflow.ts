import type { Length } from '../graph.ts';
import { broadcast, product, same } from './elementwise.ts';
import { axisOf, type Call, integer, integers, isNumbers, known, one, type Rule, unknown } from './rule.ts';
import {
  equalParts,
  gathered,
  joined,
  padded,
  reduced,
  reshaped,
  shapeItself,
  slicedNumbers,
  sliceLength,
  split,
  transposed,
  withAxes,
  withoutAxes,
} from './shaping.ts';
import { convolution, pooling, transposedConvolution, type Window } from './windows.ts';

const layoutOf = (call: Call): 'nchw' | 'nhwc' => (call.attribute('data_format') === 'NCHW' ? 'nchw' : 'nhwc');

/** Of a list with one entry an axis, those of places. */
function placesOf(call: Call, name: string): number[] {
  const all = call.attribute(name);
  if (!isNumbers(all)) return [1, 1];
  return layoutOf(call) === 'nchw' ? all.slice(2) : all.slice(1, -1);
}

function windowOf(call: Call, kernel: readonly number[]): Window {
  const explicit = call.attribute('explicit_paddings');
  const first = layoutOf(call) === 'nchw' ? 2 : 1;
  return {
    kernel,
    strides: placesOf(call, 'strides'),
    dilations: placesOf(call, 'dilations'),
    pads:
      call.attribute('padding') === 'SAME'
        ? 'same'
        : call.attribute('padding') === 'EXPLICIT' && isNumbers(explicit)
          ? kernel.map((_, i) => [explicit[2 * (first + i)] ?? 0, explicit[2 * (first + i) + 1] ?? 0] as const)
          : 'valid',
  };
}

const lengths = (shape: readonly Length[]): number[] => shape.map((length) => length ?? 1);

/** Filters lie as [height, width, in, out]. */
const conv: Rule = (call) => {
  const [x, filters] = call.inputs;
  if (!filters?.shape || filters.shape.length < 4) return unknown();
  const kernel = lengths(filters.shape.slice(0, -2));
  return convolution(x, windowOf(call, kernel), filters.shape.at(-2) ?? 1, filters.shape.at(-1)!, layoutOf(call));
};

/** [height, width, in, times]: each channel by itself. */
const depthwise: Rule = (call) => {
  const [x, filters] = call.inputs;
  if (filters?.shape?.length !== 4) return unknown();
  const [h, w, channels, times] = filters.shape as [Length, Length, Length, Length];
  const out = channels === null || times === null ? null : channels * times;
  return convolution(x, windowOf(call, lengths([h, w])), 1, out, layoutOf(call));
};

/** Its first input is the size that comes out, filters lie as [height, width, out, in]. */
const backwards: Rule = (call) => {
  const [size, filters, x] = call.inputs;
  if (filters?.shape?.length !== 4) return unknown();
  const [h, w, out] = filters.shape as [Length, Length, Length];
  const asked = size?.numbers?.slice(1, 3);
  return transposedConvolution(x, windowOf(call, lengths([h, w])), out ?? 1, out, layoutOf(call), [], asked);
};

const pool: Rule = (call) => pooling(call.inputs[0], windowOf(call, placesOf(call, 'ksize')), layoutOf(call));

const resize: Rule = ({ inputs: [x, size] }) =>
  x?.shape?.length === 4
    ? one([x.shape[0]!, size?.numbers?.[0] ?? null, size?.numbers?.[1] ?? null, x.shape[3]!], x)
    : unknown();

const reduce: Rule = (call) => {
  const axes = call.inputs[1]?.numbers;
  if (!axes || axes.includes(null)) return unknown();
  return reduced(call.inputs[0], axes as readonly number[], Boolean(call.attribute('keep_dims')));
};

const argument: Rule = ({ inputs: [x, axis] }) => reduced(x, [axis?.numbers?.[0] ?? 0], false);

const pad: Rule = ({ inputs: [x, pads] }) => {
  const numbers = pads?.numbers;
  return padded(
    x,
    numbers ? x?.shape?.map((_, i) => [numbers[2 * i] ?? null, numbers[2 * i + 1] ?? null] as const) : undefined,
  );
};

const slice: Rule = ({ inputs: [x, begin, size] }) => {
  if (!x?.shape) return unknown();
  return one(
    x.shape.map((length, i) => {
      const [from, count] = [begin?.numbers?.[i] ?? null, size?.numbers?.[i] ?? null];
      if (count === -1) return length === null || from === null ? null : length - from;
      return count;
    }),
    x,
  );
};

/** Of masks, a bit an axis of the description: begin and end left out, an axis taken away, added, or "all between". */
const stridedSlice: Rule = (call) => {
  const [x, begin, end, strides] = call.inputs;
  const [from, to, by] = [begin?.numbers, end?.numbers, strides?.numbers];
  if (!x?.shape || !from || !to || !by) return unknown();
  const bit = (name: string, i: number): boolean => ((integer(call, name, 0) >> i) & 1) === 1;
  const added = from.filter((_, i) => bit('new_axis_mask', i)).length;
  const shape: Length[] = [];
  let axis = 0;
  let numbers = x.numbers;
  for (let i = 0; i < from.length; i++) {
    if (bit('ellipsis_mask', i)) {
      const between = x.shape.length - (from.length - added - 1);
      for (let j = 0; j < between; j++) shape.push(x.shape[axis++] ?? null);
      continue;
    }
    if (bit('new_axis_mask', i)) {
      shape.push(1);
      continue;
    }
    const length = x.shape[axis] ?? null;
    const step = by[i] ?? 1;
    const [first, last] = [from[i] ?? 0, to[i] ?? 0];
    if (bit('shrink_axis_mask', i)) {
      if (x.shape.length === 1) numbers = slicedNumbers(numbers, first, 1, 1);
    } else {
      const start = bit('begin_mask', i) ? (step > 0 ? 0 : -1) : first;
      const stop = bit('end_mask', i) ? (step > 0 ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER) : last;
      const count = from[i] === null || to[i] === null ? null : sliceLength(length, start, stop, step);
      shape.push(count);
      if (x.shape.length === 1) numbers = slicedNumbers(numbers, start, count, step);
    }
    axis++;
  }
  return one([...shape, ...x.shape.slice(axis)], x, numbers);
};

const pack: Rule = (call) => {
  const [first] = call.inputs;
  const like = call.inputs.find((input) => input && !input.constant) ?? first;
  if (!first?.shape) return unknown();
  const at = axisOf(integer(call, 'axis', 0), first.shape.length + 1);
  const shape = [...first.shape.slice(0, at), call.inputs.length, ...first.shape.slice(at)];
  return one(shape, like, first.shape.length === 0 ? call.inputs.map((input) => input?.numbers?.[0] ?? null) : null);
};

const unpack: Rule = (call) => {
  const [x] = call.inputs;
  if (!x?.shape) return unknown(call.outputs);
  const at = axisOf(integer(call, 'axis', 0), x.shape.length);
  const shape = x.shape.filter((_, i) => i !== at);
  return {
    values: Array.from({ length: call.outputs }, (_, i) =>
      known(shape, x, x.shape!.length === 1 && x.numbers ? [x.numbers[i] ?? null] : null),
    ),
  };
};

const topK: Rule = ({ inputs: [x, k] }) => {
  if (!x?.shape) return unknown(2);
  const value = known([...x.shape.slice(0, -1), k?.numbers?.[0] ?? null], x);
  return { values: [value, value] };
};

const splitRule: Rule = (call) => {
  // Split has [axis, x], SplitV [x, sizes, axis].
  const [axis, x] = call.op === 'SplitV' ? [call.inputs[2], call.inputs[0]] : call.inputs;
  const at = axis?.numbers?.[0];
  if (at == null || !x?.shape) return unknown(call.outputs);
  const sizes = call.op === 'SplitV' ? call.inputs[1]?.numbers : undefined;
  return split(x, at, sizes ?? equalParts(x.shape[axisOf(at, x.shape.length)], call.outputs));
};

const concat: Rule = ({ inputs }) => {
  const axis = inputs.at(-1)?.numbers?.[0];
  return axis == null ? unknown() : joined(inputs.slice(0, -1), axis);
};

const range: Rule = ({ inputs: [start, limit, delta] }) => {
  const [from, to, by] = [start, limit, delta].map((input) => input?.numbers?.[0] ?? null);
  return one([from == null || to == null || by == null ? null : Math.max(0, Math.ceil((to - from) / by))], start);
};

const squeeze: Rule = (call) => withoutAxes(call.inputs[0], integers(call, 'squeeze_dims') ?? integers(call, 'axis'));

const expandDims: Rule = ({ inputs: [x, axis] }) => {
  const at = axis?.numbers?.[0];
  return at == null ? unknown() : withAxes(x, [at]);
};

/** What a loop carries: as it came in. */
const carried: Rule = ({ inputs, outputs }) => {
  const first = inputs.find((input) => input?.shape);
  return { values: Array.from({ length: outputs }, () => known(first?.shape ?? null, first)) };
};

const stacked: Rule = ({ inputs: [, element], attribute }) => {
  const count = attribute('num_elements');
  return element?.numbers
    ? one([
        typeof count === 'number' && count >= 0 ? count : null,
        ...element.numbers.map((n) => (n === -1 ? null : n)),
      ])
    : unknown();
};

const many = (ops: string, rule: Rule): Record<string, Rule> =>
  Object.fromEntries(ops.split(' ').map((op) => [op, rule]));

/** Operations of a TensorFlow graph, as TensorFlow.js saves it, as far as networks of pictures have them. */
export const tensorflowRules: Readonly<Record<string, Rule>> = {
  ...many(
    'Relu Relu6 Elu Selu LeakyRelu Prelu Sigmoid Tanh Softplus Softmax LogSoftmax Exp Log Log1p Sqrt Rsqrt Square Abs Neg Sign Floor Ceil Round Sin Cos Tan Reciprocal Erf LogicalNot Identity IdentityN Cast StopGradient BiasAdd ZerosLike OnesLike LRN Cumsum LoopCond',
    same,
  ),
  ...many(
    'Add AddV2 AddN Sub Mul Div RealDiv DivNoNan FloorDiv FloorMod Mod Pow Minimum Maximum SquaredDifference Equal NotEqual Less LessEqual Greater GreaterEqual LogicalAnd LogicalOr Select SelectV2',
    broadcast,
  ),
  ...many('FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3', ({ inputs: [x], outputs }) => ({
    values: Array.from({ length: outputs }, () => known(x?.shape ?? null, x)),
  })),
  ...many('Conv2D _FusedConv2D', conv),
  ...many('DepthwiseConv2dNative FusedDepthwiseConv2dNative DepthwiseConv2d', depthwise),
  Conv2DBackpropInput: backwards,
  ...many('MaxPool AvgPool', pool),
  ...many('ResizeBilinear ResizeNearestNeighbor', resize),
  ...many('Mean Sum Max Min Prod All Any', reduce),
  ...many('ArgMax ArgMin', argument),
  ...many('Pad PadV2 MirrorPad', pad),
  ...many('MatMul _FusedMatMul', (call) =>
    product(
      call.inputs[0],
      call.inputs[1],
      Boolean(call.attribute('transpose_a')),
      Boolean(call.attribute('transpose_b')),
    ),
  ),
  ...many('BatchMatMul BatchMatMulV2', (call) =>
    product(call.inputs[0], call.inputs[1], Boolean(call.attribute('adj_x')), Boolean(call.attribute('adj_y'))),
  ),
  ...many('Enter NextIteration Exit', carried),
  ...many('Merge Switch', carried),
  Reshape: ({ inputs: [x, shape] }) => reshaped(x, shape?.numbers, false),
  Transpose: ({ inputs: [x, order] }) =>
    transposed(x, order?.numbers?.includes(null) === false ? (order.numbers as readonly number[]) : undefined),
  ConcatV2: concat,
  Squeeze: squeeze,
  ExpandDims: expandDims,
  Slice: slice,
  StridedSlice: stridedSlice,
  Split: splitRule,
  SplitV: splitRule,
  Pack: pack,
  Unpack: unpack,
  Shape: shapeItself,
  GatherV2: ({ inputs: [x, indices, axis] }) => gathered(x, indices, axis?.numbers?.[0] ?? 0),
  GatherNd: ({ inputs: [x, indices] }) => {
    const depth = indices?.shape?.at(-1);
    return x?.shape && indices?.shape && depth != null
      ? one([...indices.shape.slice(0, -1), ...x.shape.slice(depth)], x)
      : unknown();
  },
  TopKV2: topK,
  Fill: ({ inputs: [shape] }) => (shape?.numbers ? one(shape.numbers) : unknown()),
  Range: range,
  Tile: ({ inputs: [x, times] }) =>
    x?.shape && times?.numbers
      ? one(
          x.shape.map((length, i) =>
            length === null || times.numbers![i] == null ? null : length * times.numbers![i]!,
          ),
          x,
        )
      : unknown(),
  OneHot: ({ inputs: [indices, depth] }) =>
    indices?.shape ? one([...indices.shape, depth?.numbers?.[0] ?? null], indices) : unknown(),
  Where: ({ inputs: [x] }) => one([null, x?.shape?.length ?? null], x),
  ...many(
    'NonMaxSuppressionV2 NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5',
    ({ inputs: [x], outputs }) => ({
      values: Array.from({ length: outputs }, () => known([null], x)),
    }),
  ),
  TensorListStack: stacked,
  // A list of tensors is as its tensors beside each other.
  TensorListReserve: ({ inputs: [element, count] }) =>
    element?.numbers
      ? one([count?.numbers?.[0] ?? null, ...element.numbers.map((length) => (length === -1 ? null : length))])
      : unknown(),
  TensorListFromTensor: same,
  TensorListSetItem: same,
  TensorListGetItem: ({ inputs: [list] }) => (list?.shape ? one(list.shape.slice(1), list) : unknown()),
};
