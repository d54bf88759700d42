import { broadcastShapes } from '../shapes.ts';
import { TraceError } from '../trace-error.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { activate, type FusedAttributes } from './activation.ts';
import { defineKernel, type Inputs } from './table.ts';

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * The product's shape: leading axes broadcast, [..., m, k] × [..., k, n] → [..., m, n].
 * @throws TraceError when the two k differ, which tfjs leaves to its kernels to find
 */
function productShape(a: Value, b: Value, { transposeA, transposeB }: MatMulAttributes): number[] {
  const inner = [a.shape.at(transposeA ? -2 : -1), b.shape.at(transposeB ? -1 : -2)];
  if (inner[0] !== inner[1]) {
    throw new TraceError(`matMul: inner lengths ${inner[0]} of [${a.shape}] and ${inner[1]} of [${b.shape}] differ.`);
  }
  const m = a.shape.at(transposeA ? -1 : -2) as number;
  const n = b.shape.at(transposeB ? -2 : -1) as number;
  return [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), m, n];
}

const gemmFlags = (a: MatMulAttributes) => ({ transA: Number(!!a.transposeA), transB: Number(!!a.transposeB) });

function matrixOperand(t: Tracer, value: Value, transposed: boolean): string {
  const name = t.full(value);
  if (!transposed) return name;
  const axes = value.shape.map((_, axis) => axis);
  return t.transpose(name, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}

defineKernel<Inputs<'a' | 'b'>, MatMulAttributes>('BatchMatMul', (t, { a, b }, attributes) => {
  const shape = productShape(a, b, attributes);
  if (a.shape.length === 2 && b.shape.length === 2 && (attributes.transposeA || attributes.transposeB)) {
    return Value.computed(shape, a.dtype, t.graph.node('Gemm', [t.full(a), t.full(b)], gemmFlags(attributes)));
  }
  const names = [matrixOperand(t, a, attributes.transposeA), matrixOperand(t, b, attributes.transposeB)];
  return Value.computed(shape, a.dtype, t.graph.node('MatMul', names));
});

defineKernel<Inputs<'a' | 'b', 'bias' | 'preluActivationWeights'>, MatMulAttributes & FusedAttributes>(
  '_FusedMatMul',
  (t, { a, b, bias, preluActivationWeights }, attributes) => {
    if (a.shape.length === 2 && b.shape.length === 2 && bias && bias.shape.length <= 1) {
      const names = [t.full(a), t.full(b), t.full(bias)];
      const gemm = t.graph.node('Gemm', names, gemmFlags(attributes));
      const product = Value.computed(productShape(a, b, attributes), a.dtype, gemm);
      return activate(t, product, attributes, preluActivationWeights);
    }
    const product = t.call('BatchMatMul', { a, b }, attributes);
    const shifted = bias ? t.call('Add', { a: product, b: bias }) : product;
    return activate(t, shifted, attributes, preluActivationWeights);
  },
);
