import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/index.ts';

type EvaluationHandlers = Pick<Handlers, Extract<keyof Handlers, `evaluation.${string}`>>;

/** Evaluations of the store. Until they are kept there is none to be found. */
export function evaluationHandlers(): EvaluationHandlers {
  const gone = async (): Promise<Outcome<never>> =>
    fail('NOT_FOUND', 'There is no such evaluation, or it was deleted.');
  return {
    'evaluation.inspect': gone,
    'evaluation.start': gone,
    'evaluation.follow': gone,
    'evaluation.cancel': gone,
    'evaluation.resume': gone,
    'evaluation.list': async () => ok({ runs: [], pdf: false }),
    'evaluation.read': gone,
    'evaluation.pictures': gone,
    'evaluation.operatingPoint': gone,
    'evaluation.compare': gone,
    'evaluation.report': gone,
    'evaluation.rename': gone,
    'evaluation.delete': gone,
    'evaluation.undoDelete': gone,
  };
}
