import type { ProbeRole, RecogniserFigures } from '../../../main/contract/compare.ts';

export interface Counts {
  readonly right: number;
  readonly wrong: number;
  readonly refused: number;
}

/**
 * What softmax says where it may not refuse: of known people the best answer, right or wrong; of whoever is not enrolled always a
 * name, which is wrong. Null where its figures do not tell (of newcomers alone there is no closed-set accuracy).
 */
export function argmaxCounts(recognisers: readonly RecogniserFigures[], role: ProbeRole): Counts | null {
  const softmax = recognisers.find(({ id }) => id === 'softmax-max-probability');
  const counts = softmax?.answers.find((one) => one.role === role);
  if (softmax === undefined || counts === undefined || role === 'newcomer') return null;
  const all = counts.right + counts.wrong + counts.refused;
  if (role !== 'enrolled') return { right: 0, wrong: all, refused: 0 };
  const accuracy = softmax.closedSetAccuracy.value;
  if (accuracy === null) return null;
  const right = Math.round(accuracy * all);
  return { right, wrong: all - right, refused: 0 };
}
