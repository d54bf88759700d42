import type { Tracer } from '../tracer.ts';
import type { Value } from '../value.ts';
import { sliceAlong } from './slice.ts';
import { defineKernel, type Inputs } from './table.ts';

interface ResponseNormAttributes {
  readonly depthRadius: number;
  readonly bias: number;
  readonly alpha: number;
  readonly beta: number;
}

/** Sum over the channels within `radius` of each. ONNX's own LRN divides alpha by the window, and has no gradient. */
function windowSum(t: Tracer, x: Value, radius: number): Value {
  const axis = x.shape.length - 1;
  const channels = x.shape[axis] as number;
  const paddings = x.shape.map((_, i) => (i === axis ? [radius, radius] : [0, 0]));
  const padded = t.call('PadV2', { x }, { paddings, constantValue: 0 });
  const shifts = Array.from(
    { length: 2 * radius + 1 },
    (_, i) => [i, sliceAlong(t, padded, axis, i, channels)] as const,
  );
  return t.call('AddN', Object.fromEntries(shifts));
}

/** bias + alpha × the sum of squares around each channel. */
function normOf(t: Tracer, x: Value, { depthRadius, alpha, bias }: ResponseNormAttributes): Value {
  const squares = windowSum(t, t.call('Square', { x }), depthRadius);
  return t.call('Add', { a: t.call('Multiply', { a: squares, b: number(t, alpha) }), b: number(t, bias) });
}

const number = (t: Tracer, value: number): Value => t.uniform([], value, 'float32');

/** tf.localResponseNormalization: x × norm^−beta. */
defineKernel<Inputs<'x'>, ResponseNormAttributes>('LRN', (t, { x }, a) =>
  t.call('Multiply', { a: x, b: t.call('Pow', { a: normOf(t, x, a), b: number(t, -a.beta) }) }),
);

/** dy × norm^−beta − 2 alpha beta x × the sum of dy × y ÷ norm around each channel. */
defineKernel<Inputs<'x' | 'y' | 'dy'>, ResponseNormAttributes>('LRNGrad', (t, { x, y, dy }, a) => {
  const norm = normOf(t, x, a);
  const straight = t.call('Multiply', { a: dy, b: t.call('Pow', { a: norm, b: number(t, -a.beta) }) });
  const share = t.call('RealDiv', { a: t.call('Multiply', { a: dy, b: y }), b: norm });
  const around = t.call('Multiply', { a: x, b: windowSum(t, share, a.depthRadius) });
  return t.call('Sub', { a: straight, b: t.call('Multiply', { a: around, b: number(t, 2 * a.alpha * a.beta) }) });
});
