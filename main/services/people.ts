import type { ErasureReceipt } from '../../data/erasure/receipt.ts';
import type { Person } from '../../data/tables/people.ts';
import type { Template } from '../../data/tables/templates.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import { closestPeople } from './closest-people.ts';
import type { Core } from './core.ts';
import { removeTemplate } from './remove-template.ts';
import { cropFromBytes } from './stored-crop.ts';

/** How long a removal can be undone. */
export const undoMilliseconds = 10_000;

type PeopleHandlers = Pick<
  Handlers,
  | 'people.list'
  | 'people.show'
  | 'people.closest'
  | 'people.portrait'
  | 'people.rename'
  | 'people.removeTemplate'
  | 'people.remove'
  | 'people.undoRemove'
  | 'people.export'
  | 'people.setTerm'
  | 'people.receipts'
>;

export function peopleHandlers(core: Core, scheduleErasure: (at: Date) => void): PeopleHandlers {
  const summary = (person: Person, templates: number) => ({
    id: person.id,
    name: person.name,
    templates,
    createdAt: person.createdAt,
    expiresAt: person.expiresAt,
  });
  const templateSummary = (template: Template) => {
    const crop = core.store.templates.cropOf(template);
    return {
      id: template.id,
      modelId: template.modelId,
      quality: template.quality,
      origin: template.origin,
      createdAt: template.createdAt,
      pictureId: template.cropId,
      crop: crop === null ? null : cropFromBytes(crop).png,
    };
  };
  const inUse = (templates: readonly Template[]): number =>
    templates.filter((template) => template.modelId === core.record().id).length;

  return {
    'people.list': async () => {
      const counts = core.store.templates.countByPerson(core.record().id);
      return ok({ people: core.store.people.list().map((person) => summary(person, counts.get(person.id) ?? 0)) });
    },

    'people.show': async ({ id }) => {
      const person = core.store.people.find(id);
      if (person === null) return gone();
      const templates = core.store.templates.ofPerson(id);
      return ok({
        ...summary(person, inUse(templates)),
        consent: person.consent,
        groupTerm: core.store.access.groups.termOf(id),
        templateList: templates.map(templateSummary),
      });
    },

    'people.closest': async ({ id }) =>
      core.store.people.find(id) === null ? gone() : ok(await closestPeople(core, id)),

    'people.portrait': async ({ id }) => {
      if (core.store.people.find(id) === null) return gone();
      const best = core.store.templates
        .ofPerson(id)
        .filter((template) => template.cropId !== null)
        .sort((a, b) => b.quality - a.quality)[0];
      return ok({ picture: best === undefined ? null : templateSummary(best).crop });
    },

    'people.rename': async ({ id, name }) => {
      const namesake = core.store.people.findByName(name);
      if (namesake !== null && namesake.id !== id)
        return fail('NAME_TAKEN', `Somebody else is called ${name} already. Choose another name.`);
      core.store.people.rename(id, name);
      core.emit('people.changed', { id });
      return ok({});
    },

    'people.removeTemplate': async ({ id, templateId }) => removeTemplate(core, id, templateId),

    'people.remove': async ({ id, now }) => {
      if (core.store.people.find(id) === null) return gone();
      const at = new Date(Date.now() + (now === true ? 0 : undoMilliseconds));
      core.store.people.scheduleErasure(id, at);
      core.gallery().removePerson(id);
      core.heldFaces.forgetPerson(id);
      core.store.events.append({
        at: new Date().toISOString(),
        kind: 'remove',
        decision: 'removed',
        personId: id,
        score: null,
        threshold: null,
        runnerUpScore: null,
        modelId: null,
      });
      if (now === true) core.store.people.eraseDue(at);
      else scheduleErasure(at);
      core.emit('people.changed', { id });
      return ok({ undoUntil: at.toISOString() });
    },

    'people.setTerm': async ({ id, expiresAt }) => {
      if (expiresAt !== null && Date.parse(expiresAt) <= Date.now())
        return fail(
          'BAD_INPUT',
          'This day is over: the person would be erased at once. Choose a later one, or erase them.',
        );
      core.store.people.setExpiry(id, expiresAt === null ? null : new Date(expiresAt).toISOString());
      core.emit('people.changed', { id });
      return ok({});
    },

    'people.receipts': async ({ id }) =>
      ok({
        receipts: core.store.erasures
          .all()
          .filter((erasure) => id === undefined || erasure.id === id)
          .flatMap(({ receipt }) => (receipt === null ? [] : [copyOf(receipt)])),
      }),

    'people.undoRemove': async ({ id }) => {
      // Hidden as one who is removed, but with nothing left of their own: a merge has an undo of its own.
      if (core.store.merges.keptFor(id) !== null) return gone();
      core.store.people.cancelErasure(id);
      const back = core.store.templates.ofPerson(id).filter((template) => template.modelId === core.record().id);
      core.gallery().removePerson(id); // an undo pressed twice must not insert twice
      core
        .gallery()
        .add(back.map(({ id: templateId, personId, vector, quality }) => ({ templateId, personId, vector, quality })));
      core.emit('people.changed', { id });
      return ok({});
    },

    'people.export': async ({ id }) => {
      const person = core.store.people.find(id);
      if (person === null) return gone();
      const templates = core.store.templates.ofPerson(id);
      return ok({
        person: { ...summary(person, inUse(templates)), consent: person.consent },
        templates: templates.map((template) => ({ ...templateSummary(template), vector: template.vector })),
        events: core.store.events.list({ limit: 10_000, personId: id }).map((event) => ({ ...event })),
        visits: core.store.snapshots.ofPerson(id, new Date()).flatMap((seq) => {
          const picture = core.store.snapshots.read(seq, new Date());
          return picture === null ? [] : [{ event: String(seq), picture }];
        }),
        said: core.store.labels.ofPerson(id).map((label) => ({ ...label })),
      });
    },
  };
}

/** The contract's lists are plain, the store's are read-only. */
const copyOf = (receipt: ErasureReceipt) => ({
  ...receipt,
  keyRingCopies: {
    rewritten: [...receipt.keyRingCopies.rewritten],
    unreachable: [...receipt.keyRingCopies.unreachable],
  },
  beyondReach: [...receipt.beyondReach],
});

const gone = (): Outcome<never> => fail('NOT_FOUND', 'There is no such person, or they were removed.');
