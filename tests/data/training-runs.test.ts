import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { PersonProjection } from '../../data/tables/training-people.ts';
import { allBytes, asVersionLeftIt, scratch } from './scratch.ts';
import { consent, template, vectorOf } from './scratch-values.ts';

const recipe = '{"data":{"source":"folder","path":"/home/ada/unmistakable-folder"}}';
const projection = (seed: number, ...indices: number[]): PersonProjection => ({
  step: 5,
  dimension: 64,
  indices,
  vectors: Float32Array.from(indices.flatMap((index) => [...vectorOf(64, seed + index)])),
});

describe('a training run', () => {
  test('comes back after a restart, and nothing of it is in the clear', () => {
    const { dir, open } = scratch();
    const store = open();
    const { id } = store.runs.create({ name: 'Unmistakable run', recipe });
    store.runs.update(id, { notes: 'unmistakable notes', status: 'unmistakable status', state: 'running' });
    store.runs.putPart(id, 'history', Buffer.from('unmistakable history'));
    store.runs.putPart(id, 'history', Buffer.from('unmistakable history, longer'));
    store.runs.writeFile(id, 'checkpoint', Buffer.from('unmistakable weights'));
    expect(statSync(join(dir, 'runs', id)).mode & 0o777).toBe(0o700);
    store.close();
    expect(allBytes(dir).includes('nmistakable')).toBe(false);
    const again = open();
    expect(again.runs.find(id)).toMatchObject({
      name: 'Unmistakable run',
      notes: 'unmistakable notes',
      status: 'unmistakable status',
      state: 'running',
      recipe,
    });
    expect(Buffer.from(again.runs.part(id, 'history')!).toString()).toBe('unmistakable history, longer');
    expect(Buffer.from(again.runs.readFile(id, 'checkpoint')!).toString()).toBe('unmistakable weights');
    expect(again.runs.readFile(id, 'network')).toBeNull();
    expect(again.runs.part(id, 'pictures')).toBeNull();
    again.close();
  });

  test('that was going on when the program ended is interrupted; others stay as they are', () => {
    const { open } = scratch();
    const store = open();
    const states = ['preparing', 'running', 'paused', 'finished'] as const;
    const ids = states.map((state) => {
      const { id } = store.runs.create({ name: state, recipe });
      store.runs.update(id, { state });
      return id;
    });
    expect(store.runs.interruptAll()).toBe(2);
    expect(ids.map((id) => store.runs.find(id)?.state)).toEqual(['interrupted', 'interrupted', 'paused', 'finished']);
    store.close();
  });

  test('is hidden at once, can come back, and is erased with its key and files', () => {
    const { dir, open } = scratch();
    const store = open();
    const { id } = store.runs.create({ name: 'a', recipe });
    store.runs.writeFile(id, 'checkpoint', Buffer.from('weights'));
    const sealed = readFileSync(join(dir, 'runs', id, 'checkpoint'));
    const at = new Date();
    store.runs.scheduleErasure(id, at);
    expect([store.runs.find(id), store.runs.list()]).toEqual([null, []]);
    store.runs.cancelErasure(id);
    expect(store.runs.find(id)?.name).toBe('a');
    store.runs.scheduleErasure(id, at);
    expect(store.runs.eraseDue(at)).toEqual([id]);
    expect(existsSync(join(dir, 'runs', id))).toBe(false);
    // Its key is gone: a copy of the file that survived elsewhere opens no more.
    mkdirSync(join(dir, 'runs', id));
    writeFileSync(join(dir, 'runs', id, 'checkpoint'), sealed);
    expect(() => store.runs.readFile(id, 'checkpoint')).toThrow('no such training run');
    expect(() => store.runs.cancelErasure(id)).toThrow('no such training run');
    store.close();
    open().close();
    expect(readdirSync(join(dir, 'runs'))).toEqual([]);
  });

  test('files do not open in another run’s place', () => {
    const { dir, open } = scratch();
    const store = open();
    const [a, b] = ['a', 'b'].map((name) => store.runs.create({ name, recipe }).id) as [string, string];
    store.runs.writeFile(a, 'checkpoint', Buffer.from('weights'));
    store.runs.writeFile(b, 'checkpoint', Buffer.from('weights'));
    writeFileSync(join(dir, 'runs', b, 'checkpoint'), readFileSync(join(dir, 'runs', a, 'checkpoint')));
    writeFileSync(join(dir, 'runs', a, 'network'), readFileSync(join(dir, 'runs', a, 'checkpoint')));
    expect(() => store.runs.readFile(b, 'checkpoint')).toThrow('cannot be opened');
    expect(() => store.runs.readFile(a, 'network')).toThrow('cannot be opened');
    store.close();
  });
});

