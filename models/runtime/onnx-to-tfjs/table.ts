import type { Tensor } from '@tensorflow/tfjs-core';
import type { OpNode } from './op-node.ts';

/** What an ONNX operation is in TensorFlow.js: from a node with its inputs to its outputs, axes in ONNX's order (channels first). */
export type OpRule = (node: OpNode) => Tensor | Tensor[];

export interface OpDefinition {
  readonly rule: OpRule;
  /** Inputs that are no weights but settings: bounds, shapes, scales. They are not trained. */
  readonly settings: readonly number[];
  /** Inputs that are statistics of the training data: weights, but not trained by gradients. */
  readonly statistics: readonly number[];
}

const definitions = new Map<string, OpDefinition>();

/**
 * Adds a rule for an ONNX operation of the standard set.
 * @throws when there is one already: two files would silently compete
 */
export function defineOp(
  op: string,
  rule: OpRule,
  { settings = [], statistics = [] }: Partial<Omit<OpDefinition, 'rule'>> = {},
): void {
  if (definitions.has(op)) throw new Error(`The ONNX operation ${op} has a rule already.`);
  definitions.set(op, { rule, settings, statistics });
}

export const definitionOf = (op: string): OpDefinition | undefined => definitions.get(op);

export const definedOps = (): string[] => [...definitions.keys()].sort();
