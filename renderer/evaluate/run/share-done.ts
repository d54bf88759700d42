import {
  type EvaluationProgress,
  type EvaluationProtocol,
  type EvaluationStage,
  evaluationStages,
} from '../../../main/contract/evaluation.ts';

/** About what part of the whole each stage takes: turning pictures into templates is nearly all of it. */
const weights: Readonly<Record<EvaluationStage, number>> = {
  read: 0.02,
  embed: 0.8,
  compare: 0.06,
  search: 0.06,
  intervals: 0.06,
};

/** How far a stage is, 0 … 1. */
export const shareOfStage = ({ done, total }: Pick<EvaluationProgress, 'done' | 'total'>): number =>
  total === 0 ? 0 : Math.min(1, done / total);

/** How far the whole is, 0 … 1, about: it never goes back. */
export function shareDone(progress: EvaluationProgress): number {
  let before = 0;
  for (const stage of evaluationStages) {
    if (stage === progress.stage) return before + weights[stage] * shareOfStage(progress);
    before += weights[stage];
  }
  return before;
}

/** The stages that a protocol goes through: 1:1 does not search, and 1:N compares within its searches. */
export const stagesOf = ({ protocol }: EvaluationProtocol): readonly EvaluationStage[] =>
  evaluationStages.filter((stage) =>
    protocol === 'verification' || protocol === 'all-pairs' ? stage !== 'search' : true,
  );
