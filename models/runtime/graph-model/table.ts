import type { Rule } from '../kernels/table.ts';
import type { Tracer } from '../tracer.ts';
import type { Value } from '../value.ts';

const rules = new Map<string, Rule>();

/**
 * Says what a tfjs kernel is in a TensorFlow graph; as `defineKernel` does for ONNX.
 * @throws when the kernel already has a rule: two files would silently compete
 */
export function defineGraphOp<I extends object, A extends object = object>(
  kernel: string,
  rule: (tracer: Tracer, inputs: I, attributes: A) => Value | Value[],
): void {
  if (rules.has(kernel)) throw new Error(`Kernel ${kernel} has a graph operation already.`);
  rules.set(kernel, rule as unknown as Rule);
}

export const graphRuleFor = (kernel: string): Rule | undefined => rules.get(kernel);
