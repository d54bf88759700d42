import type { Length } from '../graph.ts';
import { broadcast, product, same } from './elementwise.ts';
import { axisOf, type Call, constantOf, integer, integers, isNumbers, known, one, type Rule, unknown } from './rule.ts';
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

/** Sizes, steps and paddings of a window as ONNX has them: all beginnings, then all ends. */
function windowOf(call: Call, kernel: readonly number[]): Window {
  const pads = call.attribute('pads');
  const auto = call.attribute('auto_pad');
  const places = kernel.length;
  return {
    kernel,
    strides: integers(call, 'strides') ?? kernel.map(() => 1),
    dilations: integers(call, 'dilations') ?? kernel.map(() => 1),
    ceil: integer(call, 'ceil_mode', 0) === 1,
    pads:
      auto === 'SAME_UPPER' || auto === 'SAME_LOWER'
        ? 'same'
        : auto === 'VALID' || !isNumbers(pads)
          ? 'valid'
          : kernel.map((_, axis) => [pads[axis] ?? 0, pads[axis + places] ?? 0] as const),
  };
}

const lengths = (shape: readonly Length[] | null | undefined): number[] => (shape ?? []).map((length) => length ?? 1);

const conv: Rule = (call) => {
  const [x, filters] = call.inputs;
  if (!filters?.shape || filters.shape.length < 3) return unknown();
  const [out = null, each = 1, ...kernel] = filters.shape;
  return convolution(x, windowOf(call, lengths(kernel)), each ?? 1, out, 'nchw');
};

const convTranspose: Rule = (call) => {
  const [x, filters] = call.inputs;
  if (!filters?.shape || filters.shape.length < 3) return unknown();
  const [, each = 1, ...kernel] = filters.shape;
  const group = integer(call, 'group', 1);
  const out = each === null ? null : each * group;
  const more = integers(call, 'output_padding');
  return transposedConvolution(
    x,
    windowOf(call, lengths(kernel)),
    each ?? 1,
    out,
    'nchw',
    more,
    integers(call, 'output_shape')?.slice(-kernel.length),
  );
};

const pool: Rule = (call) => {
  const kernel = integers(call, 'kernel_shape');
  const pooled = kernel === undefined ? unknown() : pooling(call.inputs[0], windowOf(call, kernel), 'nchw');
  return { ...pooled, values: Array.from({ length: call.outputs }, () => pooled.values[0]!) };
};

const globalPool: Rule = ({ inputs: [x] }) =>
  x?.shape
    ? one(
        x.shape.map((length, axis) => (axis < 2 ? length : 1)),
        { ...x, layout: 'nchw' },
      )
    : unknown();

const gemm: Rule = (call) => {
  const [a, b] = call.inputs;
  return product(a, b, integer(call, 'transA', 0) === 1, integer(call, 'transB', 0) === 1);
};

const slice: Rule = (call) => {
  const [x] = call.inputs;
  const [starts, ends] = [integers(call, 'starts', 1), integers(call, 'ends', 2)];
  if (!x?.shape) return unknown();
  if (starts === undefined || ends === undefined)
    return one(
      x.shape.map(() => null),
      x,
    );
  const axes = integers(call, 'axes', 3) ?? starts.map((_, i) => i);
  const steps = integers(call, 'steps', 4) ?? starts.map(() => 1);
  const shape = [...x.shape];
  for (const [i, axis] of axes.entries()) {
    const at = axisOf(axis, shape.length);
    shape[at] = sliceLength(shape[at] ?? null, starts[i]!, ends[i]!, steps[i] ?? 1);
  }
  const numbers = x.shape.length === 1 ? slicedNumbers(x.numbers, starts[0]!, shape[0]!, steps[0] ?? 1) : null;
  return one(shape, x, numbers);
};

const pad: Rule = (call) => {
  const [x] = call.inputs;
  const pads = integers(call, 'pads', 1) ?? integers(call, 'paddings');
  const axes = integers(call, 'axes', 3) ?? x?.shape?.map((_, i) => i) ?? [];
  if (pads === undefined) return padded(x, undefined);
  const half = pads.length / 2;
  const byAxis = new Map(
    axes.map((axis, i) => [axisOf(axis, x?.shape?.length ?? 0), [pads[i], pads[i + half]] as const]),
  );
  return padded(
    x,
    x?.shape?.map((_, axis) => [byAxis.get(axis)?.[0] ?? 0, byAxis.get(axis)?.[1] ?? 0] as const),
  );
};

