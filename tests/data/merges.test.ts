import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../data/store.ts';
import { allBytes, scratch } from './scratch.ts';
import { consent, template } from './scratch-values.ts';

const event = (personId: string) => ({
  at: '2026-01-01T00:00:00.000Z',
  kind: 'identify',
  decision: 'accepted',
  personId,
  score: 0.5,
  threshold: 0.4,
  runnerUpScore: null,
  modelId: 'm',
});
const later = (): Date => new Date(Date.now() + 10_000);
const two = (store: Store) => {
  const ada = store.enrol({ person: { name: 'Ada', consent }, templates: [template(1)] });
  const twin = store.enrol({ person: { name: 'Unmistakable twin', consent }, templates: [template(2), template(3)] });
  store.events.append(event(ada.person.id));
  store.events.append(event(twin.person.id));
  return { ada: ada.person.id, twin: twin.person.id };
};

describe('a merge', () => {
  test('gives one person the pictures, templates and events of both, under one key, and the other is erased', () => {
    const { dir, open } = scratch();
    const store = open();
    const { ada, twin } = two(store);
    store.addTemplatesForCrops(
      store.templates
        .cropsWithout('other')
        .map((crop) => ({ crop, template: { ...template(9, 'other'), origin: 'photo' } })),
    );
    const before = store.templates.ofPerson(twin).map(({ id, vector }) => ({ id, vector: [...vector] }));
    store.merges.merge(ada, twin, new Date(Date.now() - 1));
    expect(store.people.list().map(({ name }) => name)).toEqual(['Ada']);
    expect(store.people.eraseDue(new Date())).toEqual([twin]);
    expect(store.people.find(ada)).not.toBeNull();
    store.close();
    // No key of theirs, no name, and nothing in any file that their key could still open.
    const db = new Sqlite(join(dir, 'threshold.db'), { readonly: true });
    for (const table of ['templates', 'crops', 'training_people'])
      expect(db.prepare(`SELECT count(*) AS n FROM ${table} WHERE person_id = ?`).get(twin), table).toEqual({ n: 0 });
    expect(db.prepare('SELECT count(*) AS n FROM merges').get()).toEqual({ n: 0 });
    // Of them stays the pseudonym in the event, which is never changed, and that it means the one who was kept.
    expect(db.prepare("SELECT person_id FROM events WHERE kind = 'identify' ORDER BY seq").pluck().all()).toEqual([
      ada,
      twin,
    ]);
    expect(db.prepare('SELECT pseudonym, person_id FROM pseudonyms').all()).toEqual([
      { pseudonym: twin, person_id: ada },
    ]);
    db.close();
    const again = open();
    const all = again.templates.ofPerson(ada);
    expect(all).toHaveLength(6);
    for (const { id, vector } of before) expect([...all.find((one) => one.id === id)!.vector]).toEqual(vector);
    const crops = new Set(all.map((one) => Buffer.from(again.templates.cropOf(one)!).toString().slice(0, 16)));
    expect([...crops].sort()).toEqual([1, 2, 3].map((seed) => `the picture of ${seed}`));
    // Both of what was decided, and that the other name is gone.
    expect(again.events.list({ personId: ada, limit: 9 }).map(({ decision }) => decision)).toEqual([
      'merged',
      'accepted',
      'accepted',
    ]);
    // Erasing the one who was kept takes all of it.
    again.people.scheduleErasure(ada, new Date(0));
    again.people.eraseDue(new Date());
    expect(again.templates.ofModel('m')).toEqual([]);
    again.close();
    expect(allBytes(dir).includes(ada.slice(0, 36)) && allBytes(dir).includes('the picture of')).toBe(false);
  });

  test('is undone, also after a restart: each has their own again', () => {
    const { open } = scratch();
    let store = open();
    const { ada, twin } = two(store);
    const own = (id: string) => store.templates.ofPerson(id).map((one) => one.id);
    const before = { ada: own(ada), twin: own(twin) };
    store.merges.merge(ada, twin, later());
    expect(store.merges.keptFor(twin)).toBe(ada);
    store.close();
    store = open();
    // Removed meanwhile: it stays removed.
    store.removeTemplate(store.templates.ofPerson(ada).find(({ id }) => id === before.twin[0])!);
    expect(store.merges.undo(twin)).toBe(ada);
    expect(own(ada)).toEqual(before.ada);
    expect(own(twin)).toEqual(before.twin.slice(1));
    expect(store.events.count({ personId: twin })).toBe(1);
    expect(store.events.count({ personId: ada })).toBe(1);
    expect(store.people.eraseDue(new Date(Date.now() + 60_000))).toEqual([]);
    expect(() => store.merges.undo(twin)).toThrow('too late');
    store.close();
  });

  test('with oneself or with nobody is refused, and changes nothing', () => {
    const { open } = scratch();
    const store = open();
    const { ada, twin } = two(store);
    expect(() => store.merges.merge(ada, ada, later())).toThrow('one person already');
    expect(() => store.merges.merge(ada, 'nobody', later())).toThrow('no such person');
    expect(store.templates.ofPerson(ada)).toHaveLength(1);
    store.merges.merge(ada, twin, later());
    expect(() => store.merges.merge(twin, ada, later())).toThrow('no such person');
    store.close();
  });

  test('takes the consent of the other where there was none', () => {
    const { open } = scratch();
    const store = open();
    const { twin } = two(store);
    const { person } = store.enrol({ person: { name: 'Bo', consent }, templates: [template(4)] });
    store.merges.merge(person.id, twin, later());
    expect(store.people.find(person.id)?.consent).toEqual(consent);
    store.close();
  });
});

test('people who were kept apart are so in either order, until one is erased', () => {
  const { open } = scratch();
  const store = open();
  const { ada, twin } = two(store);
  store.keptApart.add(ada, twin);
  store.keptApart.add(twin, ada);
  expect(store.keptApart.has(ada, twin) && store.keptApart.has(twin, ada)).toBe(true);
  store.keptApart.remove(twin, ada);
  expect(store.keptApart.has(ada, twin)).toBe(false);
  store.keptApart.add(ada, twin);
  store.people.scheduleErasure(twin, new Date(0));
  store.people.eraseDue(new Date());
  expect(store.keptApart.has(ada, twin)).toBe(false);
  store.close();
});
