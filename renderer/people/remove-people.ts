import i18next from 'i18next';
import type { PersonRef } from '../../main/contract/faces.ts';
import { call } from '../host/host.ts';
import { notify, notifyProblem } from '../shell/notify.ts';
import { offerUndo } from '../shell/offer-undo.tsx';

/** Removes people at once, with an undo for as long as the host keeps them; `now` erases without the wait. True when all are removed. */
export async function removePeople(people: readonly PersonRef[], { now = false } = {}): Promise<boolean> {
  const removed: PersonRef[] = [];
  let undoUntil = 0;
  for (const person of people) {
    const outcome = await call('people.remove', { id: person.id, now });
    if (!outcome.ok) {
      notifyProblem(outcome.error);
      break;
    }
    removed.push(person);
    // The first removed is the first to be erased: while all can come back, undo is offered.
    undoUntil = undoUntil === 0 ? Date.parse(outcome.value.undoUntil) : undoUntil;
  }
  if (removed.length > 0) {
    if (now) notify({ message: saidOf(removed, 'erased') });
    else offerUndo(saidOf(removed, 'removed'), undoUntil, () => void bringBack(removed));
  }
  return removed.length === people.length;
}

async function bringBack(people: readonly PersonRef[]): Promise<void> {
  for (const person of people) {
    const outcome = await call('people.undoRemove', { id: person.id });
    if (!outcome.ok) return void notifyProblem(outcome.error);
  }
  notify({ message: saidOf(people, 'back') });
}

function saidOf(people: readonly PersonRef[], what: 'removed' | 'erased' | 'back'): string {
  const t = i18next.getFixedT(null, 'people');
  const [first, ...others] = people;
  return others.length === 0
    ? t(`${what}One`, { name: first?.name ?? '' })
    : t(`${what}Many`, { count: people.length });
}
