import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrations } from '../../data/migrations/index.ts';
import { migrate } from '../../data/migrations/run.ts';
import { allBytes, scratch } from './scratch.ts';

const made = (value: string) => ({ modelId: 'm', modelSha256: 'aa', value });

test('a calibration is sealed; one not in force makes place for the next, one in force for all others', () => {
  const { dir, open } = scratch();
  const store = open();
  const first = store.calibrations.create(made('unmistakable one'));
  const second = store.calibrations.create(made('unmistakable two'));
  expect(store.calibrations.ofModel('m').map(({ id }) => id)).toEqual([second.id]);
  expect(store.calibrations.find(first.id)).toBeNull();
  store.calibrations.putInForce(second.id);
  const third = store.calibrations.create(made('unmistakable three'));
  expect(store.calibrations.ofModel('m')).toHaveLength(2);
  store.calibrations.putInForce(third.id);
  store.close();
  expect(allBytes(dir).includes('unmistakable')).toBe(false);
  const again = open();
  expect(again.calibrations.ofModel('m')).toEqual([{ ...third, inForce: true }]);
  expect(again.calibrations.modelsInForce()).toEqual(['m']);
  again.calibrations.remove(third.id);
  expect(() => again.calibrations.putInForce(third.id)).toThrow('no such calibration');
  again.close();
});

test('migration 4 keeps the events of version 3, without a promise', () => {
  const { dir } = scratch();
  mkdirSync(dir);
  const db = new Sqlite(join(dir, 'threshold.db'));
  migrate(db, dir, migrations.slice(0, 3));
  db.prepare("INSERT INTO events (at, kind, score) VALUES ('2026-01-01T00:00:00.000Z', 'identify', 0.5)").run();
  migrate(db, dir, migrations.slice(0, 4));
  expect(db.prepare('SELECT score, fmr, calibrated FROM events').all()).toEqual([
    { score: 0.5, fmr: null, calibrated: null },
  ]);
  expect(() => db.prepare('UPDATE events SET calibrated = 2').run()).toThrow();
  db.close();
});
