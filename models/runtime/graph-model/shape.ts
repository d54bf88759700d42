import type { Inputs } from '../kernels/table.ts';
import type { Tracer } from '../tracer.ts';
import type { Value } from '../value.ts';
import { emit, TF_TYPE, wholeNumber } from './emit.ts';
import { inverse, permute, permutedOf, reshape, transpose } from './permuted.ts';
import { defineGraphOp } from './table.ts';

type X = Inputs<'x'>;
type Many = Readonly<Record<string, Value>>;

defineGraphOp<X>('Identity', (_, { x }) => x);
defineGraphOp<X, { shape: number[] }>('Reshape', (t, { x }, { shape }) => reshape(t, x, shape));
defineGraphOp<X, { perm: number[] }>('Transpose', (t, { x }, { perm }) => transpose(t, x, perm));
defineGraphOp<Inputs<'input'>, { dim: number }>('ExpandDims', (t, { input }, { dim }) => {
  const at = dim < 0 ? dim + input.shape.length + 1 : dim;
  return reshape(t, input, input.shape.toSpliced(at, 0, 1));
});

/** Joined before their transpose where all have the same one. */
defineGraphOp<Many, { axis: number }>('Concat', (t, parts, { axis }) => {
  const values = Object.values(parts) as [Value, ...Value[]];
  const permuted = values.map((value) => permutedOf(t, value));
  const permutation = permuted[0]?.permutation;
  if (permutation && permuted.every((one) => `${one?.permutation}` === `${permutation}`)) {
    const sources = permuted.map((one) => one?.source as Value) as [Value, ...Value[]];
    return transpose(t, concat(t, sources, permutation[axis] as number), permutation);
  }
  return concat(t, values, axis);
});

function concat(t: Tracer, values: readonly [Value, ...Value[]], axis: number): Value {
  const [{ shape, dtype }] = values;
  const length = values.reduce((sum, value) => sum + (value.shape[axis] as number), 0);
  return emit(t, 'ConcatV2', [...values, wholeNumber(t, axis)], shape.with(axis, length), dtype, { N: values.length });
}

defineGraphOp<Many, { axis: number }>('Pack', (t, parts, { axis }) => {
  const values = Object.values(parts).map((value) => reshape(t, value, value.shape.toSpliced(axis, 0, 1)));
  return concat(t, values as [Value, ...Value[]], axis);
});

type Paddings = readonly (readonly [number, number])[];

defineGraphOp<X, { paddings: Paddings; constantValue: number }>('PadV2', (t, { x }, { paddings, constantValue }) => {
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  const permuted = permutedOf(t, x);
  if (!permuted) return pad(t, x, paddings, constantValue);
  const { source, permutation } = permuted;
  return transpose(t, pad(t, source, permute(paddings, inverse(permutation)), constantValue), permutation);
});

function pad(t: Tracer, x: Value, paddings: Paddings, fill: number): Value {
  const shape = x.shape.map((length, i) => length + (paddings[i]?.[0] ?? 0) + (paddings[i]?.[1] ?? 0));
  const amounts = t.graph.constant(Float64Array.from(paddings.flat()), [paddings.length, 2], 'int64');
  return emit(t, 'PadV2', [x, amounts, t.scalar(fill, x.dtype)], shape, x.dtype);
}

/** A length that reaches the end is written as −1, so that it holds for any batch. */
function slice(t: Tracer, x: Value, begin: readonly number[], size: readonly number[]): Value {
  const lengths = size.map((length, i) => ((begin[i] as number) + length === x.shape[i] ? -1 : length));
  return emit(t, 'Slice', [x, t.graph.ints(begin), t.graph.ints(lengths)], size, x.dtype);
}

defineGraphOp<X, { begin: number[]; size: number[] }>('Slice', (t, { x }, { begin, size }) => {
  const lengths = size.map((length, i) => (length === -1 ? (x.shape[i] as number) - (begin[i] as number) : length));
  const permuted = permutedOf(t, x);
  if (!permuted) return slice(t, x, begin, lengths);
  const back = inverse(permuted.permutation);
  const sliced = slice(t, permuted.source, permute(begin, back), permute(lengths, back));
  return transpose(t, sliced, permuted.permutation);
});

defineGraphOp<X, { numOrSizeSplits: number[] | number; axis: number }>('SplitV', (t, { x }, a) => {
  const axis = a.axis < 0 ? a.axis + x.shape.length : a.axis;
  const length = x.shape[axis] as number;
  const count = a.numOrSizeSplits;
  const sizes = typeof count === 'number' ? Array<number>(count).fill(length / count) : count;
  let start = 0;
  return sizes.map((size) => {
    const begin = x.shape.map((_, i) => (i === axis ? start : 0));
    start += size;
    return slice(t, x, begin, x.shape.with(axis, size));
  });
});

defineGraphOp<Inputs<'x' | 'indices'>, { axis: number; batchDims?: number }>('GatherV2', (t, { x, indices }, a) => {
  const axis = a.axis < 0 ? a.axis + x.shape.length : a.axis;
  const batch = a.batchDims ?? 0;
  const shape = [...x.shape.slice(0, axis), ...indices.shape.slice(batch), ...x.shape.slice(axis + 1)];
  return emit(t, 'GatherV2', [x, indices, wholeNumber(t, axis)], shape, x.dtype, {
    ...{ batch_dims: batch, Tparams: TF_TYPE[x.dtype] },
  });
});

defineGraphOp<X, { reps: number[] }>('Tile', (t, { x }, { reps }) =>
  reps.every((times) => times === 1)
    ? x
    : emit(
        t,
        'Tile',
        [x, t.graph.ints(reps)],
        x.shape.map((length, i) => length * (reps[i] as number)),
        x.dtype,
      ),
);
