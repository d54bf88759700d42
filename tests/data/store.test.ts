import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrations } from '../../data/migrations/index.ts';
import { openStore } from '../../data/store.ts';
import { allBytes, scratch } from './scratch.ts';
import { consent, template, vectorOf } from './scratch-values.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'worked';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
};

describe('what is stored', () => {
  test('comes back after a restart, vectors exactly', () => {
    const { open } = scratch();
    const store = open();
    const { person } = store.enrol({ person: { name: 'Ada 李', consent }, templates: [template(1), template(2)] });
    store.close();
    const again = open();
    expect(again.people.list()).toEqual([person]);
    const templates = again.templates.ofModel('m');
    expect(templates.map((one) => one.vector)).toEqual(expect.arrayContaining([vectorOf(64, 1), vectorOf(64, 2)]));
    expect(Buffer.from(again.templates.cropOf(again.templates.ofPerson(person.id)[0]) ?? []).toString()).toMatch(
      /the picture of [12]/,
    );
    again.close();
  });

  test('names, vectors and pictures are nowhere in the clear', () => {
    const { dir, open } = scratch();
    const store = open();
    store.enrol({ person: { name: 'Unmistakable Name', consent }, templates: [template(7)] });
    const bytes = allBytes(dir);
    store.close();
    expect(bytes.includes('Unmistakable')).toBe(false);
    expect(bytes.includes('the picture of')).toBe(false);
    expect(bytes.includes(Buffer.from(vectorOf(64, 7).buffer))).toBe(false);
  });

  test('folder and files are for their owner alone', () => {
    const { dir, unlock, open } = scratch();
    const store = open();
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dir, 'threshold.db')).mode & 0o777).toBe(0o600);
    expect(statSync(unlock.path).mode & 0o777).toBe(0o600);
    store.close();
  });

  test('a failed enrolment leaves nothing behind', () => {
    const { open } = scratch();
    const store = open();
    const bad = { ...template(2), quality: 'much' as unknown as number };
    expect(() => store.enrol({ person: { name: 'Half', consent }, templates: [template(1), bad] })).toThrow();
    expect(store.people.list()).toEqual([]);
    expect(store.templates.ofModel('m')).toEqual([]);
    store.close();
  });

  test('settings and events are kept; events come newest first, in pages', () => {
    const { open } = scratch();
    const store = open();
    store.settings.set({ theme: 'dark', targetFpir: 0.01 });
    const event = {
      at: 'now',
      kind: 'identify',
      decision: 'unknown',
      personId: null,
      score: 0.123456789,
      threshold: 0.4,
      runnerUpScore: null,
      modelId: 'm',
    };
    store.events.appendAll([event, { ...event, kind: 'verify' }, event]);
    expect(store.settings.all()).toEqual({ theme: 'dark', targetFpir: 0.01 });
    expect(store.events.list({ limit: 2 }).map((one) => one.seq)).toEqual([3, 2]);
    expect(store.events.list({ limit: 9, before: 2 })[0]).toEqual({
      ...event,
      seq: 1,
      fmr: null,
      calibrated: null,
      details: null,
      sealed: null,
    });
    expect(store.events.list({ limit: 9, kind: 'verify' })).toHaveLength(1);
    store.close();
  });

  test('templates of another model are made from the crops that lack them', () => {
    const { open } = scratch();
    const store = open();
    store.enrol({ person: { name: 'Ada', consent }, templates: [template(1), { ...template(2), crop: null }] });
    const [crop, ...others] = store.templates.cropsWithout('n');
    expect(others).toEqual([]);
    expect(Buffer.from(store.templates.readCrop(crop)).toString()).toContain('the picture of 1');
    store.addTemplatesForCrops([
      { crop, template: { modelId: 'n', vector: vectorOf(32, 3), quality: 0.5, origin: 'photo' } },
    ]);
    expect(store.templates.cropsWithout('n')).toEqual([]);
    expect(store.templates.countByModel()).toEqual(
      new Map([
        ['m', 2],
        ['n', 1],
      ]),
    );
    store.close();
  });
});

