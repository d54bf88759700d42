import { expect, test } from 'vitest';
import { allBytes, scratch } from './scratch.ts';
import { consent, template } from './scratch-values.ts';
import { noted } from './tamper.ts';

const now = new Date('2026-06-01T12:00:00.000Z');
const in24h = new Date('2026-06-02T12:00:00.000Z');
const after = new Date('2026-06-02T12:00:00.001Z');
const picture = Buffer.from('a picture that can be found again '.repeat(50));

test('a picture of a visit is sealed, ends with its term, and is erased then', () => {
  const { dir, open } = scratch();
  const store = open();
  const ada = store.enrol({ person: { name: 'Ada', consent }, templates: [template(1)] }).person.id;
  const [known, unknown] = [ada, null].map((personId) => store.events.append({ ...noted(1), personId }).seq);
  expect(store.snapshots.put(known!, ada, picture, after)).toBe(true);
  expect(store.snapshots.put(unknown!, null, picture, in24h)).toBe(true);
  expect(store.snapshots.read(unknown!, now)).toEqual(picture);
  expect(store.snapshots.among([known!, unknown!, 99], now)).toEqual(new Set([known, unknown]));
  expect(store.snapshots.ofPerson(ada, now)).toEqual([known]);
  expect(allBytes(dir).includes(picture.subarray(0, 30))).toBe(false);
  // Over at the very moment, also before it is swept.
  expect(store.snapshots.read(unknown!, in24h)).toBeNull();
  expect(store.dropSnapshots(in24h)).toBe(1);
  expect(store.snapshots.count()).toBe(1);
  expect(store.dropSnapshots('all')).toBe(1);
  store.close();
});

test('it goes with the person, follows them through a merge and back, and is not kept of somebody who is gone', () => {
  const { open } = scratch();
  const store = open();
  const [ada, twin] = ['Ada', 'Twin'].map(
    (name, i) => store.enrol({ person: { name, consent }, templates: [template(i)] }).person.id,
  ) as [string, string];
  const { seq } = store.events.append({ ...noted(1), personId: twin });
  store.snapshots.put(seq, twin, picture, in24h);
  store.merges.merge(ada, twin, in24h);
  expect(store.snapshots.ofPerson(ada, now)).toEqual([seq]);
  expect(store.snapshots.read(seq, now)).toEqual(picture);
  store.merges.undo(twin);
  expect(store.snapshots.ofPerson(twin, now)).toEqual([seq]);
  expect(store.snapshots.read(seq, now)).toEqual(picture);
  store.people.scheduleErasure(twin, now);
  expect(store.snapshots.put(seq, twin, picture, in24h)).toBe(false);
  store.people.eraseDue(now);
  expect(store.snapshots.read(seq, now)).toBeNull();
  expect(store.snapshots.count()).toBe(0);
  expect(store.erasures.find(twin)?.counts).toMatchObject({ eventContents: 1 });
  store.close();
});
