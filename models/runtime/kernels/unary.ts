import type { Attributes } from '../graph.ts';
import type { Tracer } from '../tracer.ts';
import { defineKernel, type Inputs } from './table.ts';

type X = Inputs<'x'>;

/** tfjs kernels that ONNX has under the same meaning, one input, same shape and type. */
const SAME_IN_ONNX: Readonly<Record<string, string>> = {
  Abs: 'Abs',
  Acos: 'Acos',
  Acosh: 'Acosh',
  Asin: 'Asin',
  Asinh: 'Asinh',
  Atan: 'Atan',
  Atanh: 'Atanh',
  Ceil: 'Ceil',
  Cos: 'Cos',
  Cosh: 'Cosh',
  Elu: 'Elu',
  Erf: 'Erf',
  Exp: 'Exp',
  Floor: 'Floor',
  Log: 'Log',
  LogicalNot: 'Not',
  Neg: 'Neg',
  Reciprocal: 'Reciprocal',
  Relu: 'Relu',
  Round: 'Round',
  Selu: 'Selu',
  Sigmoid: 'Sigmoid',
  Sign: 'Sign',
  Sin: 'Sin',
  Sinh: 'Sinh',
  Softplus: 'Softplus',
  Sqrt: 'Sqrt',
  Tan: 'Tan',
  Tanh: 'Tanh',
};

for (const [kernel, op] of Object.entries(SAME_IN_ONNX)) unary(kernel, (t, x) => t.graph.node(op, [x]));

function unary<A extends object = object>(
  kernel: string,
  record: (t: Tracer, x: string, attributes: A) => string,
): void {
  defineKernel<X, A>(kernel, (t, { x }, attributes) =>
    t.elementwise([x], x.shape, x.dtype, (name) => record(t, name, attributes)),
  );
}

unary('Rsqrt', (t, x) => t.graph.node('Reciprocal', [t.graph.node('Sqrt', [x])]));
unary('Square', (t, x) => t.graph.node('Mul', [x, x]));
unary('Expm1', (t, x) => t.graph.node('Sub', [t.graph.node('Exp', [x]), t.graph.float(1)]));
unary('Log1p', (t, x) => t.graph.node('Log', [t.graph.node('Add', [x, t.graph.float(1)])]));
unary<{ alpha: number }>('LeakyRelu', (t, x, { alpha }) =>
  t.graph.node('LeakyRelu', [x], floatAttribute('alpha', alpha)),
);

const floatAttribute = (name: string, value: number): Attributes => ({ [name]: { float: value } });

defineKernel<X>('Relu6', (t, { x }) =>
  t.elementwise([x], x.shape, x.dtype, (n) => t.graph.node('Clip', [n, t.scalar(0, x.dtype), t.scalar(6, x.dtype)])),
);

defineKernel<X, { clipValueMin: number; clipValueMax: number }>('ClipByValue', (t, { x }, a) =>
  t.elementwise([x], x.shape, x.dtype, (n) =>
    t.graph.node('Clip', [n, t.scalar(a.clipValueMin, x.dtype), t.scalar(a.clipValueMax, x.dtype)]),
  ),
);

defineKernel<X>('IsNan', (t, { x }) => t.elementwise([x], x.shape, 'bool', (n) => t.graph.node('IsNaN', [n])));
defineKernel<X>('IsInf', (t, { x }) => t.elementwise([x], x.shape, 'bool', (n) => t.graph.node('IsInf', [n])));
defineKernel<X>('IsFinite', (t, { x }) =>
  t.elementwise([x], x.shape, 'bool', (n) =>
    t.graph.node('Not', [t.graph.node('Or', [t.graph.node('IsNaN', [n]), t.graph.node('IsInf', [n])])]),
  ),
);

/** Times this every float32 above zero is at least 1, but numbers below 3e-39, which are smaller than float32 has in full precision. */
const STEEP = { alpha: { float: 3.4e38 }, beta: { float: 0 } };

/** The derivative of ReLU (alpha 0) and leaky ReLU: 1 above zero, alpha elsewhere. */
defineKernel<X, { alpha: number }>('Step', (t, { x }, { alpha }) => {
  // x times a very large number, cut off at 0 and 1: one operator that threads share, where a comparison's cast has only one (docs/benchmarks.md).
  if (!alpha && x.dtype === 'float32')
    return t.elementwise([x], x.shape, x.dtype, (n) => t.graph.node('HardSigmoid', [n], STEEP));
  const positive = t.elementwise([x], x.shape, 'bool', (n) => t.graph.node('Greater', [n, t.scalar(0, x.dtype)]));
  if (!alpha) return t.call('Cast', { x: positive }, { dtype: x.dtype });
  return t.elementwise([positive], x.shape, x.dtype, (n) =>
    t.graph.node('Where', [n, t.scalar(1, x.dtype), t.scalar(alpha, x.dtype)]),
  );
});

defineKernel<Inputs<'dy' | 'y'>>('EluGrad', (t, { dy, y }) =>
  t.elementwise([dy, y], y.shape, dy.dtype, (gradient, out) =>
    t.graph.node('Where', [
      t.graph.node('GreaterOrEqual', [out, t.graph.float(0)]),
      gradient,
      t.graph.node('Mul', [gradient, t.graph.node('Add', [out, t.graph.float(1)])]),
    ]),
  ),
);
