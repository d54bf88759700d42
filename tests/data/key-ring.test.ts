import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { erasureSteps } from '../../data/erasure/erasure.ts';
import { verifyReceipt } from '../../data/erasure/receipt.ts';
import type { Store } from '../../data/store.ts';
import { vectorBytes } from '../../data/vault/vault.ts';
import { allBytes, asVersionLeftIt, scratch } from './scratch.ts';
import { consent, template, vectorOf } from './scratch-values.ts';

const url = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

const two = (store: Store) => {
  const enrol = (name: string, ...seeds: number[]) =>
    store.enrol({ person: { name, consent }, templates: seeds.map((seed) => template(seed)) }).person.id;
  return { stays: enrol('Stays', 9), goes: enrol('Unmistakable Gone', 1, 2) };
};

const erase = (store: Store, id: string): string[] => {
  store.people.scheduleErasure(id, new Date(0));
  return store.people.eraseDue(new Date());
};

/** A copy of a closed store's database, as somebody's own backup would have it. */
const databaseCopy = (dir: string, root: string): string => {
  const copy = join(root, 'old-copy.db');
  copyFileSync(join(dir, 'threshold.db'), copy);
  return copy;
};

/** Whom a table of the key ring's file names. */
function inRing(dir: string, table: 'person_keys' | 'erased'): unknown[] {
  const keys = new Sqlite(join(dir, 'keys.db'), { readonly: true });
  try {
    return keys.prepare(`SELECT person_id FROM ${table}`).pluck().all();
  } finally {
    keys.close();
  }
}

describe('people’s keys', () => {
  test('are in the key ring alone: the database without it is refused, and a foreign ring too', () => {
    const { root, dir, open } = scratch();
    const store = open();
    two(store);
    store.close();
    const db = new Sqlite(join(dir, 'threshold.db'), { readonly: true });
    expect(db.prepare("SELECT name FROM pragma_table_info('people') WHERE name LIKE 'key%'").all()).toEqual([]);
    db.close();
    const ring = join(root, 'away.db');
    copyFileSync(join(dir, 'keys.db'), ring);
    rmSync(join(dir, 'keys.db'));
    expect(open).toThrow('2 people cannot be read without their keys');
    expect(existsSync(join(dir, 'keys.db'))).toBe(false);
    copyFileSync(ring, join(dir, 'keys.db'));
    open().close();
    rmSync(join(dir, 'threshold.db'));
    expect(open).toThrow('threshold.db is missing beside its key ring');
    expect(existsSync(join(dir, 'threshold.db'))).toBe(false);
    const other = scratch();
    other.open().close();
    copyFileSync(ring, join(other.dir, 'keys.db'));
    expect(other.open).toThrow('belongs to another data folder');
  });

  test('move there from a store of version 5, which a kill at any moment leaves readable', () => {
    const { dir, unlock, open } = scratch();
    const store = open();
    const { stays } = two(store);
    store.close();
    const moves = [
      // Before the ring, after the ring was written, after it was checked, after the database changed but before it is in use.
      `import('node:fs').then(() => process.kill(process.pid, 'SIGKILL'))`,
      `moveKeys(db, dir); process.kill(process.pid, 'SIGKILL')`,
      `moveKeys(db, dir); moveKeys(db, dir); process.kill(process.pid, 'SIGKILL')`,
      `migrate(db, dir, migrations); process.kill(process.pid, 'SIGKILL')`,
    ];
    for (const move of moves) {
      asVersionLeftIt(dir, 5);
      const child = spawnSync(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          `import Sqlite from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
           import { moveKeys } from ${url('../../data/key-ring/move-keys.ts')};
           import { migrate } from ${url('../../data/migrations/run.ts')};
           import { migrations } from ${url('../../data/migrations/index.ts')};
           const dir = ${JSON.stringify(dir)};
           const db = new Sqlite(dir + '/threshold.db');
           db.pragma('journal_mode = WAL');
           ${move};`,
        ],
        { encoding: 'utf8' },
      );
      expect([child.signal, child.stderr], move).toEqual(['SIGKILL', '']);
      const again = open();
      expect(
        again.people.list().map(({ name }) => name),
        move,
      ).toEqual(['Stays', 'Unmistakable Gone']);
      expect(again.templates.ofPerson(stays)[0]?.vector, move).toEqual(vectorOf(64, 9));
      again.close();
    }
    expect(unlock.kind).toBe('key-file');
  });

  test('a person whose enrolment failed leaves none', () => {
    const { dir, open } = scratch();
    const store = open();
    const bad = { ...template(1), quality: 'much' as unknown as number };
    expect(() => store.enrol({ person: { name: 'Half', consent }, templates: [bad] })).toThrow();
    store.close();
    const ring = new Sqlite(join(dir, 'keys.db'), { readonly: true });
    expect(ring.prepare('SELECT count(*) FROM person_keys').pluck().get()).toBe(0);
    ring.close();
  });
});

