import i18next from 'i18next';
import type { PersonRef } from '../../main/contract/faces.ts';
import { call } from '../host/host.ts';
import { notify, notifyProblem } from '../shell/notify.ts';
import { offerUndo } from '../shell/offer-undo.tsx';

/** Two names become one person, with an undo for as long as the host keeps the other. True when it was done. */
export async function mergePeople(keep: PersonRef, merge: PersonRef): Promise<boolean> {
  const t = i18next.getFixedT(null, 'people');
  const outcome = await call('people.merge', { keep: keep.id, merge: merge.id });
  if (!outcome.ok) {
    notifyProblem(outcome.error);
    return false;
  }
  offerUndo(t('merged', { name: merge.name, kept: keep.name }), Date.parse(outcome.value.undoUntil), () => {
    void call('people.undoMerge', { id: merge.id }).then((undone) => {
      if (undone.ok) notify({ message: t('backOne', { name: merge.name }) });
      else notifyProblem(undone.error);
    });
  });
  return true;
}

/** They are two people: not named to each other again, unless one thinks better of it within the offer. */
export async function keepApart(one: PersonRef, other: PersonRef): Promise<void> {
  const t = i18next.getFixedT(null, 'people');
  const pair = { first: one.id, second: other.id };
  const outcome = await call('people.keepApart', pair);
  if (!outcome.ok) return void notifyProblem(outcome.error);
  offerUndo(t('keptApart', { name: one.name, other: other.name }), Date.now() + 10_000, () => {
    void call('people.keepApart', { ...pair, undo: true });
  });
}
