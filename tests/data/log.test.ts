import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type LogFields, openLog } from '../../data/log.ts';
import { scratch } from './scratch.ts';

test('only known fields are written, whatever is passed', () => {
  const { dir } = scratch();
  openLog(dir).error('bug', { call: 'people.list', name: 'Ada', vector: [1, 2] } as LogFields);
  const text = readFileSync(join(dir, 'threshold.log'), 'utf8');
  expect(text).toContain('people.list');
  expect(text).not.toMatch(/Ada|vector/);
  expect(statSync(join(dir, 'threshold.log')).mode & 0o777).toBe(0o600);
});

test('it rotates and keeps a few', () => {
  const { dir } = scratch();
  const log = openLog(dir, 500, 2);
  for (let i = 0; i < 100; i++) log.info('event', { count: i });
  expect(readdirSync(dir).sort()).toEqual(['threshold.log', 'threshold.log.1', 'threshold.log.2']);
});
