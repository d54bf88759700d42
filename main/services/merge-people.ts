import { fail, ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import type { Core } from './core.ts';
import { undoMilliseconds } from './people.ts';
import { personChecks } from './person-checks.ts';
import { presentIdentifyThreshold } from './thresholds.ts';

type MergeHandlers = Pick<Handlers, 'people.merge' | 'people.undoMerge' | 'people.keepApart' | 'people.checks'>;

/** One at a time and one waiting: whoever asks meanwhile gets the next answer, so that many changes do not ask for as many looks. */
function coalesced<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  const run = (): Promise<T> => {
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (running === null) return run();
    next ??= running
      .catch(() => {}) // whoever asked for it hears of it
      .then(() => {
        next = null;
        return run();
      });
    return next;
  };
}

/** Who looks like whom, and what to do about it. */
export function mergeHandlers(core: Core, scheduleErasure: (at: Date) => void): MergeHandlers {
  const checkAll = coalesced(() => personChecks(core, null));
  /** A person's row of the gallery, as the store has it now. */
  const reload = (personId: string): void => {
    const gallery = core.gallery();
    gallery.removePerson(personId);
    gallery.add(
      core.store.templates
        .ofPerson(personId)
        .filter(({ modelId }) => modelId === core.record().id)
        .map(({ id, vector, quality }) => ({ templateId: id, personId, vector, quality })),
    );
  };
  /** Faces said not to be the one, that are the other's: a merge says that they are. */
  const contradicted = (keep: string, merge: string): string[] => {
    const { value: threshold } = presentIdentifyThreshold(core);
    const modelId = core.record().id;
    const others = core.store.templates.ofPerson(merge).filter((one) => one.modelId === modelId);
    return [...new Set(others.flatMap(({ vector }) => core.negatives.near(modelId, keep, vector, threshold)))];
  };
  return {
    'people.merge': async ({ keep, merge }) => {
      const at = new Date(Date.now() + undoMilliseconds);
      const suspended = contradicted(keep, merge);
      core.store.merges.merge(keep, merge, at);
      core.store.labels.suspendNegatives(suspended, merge);
      core.gallery().removePerson(merge);
      reload(keep);
      scheduleErasure(at);
      for (const id of [keep, merge]) core.emit('people.changed', { id });
      return ok({ undoUntil: at.toISOString() });
    },

    'people.undoMerge': async ({ id }) => {
      const kept = core.store.merges.undo(id);
      core.store.labels.resumeNegatives(id);
      if (core.store.people.find(kept) !== null) reload(kept);
      reload(id);
      for (const one of [kept, id]) core.emit('people.changed', { id: one });
      return ok({});
    },

    'people.keepApart': async ({ first, second, undo }) => {
      if (first === second || [first, second].some((id) => core.store.people.find(id) === null))
        return fail('NOT_FOUND', 'There are no such two people, or one was removed.');
      if (undo === true) core.store.keptApart.remove(first, second);
      else core.store.keptApart.add(first, second);
      for (const id of [first, second]) core.emit('people.changed', { id });
      return ok({});
    },

    'people.checks': async ({ id }) =>
      ok({ people: id === undefined ? await checkAll() : await personChecks(core, [id]) }),
  };
}
