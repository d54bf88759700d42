import type { Attributes } from '../graph.ts';
import type { Shape } from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import type { DType } from '../types.ts';
import { Value } from '../value.ts';

/** TensorFlow's names of element types, as GraphDef has them in JSON. */
export const TF_TYPE = { float32: 'DT_FLOAT', int32: 'DT_INT32', bool: 'DT_BOOL' } as const;

/** A boolean attribute: `graph.ts` has none, since ONNX has none. */
export const flag = (value: boolean | undefined): string => (value ? 'true' : 'false');

/** Adds one TensorFlow operation; operands that are names are constants (shapes, axes). Its type is that of the first operand. */
export function emit(
  t: Tracer,
  op: string,
  operands: readonly [Value, ...(Value | string)[]],
  shape: Shape,
  dtype: DType,
  attributes: Attributes = {},
): Value {
  const names = operands.map((operand) => (typeof operand === 'string' ? operand : t.full(operand)));
  return Value.computed(shape, dtype, t.graph.node(op, names, { T: TF_TYPE[operands[0].dtype], ...attributes }));
}

/** A single whole number, without axes, as a constant. */
export const wholeNumber = (t: Tracer, value: number): string => t.graph.constant(Float64Array.of(value), [], 'int64');
