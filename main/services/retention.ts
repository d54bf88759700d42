import type { Core } from './core.ts';

const day = 86_400_000;

/** How often terms are looked at, and the head of the chain is noted outside. */
export const sweepMs = 10 * 60_000;

/**
 * What has had its time goes: people whose term is over, their own or a group's, are erased as if somebody had asked, with a receipt; then pictures of events, what events
 * sealed, and whole signed stretches of events. Returns how many people.
 */
export function sweep(core: Core, now: Date): number {
  const { store } = core;
  const by = now.toISOString();
  const expired = new Set([
    ...store.people.expired(by).map(({ id }) => id),
    ...store.access.groups.termsOver(by).map(({ personId }) => personId),
  ]);
  for (const id of expired) {
    store.people.scheduleErasure(id, now, 'expired');
    core.gallery().removePerson(id);
    core.heldFaces.forgetPerson(id);
  }
  if (expired.size > 0) {
    store.people.eraseDue(now);
    core.emit('people.changed', {});
  }
  const before = (days: number): string => new Date(now.getTime() - days * day).toISOString();
  const { eventContentDays, eventDays } = core.settings();
  if (eventContentDays > 0) store.dropEventContents(before(eventContentDays));
  store.dropSnapshots(now);
  if (eventDays > 0) store.audit.dropBefore(before(eventDays));
  return expired.size;
}
