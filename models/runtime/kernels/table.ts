import type { Tracer } from '../tracer.ts';
import type { Value } from '../value.ts';

/** A kernel's inputs by tfjs's names for them: those it always has, and those it may lack. */
export type Inputs<Required extends string, Optional extends string = never> = Readonly<
  Record<Required, Value> & Partial<Record<Optional, Value>>
>;

/**
 * What a tfjs kernel means in the graph: given values and attributes, it records nodes and returns the results. It is
 * called only when at least one input is not a constant.
 */
export type Rule = (tracer: Tracer, inputs: Readonly<Record<string, Value>>, attributes: object) => Value | Value[];

const rules = new Map<string, Rule>();

/**
 * Adds a rule for a tfjs kernel. `I` and `A` describe the inputs and attributes as tfjs passes them.
 * @throws when the kernel already has a rule: two files would silently compete.
 */
export function defineKernel<I extends object, A extends object = object>(
  kernel: string,
  rule: (tracer: Tracer, inputs: I, attributes: A) => Value | Value[],
): void {
  if (rules.has(kernel)) throw new Error(`Kernel ${kernel} has a rule already.`);
  rules.set(kernel, rule as unknown as Rule);
}

export const ruleFor = (kernel: string): Rule | undefined => rules.get(kernel);

export const definedKernels = (): string[] => [...rules.keys()].sort();
