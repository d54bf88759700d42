import type { Attributes } from '../graph.ts';
import { broadcastShapes, type Shape, sizeOf } from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import type { DType } from '../types.ts';
import { Value } from '../value.ts';
import { emit, TF_TYPE } from './emit.ts';
import { inverse, permute, permutedOf, transpose } from './permuted.ts';
import { defineGraphOp } from './table.ts';

/** An operation number by number, with broadcasting; transposes of its operands are made of its result instead. */
export function elementwise(
  t: Tracer,
  op: string,
  operands: readonly [Value, ...Value[]],
  dtype: DType,
  attributes: Attributes = {},
): Value {
  const shape = broadcastShapes(...operands.map((value) => value.shape));
  const given = operands.map((value) => asScalar(value, operands, shape)) as [Value, ...Value[]];
  const permutation = given.map((value) => permutedOf(t, value)?.permutation).find((found) => found !== undefined);
  if (permutation?.length === shape.length) {
    const moved = given.map((value) => before(t, value, permutation));
    if (moved.every((value) => value !== undefined)) {
      const source = emit(t, op, moved as [Value], permute(shape, inverse(permutation)), dtype, attributes);
      return transpose(t, source, permutation);
    }
  }
  return emit(t, op, given, shape, dtype, attributes);
}

/** A constant that is one number everywhere, where the others have the result's shape without it. */
function asScalar(value: Value, all: readonly Value[], shape: Shape): Value {
  if (!value.data || !value.isUniform || value.shape.length === 0) return value;
  const others = all.filter((other) => other !== value);
  if (others.length === 0 || `${broadcastShapes(...others.map((other) => other.shape))}` !== `${shape}`) return value;
  return Value.constant(value.data.slice(0, 1), [], value.dtype);
}

/** The operand as it is before the transpose; undefined where that would need another one. */
function before(t: Tracer, value: Value, permutation: readonly number[]): Value | undefined {
  if (sizeOf(value.shape) === 1 && value.shape.length === 0) return value;
  if (!value.data) {
    const permuted = permutedOf(t, value);
    return permuted && `${permuted.permutation}` === `${permutation}` ? permuted.source : undefined;
  }
  const padded = [...Array<number>(permutation.length - value.shape.length).fill(1), ...value.shape];
  const back = inverse(permutation);
  const shape = permute(padded, back);
  const lead = shape.findIndex((length) => length !== 1);
  const name = t.permutedConstant(value.data, padded, back, shape.slice(lead < 0 ? shape.length : lead), value.dtype);
  const { data, shape: named } = t.graph.constants.get(name) as { data: typeof value.data; shape: Shape };
  return Value.constant(data, named, value.dtype);
}

type X = Readonly<Record<'x', Value>>;
type AB = Readonly<Record<'a' | 'b', Value>>;

const SAME_UNARY =
  'Abs Acos Acosh Asin Asinh Atan Atanh Ceil Cos Cosh Elu Erf Exp Expm1 Floor Log Log1p LogicalNot Neg Reciprocal Relu Relu6 Round Rsqrt Selu Sigmoid Sign Sin Sinh Softplus Sqrt Square Tan Tanh';
for (const kernel of SAME_UNARY.split(' '))
  defineGraphOp<X>(kernel, (t, { x }) => elementwise(t, kernel, [x], x.dtype));

defineGraphOp<X, { alpha: number }>('LeakyRelu', (t, { x }, { alpha }) =>
  elementwise(t, 'LeakyRelu', [x], x.dtype, { alpha: { float: alpha } }),
);

defineGraphOp<X, { clipValueMin: number; clipValueMax: number }>('ClipByValue', (t, { x }, a) => {
  const bounds = [a.clipValueMin, a.clipValueMax].map((bound) => t.uniform([], bound, x.dtype)) as [Value, Value];
  return elementwise(t, 'ClipByValue', [x, ...bounds], x.dtype);
});

defineGraphOp<X, { dtype: DType }>('Cast', (t, { x }, { dtype }) =>
  x.dtype === dtype ? x : elementwise(t, 'Cast', [x], dtype, { SrcT: TF_TYPE[x.dtype], DstT: TF_TYPE[dtype] }),
);

const BINARY: Readonly<Record<string, string>> = {
  Add: 'AddV2',
  Sub: 'Sub',
  Multiply: 'Mul',
  Mod: 'FloorMod',
  Maximum: 'Maximum',
  Minimum: 'Minimum',
  Pow: 'Pow',
  SquaredDifference: 'SquaredDifference',
};
for (const [kernel, op] of Object.entries(BINARY))
  defineGraphOp<AB>(kernel, (t, { a, b }) => elementwise(t, op, [a, b], a.dtype));

/** tfjs divides integers truly and stores the quotient as float. */
defineGraphOp<AB>('RealDiv', (t, { a, b }) => {
  const [x, y] = [a, b].map((value) => t.call('Cast', { x: value }, { dtype: 'float32' })) as [Value, Value];
  return elementwise(t, 'RealDiv', [x, y], 'float32');
});
defineGraphOp<AB>('FloorDiv', (t, { a, b }) => elementwise(t, 'FloorDiv', [a, b], 'int32'));

const LOGIC = 'Equal NotEqual Greater GreaterEqual Less LessEqual LogicalAnd LogicalOr';
for (const kernel of LOGIC.split(' '))
  defineGraphOp<AB>(kernel, (t, { a, b }) => elementwise(t, kernel, [a, b], 'bool'));

defineGraphOp<Readonly<Record<'x' | 'alpha', Value>>>('Prelu', (t, { x, alpha }) =>
  elementwise(t, 'Prelu', [x, alpha], x.dtype),
);

defineGraphOp<Readonly<Record<'condition' | 't' | 'e', Value>>>('Select', (t, inputs) =>
  elementwise(t, 'SelectV2', [inputs.condition, inputs.t, inputs.e], inputs.t.dtype),
);

defineGraphOp<Readonly<Record<string, Value>>>('AddN', (t, terms) =>
  Object.values(terms).reduce((sum, term) => elementwise(t, 'AddV2', [sum, term], sum.dtype)),
);
