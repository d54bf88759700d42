import type { DType } from '../types.ts';
import { defineKernel, type Inputs } from './table.ts';

type X = Inputs<'x'>;

defineKernel<X>('Identity', (_, { x }) => x);

/** Float to int truncates in both; NaN and infinities are undefined in ONNX and must not be relied on. */
defineKernel<X, { dtype: DType }>('Cast', (t, { x }, { dtype }) => {
  if (dtype === x.dtype) return x;
  return t.elementwise([x], x.shape, dtype, (name) => t.cast(name, dtype));
});

// What these hold depends on their input's shape alone, which is known: they are constants.
defineKernel<X>('ZerosLike', (t, { x }) => t.uniform(x.shape, 0, x.dtype));
defineKernel<X>('OnesLike', (t, { x }) => t.uniform(x.shape, 1, x.dtype));