describe('erasure', () => {
  test('hides at once, can be undone, and survives a restart before it is due', () => {
    const { open } = scratch();
    const store = open();
    const { person } = store.enrol({ person: { name: 'Ada', consent }, templates: [template(1)] });
    store.people.scheduleErasure(person.id, new Date(1000));
    expect(store.people.list()).toEqual([]);
    expect(store.templates.ofModel('m')).toEqual([]);
    expect(store.people.eraseDue(new Date(999))).toEqual([]);
    store.people.cancelErasure(person.id);
    expect(store.people.list()).toEqual([person]);
    store.people.scheduleErasure(person.id, new Date(1000));
    store.close();
    const again = open();
    expect(again.people.eraseDue(new Date(1000))).toEqual([person.id]);
    expect(codeOf(() => again.people.cancelErasure(person.id))).toBe('NOT_FOUND');
    again.close();
  });

  test('leaves no sealed byte of the person in any file of the folder', () => {
    const { dir, open } = scratch();
    const store = open();
    store.enrol({ person: { name: 'Stays', consent }, templates: [template(9)] });
    const { person } = store.enrol({ person: { name: 'Goes', consent }, templates: [template(1), template(2)] });
    const db = new Sqlite(join(dir, 'threshold.db'), { readonly: true });
    const sealed = [
      ...db.prepare('SELECT name_sealed AS b FROM people WHERE id = ?').all(person.id),
      ...db.prepare('SELECT vector_sealed AS b FROM templates WHERE person_id = ?').all(person.id),
      ...db.prepare('SELECT picture_sealed AS b FROM crops WHERE person_id = ?').all(person.id),
    ].map((row) => (row as { b: Buffer }).b);
    db.close();
    expect(sealed).toHaveLength(5);
    // Any 24 bytes from within an envelope would give it away, wherever SQLite split the value over pages.
    const traces = sealed.map((blob) => blob.subarray(21, 45));
    expect(traces.every((trace) => allBytes(dir).includes(trace))).toBe(true);
    store.people.scheduleErasure(person.id, new Date(0));
    store.people.eraseDue(new Date());
    expect(traces.filter((trace) => allBytes(dir).includes(trace))).toEqual([]);
    store.close();
    expect(traces.filter((trace) => allBytes(dir).includes(trace))).toEqual([]);
  });
});

test('a removed template leaves no sealed byte in any file either, and the others are whole', () => {
  const { dir, open } = scratch();
  const store = open();
  const { person } = store.enrol({ person: { name: 'Ada', consent }, templates: [template(1), template(2)] });
  const [goes, stays] = store.templates.ofPerson(person.id);
  const db = new Sqlite(join(dir, 'threshold.db'), { readonly: true });
  const sealed = [
    db.prepare('SELECT vector_sealed AS b FROM templates WHERE id = ?').get(goes.id),
    db.prepare('SELECT picture_sealed AS b FROM crops WHERE id = ?').get(goes.cropId),
  ].map((row) => (row as { b: Buffer }).b.subarray(21, 45));
  db.close();
  expect(sealed.every((trace) => allBytes(dir).includes(trace))).toBe(true);
  store.removeTemplate(goes);
  expect(sealed.filter((trace) => allBytes(dir).includes(trace))).toEqual([]);
  expect(store.templates.ofPerson(person.id)).toEqual([stays]);
  expect(store.templates.cropOf(stays)).not.toBeNull();
  store.close();
});