describe('what a run holds of an enrolled person', () => {
  const begun = () => {
    const { dir, open } = scratch();
    const store = open();
    const people = [1, 2].map((n) => {
      const { person, templates } = store.enrol({
        person: { name: `P${n}`, consent },
        templates: [template(n * 10), template(n * 10 + 1)],
      });
      return { id: person.id, templates };
    });
    const run = store.runs.create({ name: 'a', recipe });
    store.runPeople.set(
      run.id,
      people.map(({ id, templates }, label) => ({
        personId: id,
        label,
        pictures: templates.map(({ cropId }, i) => ({ index: label * 2 + i, cropId: cropId! })),
      })),
    );
    store.runPeople.setProjections(
      run.id,
      new Map(people.map(({ id }, label) => [id, projection(100, label * 2, label * 2 + 1)])),
    );
    return { dir, open, store, run: run.id, people };
  };

  test('is erased with the person, whatever bytes one searches for', () => {
    const { dir, store, run, people } = begun();
    const db = new Sqlite(join(dir, 'threshold.db'), { readonly: true });
    const sealed = db
      .prepare<[string], { pictures_sealed: Buffer; projection_sealed: Buffer }>(
        'SELECT pictures_sealed, projection_sealed FROM training_people WHERE person_id = ?',
      )
      .get(people[0]!.id)!;
    db.close();
    expect(allBytes(dir).includes(sealed.projection_sealed)).toBe(true);
    store.people.scheduleErasure(people[0]!.id, new Date());
    expect(store.runPeople.list(run).map(({ label }) => label)).toEqual([1]);
    expect(store.runPeople.projections(run).map(({ indices }) => indices)).toEqual([[2, 3]]);
    store.people.eraseDue(new Date());
    expect(store.runs.find(run)?.people).toBe(2);
    expect(store.runPeople.list(run)).toHaveLength(1);
    store.close();
    for (const bytes of [sealed.pictures_sealed, sealed.projection_sealed])
      expect(allBytes(dir).includes(bytes)).toBe(false);
  });

  test('loses a picture that is removed, with its embedding', () => {
    const { store, run, people } = begun();
    store.removeTemplate(people[0]!.templates[1]!);
    expect(
      store.runPeople
        .list(run)
        .find(({ label }) => label === 0)
        ?.pictures.map(({ index }) => index),
    ).toEqual([0]);
    const left = store.runPeople.projections(run).find(({ indices }) => indices.includes(0))!;
    expect(left).toEqual(projection(100, 0));
    store.close();
  });

  test('is found by person, goes with the run, and a new validation replaces the old one', () => {
    const { store, run, people } = begun();
    expect(store.runPeople.runsOf(people[1]!.id)).toEqual([run]);
    store.runPeople.setProjections(run, new Map([[people[1]!.id, projection(7, 2)]]));
    expect(store.runPeople.projections(run)).toEqual([projection(7, 2)]);
    store.runs.scheduleErasure(run, new Date());
    store.runs.eraseDue(new Date());
    expect(store.runPeople.runsOf(people[1]!.id)).toEqual([]);
    store.close();
  });
});

test('a store of the version before gets the tables and keeps its people', () => {
  const { dir, open } = scratch();
  const first = open();
  const { person } = first.enrol({ person: { name: 'Ada', consent }, templates: [template(1)] });
  first.close();
  asVersionLeftIt(dir, 1);
  const store = open();
  expect(store.people.list()).toEqual([person]);
  const { id } = store.runs.create({ name: 'after', recipe });
  expect(store.runs.list().map((run) => run.id)).toEqual([id]);
  expect(existsSync(join(dir, 'backups', 'before-0002.db'))).toBe(true);
  store.close();
});

test('templates of another model: those there already, and of crops that are gone, are passed over', () => {
  const { open } = scratch();
  const store = open();
  const [ada, bob] = [1, 2].map((n) => store.enrol({ person: { name: `P${n}`, consent }, templates: [template(n)] }));
  const crops = store.templates.cropsWithout('next');
  const add = () =>
    store.addTemplatesForCrops(
      crops.map((crop) => ({ crop, template: { modelId: 'next', vector: vectorOf(8, 1), quality: 1, origin: 'p' } })),
    );
  store.people.scheduleErasure(ada!.person.id, new Date());
  store.people.eraseDue(new Date());
  expect(add()).toBe(1);
  expect(add()).toBe(0);
  expect(store.templates.ofModel('next').map(({ personId }) => personId)).toEqual([bob!.person.id]);
  expect(store.templates.removeOfModel('next')).toBe(1);
  store.close();
});
