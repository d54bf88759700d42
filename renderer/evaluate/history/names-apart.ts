import type { EvaluationRun } from '../../../main/contract/evaluation.ts';

/** What two evaluations are called beside each other: by model where they differ in it, else by name, else by order. */
export function namesApart(first: EvaluationRun, second: EvaluationRun): readonly [string, string] {
  if (first.model.name !== second.model.name) return [first.model.name, second.model.name];
  if (first.name !== second.name) return [first.name, second.name];
  return [`${first.name} (1)`, `${second.name} (2)`];
}