describe('somebody who was erased', () => {
  test('stays so when an old copy of the database is put back beside today’s key ring', () => {
    const { root, dir, open } = scratch();
    const store = open();
    const { stays, goes } = two(store);
    store.close();
    const copy = databaseCopy(dir, root);
    const later = open();
    expect(erase(later, goes)).toEqual([goes]);
    later.close();
    copyFileSync(copy, join(dir, 'threshold.db'));
    const again = open();
    expect(again.people.list().map(({ id }) => id)).toEqual([stays]);
    expect(again.people.find(goes)).toBeNull();
    expect(again.templates.ofPerson(goes)).toEqual([]);
    expect(again.templates.ofModel('m').map(({ personId }) => personId)).toEqual([stays]);
    expect(again.erasures.find(goes)).toMatchObject({ reason: 'restored', receipt: { erased: { templates: 2 } } });
    again.close();
  });

  test('nor does a copy of version 5 bring them back, which still has their key', () => {
    const { root, dir, open } = scratch();
    const store = open();
    const { stays, goes } = two(store);
    store.close();
    // As a program of before made it: with keys. The ring goes with it and comes back.
    const ring = join(root, 'ring.db');
    copyFileSync(join(dir, 'keys.db'), ring);
    const now = join(root, 'now.db');
    copyFileSync(join(dir, 'threshold.db'), now);
    asVersionLeftIt(dir, 5);
    const copy = databaseCopy(dir, root);
    copyFileSync(now, join(dir, 'threshold.db'));
    copyFileSync(ring, join(dir, 'keys.db'));
    const later = open();
    erase(later, goes);
    later.close();
    copyFileSync(copy, join(dir, 'threshold.db'));
    const again = open();
    expect(again.people.list().map(({ id }) => id)).toEqual([stays]);
    again.close();
    expect(inRing(dir, 'person_keys')).toEqual([stays]);
  });

  test('stays so with an old key ring beside today’s database', () => {
    const { root, dir, open } = scratch();
    const store = open();
    const { stays, goes } = two(store);
    store.close();
    const ring = join(root, 'ring.db');
    copyFileSync(join(dir, 'keys.db'), ring);
    const later = open();
    erase(later, goes);
    later.close();
    copyFileSync(ring, join(dir, 'keys.db'));
    open().close();
    expect(inRing(dir, 'person_keys')).toEqual([stays]);
    expect(inRing(dir, 'erased')).toEqual([goes]);
  });

  test.each(erasureSteps)('is wholly erased after the next start, also when it was killed at: %s', (step) => {
    const { dir, unlock, open } = scratch();
    const store = open();
    const { stays, goes } = two(store);
    store.events.append({
      ...{ at: '2026-01-01T00:00:00.000Z', kind: 'identify', decision: 'accepted', personId: goes, score: 0.5 },
      ...{ threshold: 0.4, runnerUpScore: null, modelId: 'm', sealed: { said: 'unmistakable payload' } },
    });
    store.close();
    const traces = sealedTraces(dir, goes);
    expect(traces).toHaveLength(7);
    // A copy from before a migration, which holds them too.
    mkdirSync(join(dir, 'backups'));
    copyFileSync(join(dir, 'threshold.db'), join(dir, 'backups', 'before-0007.db'));
    expect(traces.filter((trace) => !allBytes(dir).includes(trace))).toEqual([]);
    const child = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { openStore } from ${url('../../data/store.ts')};
         const store = openStore({
           ...${JSON.stringify({ dir, unlock })},
           onErasureStep: (step) => { if (step === ${JSON.stringify(step)}) process.kill(process.pid, 'SIGKILL'); },
         });
         store.people.scheduleErasure(${JSON.stringify(goes)}, new Date(0));
         store.people.eraseDue(new Date());`,
      ],
      { encoding: 'utf8' },
    );
    expect([child.signal, child.stderr]).toEqual(['SIGKILL', '']);
    const again = open();
    expect(again.people.list().map(({ id }) => id)).toEqual([stays]);
    const erasure = again.erasures.find(goes);
    expect(erasure).toMatchObject({
      reason: 'asked',
      counts: { templates: 2, pictures: 2, eventContents: 1 },
      receipt: { pseudonym: goes, keyRingCopies: { rewritten: [], unreachable: [] } },
    });
    expect(verifyReceipt(erasure!.receipt!)).toBe(true);
    expect(verifyReceipt({ ...erasure!.receipt!, erasedAt: '2020-01-01T00:00:00.000Z' })).toBe(false);
    expect(again.events.list({ limit: 9, personId: goes }).map(({ kind, sealed }) => [kind, sealed])).toEqual([
      ['erase', null],
      ['identify', null],
    ]);
    expect(traces.filter((trace) => allBytes(dir).includes(trace))).toEqual([]);
    again.close();
    expect(traces.filter((trace) => allBytes(dir).includes(trace))).toEqual([]);
    expect(readdirSync(dir)).not.toContain('backups');
    const bytes = allBytes(dir);
    for (const plain of [
      'Unmistakable',
      'unmistakable payload',
      Buffer.from('the picture of 1'),
      vectorBytes(vectorOf(64, 1)),
    ])
      expect(bytes.includes(plain)).toBe(false);
  });
});

/** 24 bytes from within every envelope of a person's, their wrapped key among them; both files must hold them for a search to mean much. */
function sealedTraces(dir: string, id: string): Buffer[] {
  const of = (file: string, sql: string): Buffer[] => {
    const db = new Sqlite(join(dir, file), { readonly: true });
    try {
      return (db.prepare(sql).pluck().all(id) as Buffer[]).map((blob) => blob.subarray(21, 45));
    } finally {
      db.close();
    }
  };
  return [
    ...of('keys.db', 'SELECT key_wrapped FROM person_keys WHERE person_id = ?'),
    ...of('threshold.db', 'SELECT name_sealed FROM people WHERE id = ?'),
    ...of('threshold.db', 'SELECT vector_sealed FROM templates WHERE person_id = ?'),
    ...of('threshold.db', 'SELECT picture_sealed FROM crops WHERE person_id = ?'),
    ...of('threshold.db', 'SELECT value_sealed FROM event_payloads WHERE person_id = ?'),
  ];
}

test('copies of the key ring whose place is known are written anew by an erasure, and the receipt says which', () => {
  const { root, dir, open } = scratch();
  const store = open();
  const { goes } = two(store);
  const wrapped = sealedTraces(dir, goes)[0]!;
  const [kept, lost] = [join(root, 'elsewhere', 'keys.db'), join(root, 'lost', 'keys.db')];
  store.keyRing.copyTo(kept);
  store.keyRing.copyTo(lost);
  expect(readFileSync(kept).includes(wrapped)).toBe(true);
  rmSync(lost);
  erase(store, goes);
  expect(store.erasures.find(goes)?.receipt?.keyRingCopies).toEqual({ rewritten: [kept], unreachable: [lost] });
  expect(readFileSync(kept).includes(wrapped)).toBe(false);
  store.close();
});
