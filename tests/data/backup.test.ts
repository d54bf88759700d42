import { readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { restoreBackup, verifyDataBackup } from '../../data/backup/backup.ts';
import type { Store } from '../../data/store.ts';
import { scratch } from './scratch.ts';
import { consent, template } from './scratch-values.ts';

const enrol = (store: Store, name: string, seed: number): string =>
  store.enrol({ person: { name, consent }, templates: [template(seed)] }).person.id;

test('a data backup and the key ring give the store back, without anybody who was erased since', () => {
  const { root, dir, open } = scratch();
  const away = join(root, 'away');
  const store = open();
  const [ada, bo] = [enrol(store, 'Ada', 1), enrol(store, 'Bo', 2)];
  const made = store.backUp(away);
  expect(made).toMatchObject({ people: 2, templates: 2 });
  expect(verifyDataBackup(made.data)).toMatchObject({ people: 2, storeId: store.id });
  expect(() => store.backUp(join(dir, 'inside'))).toThrow('Choose another folder');
  store.people.scheduleErasure(bo, new Date(0));
  store.people.eraseDue(new Date());
  const cleo = enrol(store, 'Cleo', 3);
  expect(store.erasures.find(bo)?.receipt?.keyRingCopies.rewritten).toEqual([made.keys]);
  expect(() => restoreBackup({ ...made, dir })).toThrow('in use');
  store.close();

  // Into the same folder: the older data, today's ring.
  restoreBackup({ data: made.data, keys: made.keys, dir });
  const back = open();
  expect(back.people.list().map(({ id }) => id)).toEqual([ada]);
  expect(back.erasures.find(bo)).not.toBeNull();
  const newer = back.backUp(away.replace('away', 'newer'));
  back.close();
  expect(readdirSync(dir).filter((name) => name.includes('restored'))).toEqual([]);

  // Everything lost but the backups: the ring's file was written anew by the erasure, so Bo is in neither.
  rmSync(dir, { recursive: true });
  restoreBackup({ data: made.data, keys: made.keys, dir });
  const again = open();
  expect(again.people.list().map(({ id }) => id)).toEqual([ada]);
  expect(again.people.find(cleo)).toBeNull();
  again.close();

  // What does not belong together, or is older than what it should open, is refused and changes nothing.
  const before = readFileSync(join(dir, 'keys.db'));
  const other = scratch();
  const stranger = other.open();
  enrol(stranger, 'Dana', 4);
  const theirs = stranger.backUp(join(other.root, 'away'));
  enrol(stranger, 'Eve', 5);
  const later = stranger.backUp(join(other.root, 'later'));
  stranger.close();
  expect(() => restoreBackup({ data: newer.data, keys: theirs.keys, dir })).toThrow('does not belong');
  expect(() => restoreBackup({ data: theirs.data, keys: theirs.keys, dir })).toThrow('does not belong');
  rmSync(other.dir, { recursive: true });
  expect(() => restoreBackup({ data: later.data, keys: theirs.keys, dir: other.dir })).toThrow(
    'keys of 1 people are not in it',
  );
  truncateSync(newer.data, 5000);
  expect(() => restoreBackup({ data: newer.data, keys: newer.keys, dir })).toThrow('not a sound backup');
  expect(readFileSync(join(dir, 'keys.db')).equals(before)).toBe(true);
});