const resize: Rule = (call) => {
  const [x] = call.inputs;
  if (!x?.shape) return unknown();
  // Resize has [x, roi, scales, sizes], the older Upsample [x, scales].
  const sizes = call.inputs[3]?.numbers;
  const scales = call.inputs[call.op === 'Upsample' || call.inputs.length === 2 ? 1 : 2]?.numbers;
  if (sizes && sizes.length === x.shape.length) return one(sizes, x);
  const attribute = call.attribute('scales');
  const by = isNumbers(attribute) ? attribute : scales;
  if (!by || by.length !== x.shape.length)
    return one(
      x.shape.map(() => null),
      x,
    );
  return one(
    x.shape.map((length, i) => (length === null || by[i] == null ? null : Math.floor(length * by[i]))),
    x,
  );
};

const reduce: Rule = (call) => {
  const axes = integers(call, 'axes', 1);
  // An axes input that is there and is not known could be any.
  if (axes === undefined && call.inputs[1] !== undefined) return unknown();
  return reduced(call.inputs[0], axes, integer(call, 'keepdims', 1) === 1);
};

const argument: Rule = (call) =>
  reduced(call.inputs[0], [integer(call, 'axis', 0)], integer(call, 'keepdims', 1) === 1);

const flatten: Rule = (call) => {
  const [x] = call.inputs;
  if (!x?.shape) return unknown();
  const at = axisOf(integer(call, 'axis', 1), x.shape.length);
  const size = (part: readonly Length[]): Length =>
    part.reduce<Length>((a, b) => (a === null || b === null ? null : a * b), 1);
  return one([size(x.shape.slice(0, at)), size(x.shape.slice(at))], x);
};

const topK: Rule = (call) => {
  const [x, k] = call.inputs;
  if (!x?.shape) return unknown(2);
  const at = axisOf(integer(call, 'axis', -1), x.shape.length);
  const count = k?.numbers?.[0] ?? null;
  const value = known(
    x.shape.map((length, i) => (i === at ? count : length)),
    x,
  );
  return { values: [value, value] };
};

const splitOnnx: Rule = (call) => {
  const axis = integer(call, 'axis', 0);
  const x = call.inputs[0];
  const parts = integers(call, 'split', 1);
  return split(x, axis, parts ?? equalParts(x?.shape?.[axisOf(axis, x.shape.length)], call.outputs));
};

const filled: Rule = (call) => {
  const numbers = call.inputs[0]?.numbers;
  if (!numbers) return unknown();
  const value = call.attribute('value');
  const fill = typeof value === 'object' && value !== null && 'data' in value ? Number(value.data[0]) : 0;
  const few = numbers.length === 1 && numbers[0] !== null && numbers[0]! <= 64;
  return one(numbers, undefined, few ? Array.from({ length: numbers[0]! }, () => fill) : null);
};

const constant: Rule = (call) => {
  const value = call.attribute('value');
  if (typeof value === 'object' && value !== null && 'data' in value) return { values: [constantOf(value, 'nchw')] };
  for (const name of ['value_ints', 'value_floats', 'value_int', 'value_float']) {
    const given = call.attribute(name);
    if (typeof given === 'number') return { values: [constantOf({ shape: [], data: [given] }, 'nchw')] };
    if (isNumbers(given)) return { values: [constantOf({ shape: [given.length], data: given }, 'nchw')] };
  }
  return unknown();
};

const range: Rule = ({ inputs }) => {
  const [start, limit, delta] = inputs.map((input) => input?.numbers?.[0] ?? null);
  if (start == null || limit == null || delta == null) return one([null], inputs[0]);
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  return one([count], undefined, count <= 64 ? Array.from({ length: count }, (_, i) => start + i * delta) : null);
};

const expand: Rule = (call) => {
  const [x, shape] = call.inputs;
  if (!x || !shape?.numbers) return unknown();
  return broadcast({ ...call, op: 'Expand', inputs: [x, { ...known(shape.numbers, x), constant: false }] });
};

const tile: Rule = ({ inputs: [x, repeats] }) =>
  x?.shape && repeats?.numbers
    ? one(
        x.shape.map((length, i) =>
          length === null || repeats.numbers![i] == null ? null : length * repeats.numbers![i]!,
        ),
        x,
      )
    : unknown();

