import { fail, ok } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/index.ts';

type CompareHandlers = Pick<Handlers, Extract<keyof Handlers, `compare.${string}`>>;

/** Comparisons of softmax and metric learning. */
export function compareHandlers(): CompareHandlers {
  const gone = async () => fail('NOT_FOUND', 'There is no such comparison, or it was deleted.');
  return {
    'compare.start': async () => fail('BUSY', 'Comparisons cannot be started yet.'),
    'compare.follow': gone,
    'compare.list': async () => ok({ comparisons: [] }),
    'compare.get': gone,
    'compare.probes': gone,
    'compare.pictures': gone,
    'compare.cancel': gone,
    'compare.delete': gone,
  };
}
