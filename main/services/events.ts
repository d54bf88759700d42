import { ok } from '../contract/errors.ts';
import type { EventRecord } from '../contract/events.ts';
import type { PersonRef } from '../contract/faces.ts';
import type { Handlers } from '../contract/index.ts';
import type { Core } from './core.ts';
import { namesOfOperators } from './operators/names.ts';

export function eventHandlers(core: Core): Pick<Handlers, 'events.list' | 'events.snapshot' | 'events.dropSnapshots'> {
  return {
    'events.list': async ({ limit, before, kind, personId, what, acts, since, until, name, count }) => {
      const names = new Map(core.store.people.list().map((person) => [person.id, person.name]));
      const fitting = {
        ...(kind === undefined ? {} : { kind }),
        ...(personId === undefined ? {} : { personId }),
        ...(what === undefined ? {} : { what }),
        ...(acts === undefined ? {} : { acts }),
        ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
        ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
        // Names are sealed, so they are compared here and the store is asked for ids.
        ...(name === undefined || name.trim() === '' ? {} : { personIds: idsNamed(names, name) }),
      };
      const stored = core.store.events.list({
        limit,
        ...(before === undefined ? {} : { before: Number(before) }),
        ...fitting,
      });
      const personRef = (id: string | null) =>
        id !== null && names.has(id) ? { id, name: names.get(id) ?? '' } : null;
      const doors = core.store.access.doors.names();
      const doorRef = (id: unknown) =>
        typeof id === 'string' && doors.has(id) ? { id, name: doors.get(id) ?? '' } : null;
      const { byOf, subjectOf } = namesOfOperators(core);
      const pictured = core.store.snapshots.among(
        stored.map(({ seq }) => seq),
        new Date(),
      );
      const said = saidOf(
        core,
        stored.map(({ seq }) => seq),
        personRef,
      );
      return ok({
        events: stored.map(({ seq, personId: person, ...event }) => {
          const face = core.heldFaces.find(seq);
          return {
            ...event,
            id: String(seq),
            person: personRef(person),
            door: doorRef(event.details?.door),
            by: byOf(event.details),
            subject: subjectOf(event.details),
            said: said(seq),
            faceUntil: face === null ? null : new Date(face.until).toISOString(),
            facePicture: face !== null && face.portrait !== null,
            snapshot: pictured.has(seq),
          };
        }),
        ...(count === true ? { total: core.store.events.count(fitting) } : {}),
      });
    },

    'events.snapshot': async ({ id }) => {
      const seq = Number(id);
      return ok({ picture: Number.isSafeInteger(seq) ? core.store.snapshots.read(seq, new Date()) : null });
    },

    'events.dropSnapshots': async () => {
      const dropped = core.store.dropSnapshots('all');
      core.emit('event', {});
      return ok({ dropped });
    },
  };
}

function idsNamed(names: ReadonlyMap<string, string>, part: string): string[] {
  const wanted = part.trim().toLocaleLowerCase();
  return [...names].filter(([, name]) => name.toLocaleLowerCase().includes(wanted)).map(([id]) => id);
}

/** What was said of these events. */
function saidOf(core: Core, seqs: readonly number[], personRef: (id: string | null) => PersonRef | null) {
  const labels = Map.groupBy(core.store.labels.ofEvents(seqs), ({ eventSeq }) => eventSeq);
  const negatives = core.store.labels.eventsWithNegative([...labels.keys()]);
  return (seq: number): EventRecord['said'] => {
    const own = labels.get(seq);
    if (own === undefined) return null;
    const wrong = own.find(({ mated }) => !mated);
    const right = own.find(({ mated }) => mated);
    return {
      not: personRef(wrong?.personId ?? null),
      is: personRef(right?.personId ?? null),
      kept: right !== undefined && right.templateId !== null ? 'template' : negatives.has(seq) ? 'negative' : 'nothing',
    };
  };
}