describe('a folder that cannot be opened', () => {
  test('holds somebody else’s files: refused, with its permissions as they were', () => {
    const { root, unlock } = scratch();
    const dir = join(root, 'documents');
    mkdirSync(dir, { mode: 0o755 });
    writeFileSync(join(dir, 'letter.txt'), 'dear reader');
    expect(codeOf(() => openStore({ dir, unlock }))).toBe('BAD_INPUT');
    expect(statSync(dir).mode & 0o777).toBe(0o755);
  });

  test('a file, or a folder below one, is refused by name', () => {
    const { root, unlock } = scratch();
    const file = join(root, 'a-file');
    writeFileSync(file, 'x');
    expect(() => openStore({ dir: file, unlock })).toThrow(`${file} is a file.`);
    expect(codeOf(() => openStore({ dir: join(file, 'below'), unlock }))).toBe('BAD_INPUT');
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  test('is in use by another process, until that one ends, however it ends', () => {
    const { dir, unlock, open } = scratch();
    const script = `
      const { openStore } = await import(${JSON.stringify(new URL('../../data/store.ts', import.meta.url).href)});
      openStore(${JSON.stringify({ dir, unlock })});
      console.log('open');
      process.kill(process.pid, 'SIGKILL');`;
    const store = open();
    expect(codeOf(open)).toBe('STORE_IN_USE');
    const second = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(second.stderr).toContain('STORE_IN_USE');
    store.close();
    const killed = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect([killed.stdout.trim(), killed.signal]).toEqual(['open', 'SIGKILL']);
    open().close();
  });

  test('is from a newer version: refused and untouched', () => {
    const { dir, open } = scratch();
    open().close();
    const db = new Sqlite(join(dir, 'threshold.db'));
    db.pragma('user_version = 999');
    db.close();
    expect(codeOf(open)).toBe('STORE_TOO_NEW');
    const after = new Sqlite(join(dir, 'threshold.db'), { readonly: true });
    expect(after.pragma('user_version', { simple: true })).toBe(999);
    after.close();
  });

  test.each([
    ['text', (file: string) => writeFileSync(file, 'not a database at all, but long enough to look at '.repeat(100))],
    [
      'a page overwritten',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes.fill(0xa5, 4096, 8192);
        writeFileSync(file, bytes);
      },
    ],
    ['cut off', (file: string) => truncateSync(file, 5000)],
  ])('is damaged (%s): refused and left as it is', (_what, damage) => {
    const { dir, open } = scratch();
    const store = open();
    store.enrol({ person: { name: 'Ada', consent }, templates: [template(1)] });
    store.close();
    const file = join(dir, 'threshold.db');
    for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
    damage(file);
    const before = readFileSync(file);
    expect(codeOf(open)).toBe('STORE_CORRUPT');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('is locked for the wrong key file and the wrong passphrase; any slot opens it', () => {
    const { root, dir, open } = scratch();
    const store = open();
    store.slots.add({ kind: 'passphrase', passphrase: 'correct horse' });
    expect(codeOf(() => store.slots.remove(store.slots.list()[0].id))).toBe('worked');
    expect(codeOf(() => store.slots.remove(store.slots.list()[0].id))).toBe('BAD_INPUT');
    store.close();
    expect(codeOf(open)).toBe('STORE_LOCKED');
    expect(codeOf(() => openStore({ dir, unlock: { kind: 'key-file', path: join(root, 'other.key') } }))).toBe(
      'STORE_LOCKED',
    );
    expect(codeOf(() => openStore({ dir, unlock: { kind: 'passphrase', passphrase: 'wrong' } }))).toBe('STORE_LOCKED');
    openStore({ dir, unlock: { kind: 'passphrase', passphrase: 'correct horse' } }).close();
  });

  test('is full: DISK_FULL, and what was saved before is there', ({ skip }) => {
    const { root, unlock } = scratch();
    const dir = join(root, 'small');
    mkdirSync(dir);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', dir], { stdio: 'ignore' });
    } catch {
      skip('mounting a small file system needs root');
    }
    try {
      const store = openStore({ dir, unlock });
      store.enrol({ person: { name: 'Saved', consent }, templates: [template(1)] });
      const big = { ...template(2), crop: Buffer.alloc(400_000, 1) };
      const code = codeOf(() => {
        for (let i = 0; i < 20; i++) store.enrol({ person: { name: `Big ${i}`, consent }, templates: [big] });
      });
      expect(code).toBe('DISK_FULL');
      expect(store.people.list().map((person) => person.name)).toContain('Saved');
      store.close();
      const again = openStore({ dir, unlock });
      expect(again.people.list().map((person) => person.name)).toContain('Saved');
      again.close();
    } finally {
      execFileSync('umount', [dir]);
    }
  });

  test('is read-only', ({ skip }) => {
    const { root, dir, unlock, open } = scratch();
    open().close();
    const view = join(root, 'view');
    mkdirSync(view);
    try {
      execFileSync('mount', ['--bind', dir, view], { stdio: 'ignore' });
      execFileSync('mount', ['-o', 'remount,ro,bind', view], { stdio: 'ignore' });
    } catch {
      skip('a read-only mount needs root');
    }
    try {
      expect(codeOf(() => openStore({ dir: view, unlock }))).toBe('STORE_READ_ONLY');
    } finally {
      execFileSync('umount', [view]);
    }
  });
});

describe('migrations', () => {
  const newest = migrations.at(-1)!.version;
  const broken = {
    version: newest + 1,
    name: 'breaks',
    up: (db: Sqlite.Database) => {
      db.exec('DROP TABLE templates');
      throw new Error('half way');
    },
  };

  test('a failing one is undone and the data is there', () => {
    const { dir, unlock, open } = scratch();
    const store = open();
    store.enrol({ person: { name: 'Ada', consent }, templates: [template(1)] });
    store.close();
    expect(() => openStore({ dir, unlock, migrations: [...migrations, broken] })).toThrow('half way');
    const again = open();
    expect(again.templates.ofModel('m')).toHaveLength(1);
    again.close();
  });

  test('a verified copy is made first, and an erasure deletes it', () => {
    const { dir, unlock } = scratch();
    openStore({ dir, unlock }).close();
    const next = {
      version: newest + 1,
      name: 'adds',
      up: (db: Sqlite.Database) => void db.exec('CREATE TABLE more (x TEXT) STRICT'),
    };
    const store = openStore({ dir, unlock, migrations: [...migrations, next] });
    const copy = new Sqlite(join(dir, 'backups', `before-${String(newest + 1).padStart(4, '0')}.db`), {
      readonly: true,
    });
    expect(copy.pragma('user_version', { simple: true })).toBe(newest);
    copy.close();
    const { person } = store.enrol({ person: { name: 'Ada', consent }, templates: [] });
    store.people.scheduleErasure(person.id, new Date(0));
    store.people.eraseDue(new Date());
    expect(() => statSync(join(dir, 'backups'))).toThrow();
    store.close();
  });

  test('versions are consecutive', () =>
    expect(migrations.map((one) => one.version)).toEqual(migrations.map((_, i) => i + 1)));
});
