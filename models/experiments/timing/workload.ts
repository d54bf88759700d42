import { type BlockCost, type BlockStep, costOf } from '../../layers/convolutions/blocks.ts';

export const activationKinds = ['relu', 'relu6', 'hard-swish', 'sigmoid', 'swish', 'tanh'] as const;
export type ActivationKind = (typeof activationKinds)[number];

export interface ActivationStep {
  readonly op: 'activation';
  readonly kind: ActivationKind;
}

export type WorkStep = BlockStep | ActivationStep;

/** A piece of a network to be timed: square maps of one picture go in. What is the same piece for every backend, whatever its format. */
export interface Workload {
  readonly side: number;
  readonly channels: number;
  readonly steps: readonly WorkStep[];
}

export const costOfWorkload = ({ steps, side }: Workload): BlockCost =>
  costOf(
    steps.filter((step) => step.op !== 'activation'),
    side,
  );

/** A filter's numbers, [k, k, in / groups, out] as they are drawn: small, of both signs, the same for every backend. */
export function filterNumbers(length: number, fanIn: number, random: () => number): Float32Array {
  const spread = Math.sqrt(6 / fanIn);
  return Float32Array.from({ length }, () => spread * (2 * random() - 1));
}