const spaced = (call: Call, deeper: boolean): ReturnType<Rule> => {
  const [x] = call.inputs;
  const block = integer(call, 'blocksize', 1);
  if (x?.shape?.length !== 4) return unknown();
  const [n, c, h, w] = x.shape as [Length, Length, Length, Length];
  const by = (length: Length, factor: number): Length => (length === null ? null : length * factor);
  const shape = deeper
    ? [n, by(c, block * block), by(h, 1 / block), by(w, 1 / block)]
    : [n, by(c, 1 / (block * block)), by(h, block), by(w, block)];
  return one(shape, x);
};

const gatherNd: Rule = ({ inputs: [x, indices] }) => {
  const depth = indices?.shape?.at(-1);
  if (!x?.shape || !indices?.shape || depth == null) return unknown();
  return one([...indices.shape.slice(0, -1), ...x.shape.slice(depth)], x);
};

const many = (ops: string, rule: Rule): Record<string, Rule> =>
  Object.fromEntries(ops.split(' ').map((op) => [op, rule]));

/** Operators of ONNX (https://onnx.ai/onnx/operators) as far as networks of pictures have them. */
export const onnxRules: Readonly<Record<string, Rule>> = {
  ...many(
    'Relu PRelu LeakyRelu Elu Selu Sigmoid HardSigmoid HardSwish Tanh Clip Softplus Softsign Gelu Celu ThresholdedRelu Erf Exp Log Sqrt Reciprocal Abs Neg Sign Floor Ceil Round Sin Cos Tan Atan Not IsNaN IsInf Identity Dropout Cast Softmax LogSoftmax Hardmax LpNormalization LRN InstanceNormalization LayerNormalization CumSum ScatterND ScatterElements Trilu',
    (call) => ({ ...same(call), values: Array.from({ length: call.outputs }, () => same(call).values[0]!) }),
  ),
  ...many(
    'Add Sub Mul Div Pow Mod Max Min Sum Mean Equal Less LessOrEqual Greater GreaterOrEqual And Or Xor Where',
    broadcast,
  ),
  ...many(
    'ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceSumSquare ReduceLogSumExp',
    reduce,
  ),
  ...many('ArgMax ArgMin', argument),
  ...many('MaxPool AveragePool LpPool', pool),
  ...many('GlobalAveragePool GlobalMaxPool', globalPool),
  ...many('Resize Upsample', resize),
  BatchNormalization: ({ inputs: [x], outputs }) => ({
    values: Array.from({ length: outputs }, () =>
      x ? { ...known(x.shape, x), layout: 'nchw' as const } : unknown().values[0]!,
    ),
  }),
  Conv: conv,
  ConvTranspose: convTranspose,
  Gemm: gemm,
  MatMul: ({ inputs: [a, b] }) => product(a, b, false, false),
  Reshape: (call) =>
    reshaped(call.inputs[0], integers(call, 'shape') ?? call.inputs[1]?.numbers, integer(call, 'allowzero', 0) === 0),
  Transpose: (call) => transposed(call.inputs[0], integers(call, 'perm')),
  Concat: (call) => joined(call.inputs, integer(call, 'axis', 0)),
  Squeeze: (call) => withoutAxes(call.inputs[0], integers(call, 'axes', 1)),
  Unsqueeze: (call) => withAxes(call.inputs[0], integers(call, 'axes', 1)),
  Flatten: flatten,
  Shape: shapeItself,
  Size: ({ inputs: [x] }) =>
    one([], x, [x?.shape?.reduce((a, b) => (a === null || b === null ? null : a * b), 1) ?? null]),
  Gather: (call) => gathered(call.inputs[0], call.inputs[1], integer(call, 'axis', 0)),
  GatherND: gatherNd,
  GatherElements: ({ inputs: [, indices] }) => one(indices?.shape ?? null, indices),
  Slice: slice,
  Split: splitOnnx,
  Pad: pad,
  TopK: topK,
  Constant: constant,
  ConstantOfShape: filled,
  Range: range,
  Expand: expand,
  Tile: tile,
  OneHot: ({ inputs: [indices, depth] }) =>
    indices?.shape ? one([...indices.shape, depth?.numbers?.[0] ?? null], indices) : unknown(),
  DepthToSpace: (call) => spaced(call, false),
  SpaceToDepth: (call) => spaced(call, true),
  NonZero: ({ inputs: [x] }) => one([x?.shape?.length ?? null, null], x),
  // Boxes that are kept: how many is for the picture to say; each is picture, class and box.
  NonMaxSuppression: ({ inputs: [x] }) => one([null, 3], x),
};
