import { type BlockKind, type BlockStep, stepsOf } from '../../../models/layers/convolutions/blocks.ts';
import type { Settings } from './settings.ts';

/** Channels in and out that are drawn: more would be lines on lines. */
export const drawn = 8;

type Choice = Pick<Settings, 'kind' | 'kernel' | 'groups' | 'expansion'>;

/** The block as it is drawn. */
export const drawnSteps = ({ kind, kernel, groups, expansion }: Choice): BlockStep[] =>
  stepsOf({ kind, kernel, groups, expansion, stride: 1, input: drawn, output: drawn });

/** The same at the chosen width: its numbers are those that are told. */
export const stepsAt = ({ kernel, groups, expansion }: Choice, kind: BlockKind, width: number): BlockStep[] =>
  stepsOf({ kind, kernel, groups, expansion, stride: 1, input: width, output: width });

/** How many results the drawn block has, over all its steps. */
export const resultsOf = (choice: Choice): number => drawnSteps(choice).reduce((sum, { output }) => sum + output, 0);

/** A result: of which step, from 0, and which of its channels. */
export interface Result {
  readonly step: number;
  readonly channel: number;
}

/** The n-th of all results, from 1. */
export function resultAt(steps: readonly BlockStep[], n: number): Result | null {
  let left = n - 1;
  for (const [step, { output }] of steps.entries()) {
    if (left < 0) return null;
    if (left < output) return { step, channel: left };
    left -= output;
  }
  return null;
}

export const placeOf = (steps: readonly BlockStep[], { step, channel }: Result): number =>
  steps.slice(0, step).reduce((sum, { output }) => sum + output, 0) + channel + 1;

/** Channels of the column before that a result is made of. */
export function sourcesOf(step: BlockStep, channel: number): number[] {
  const each = step.input / step.groups;
  if (step.op === 'shuffle') return [(channel % step.groups) * each + Math.floor(channel / step.groups)];
  const group = Math.floor(channel / (step.output / step.groups));
  return Array.from({ length: each }, (_, i) => group * each + i);
}

/** All that a result depends on, column by column from the input (0); the last is the result alone. */
export function traced(steps: readonly BlockStep[], { step, channel }: Result): ReadonlySet<number>[] {
  const columns: Set<number>[] = [new Set([channel])];
  for (let s = step; s >= 0; s--)
    columns.unshift(new Set([...columns[0]!].flatMap((one) => sourcesOf(steps[s]!, one))));
  return columns;
}

/** A step in the terms of the papers. */
export function stepName(
  step: BlockStep,
): 'shuffle' | 'depthwise' | 'pointwise' | 'grouped' | 'groupedPointwise' | 'dense' {
  if (step.op === 'shuffle') return 'shuffle';
  if (step.groups > 1 && step.groups === step.input && step.groups === step.output) return 'depthwise';
  if (step.groups > 1) return step.kernel === 1 ? 'groupedPointwise' : 'grouped';
  return step.kernel === 1 ? 'pointwise' : 'dense';
}
