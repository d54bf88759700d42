import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { App } from '../../main/app.ts';
import { weakTemplates } from '../../main/services/person-checks.ts';
import { callsTo, valuesOf } from './calls.ts';
import { picture } from './fake-engine.ts';
import { scratchHost } from './scratch-host.ts';

let root: string;
let app: App;
const consent = { textVersion: 'test', by: 'test' };
const call = callsTo(() => app);
const value = valuesOf(call);
const enrol = async (name: string, ...images: Uint8Array[]) =>
  value('enrol.fromImages', { name, images, consent, force: true });
const identified = async (who: string) =>
  (await value('identify.image', { image: picture(who), record: false })).faces[0]!.person?.name ?? null;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-checks-'));
  app = await scratchHost(root);
});
afterEach(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

test('one person under two names is found, merged, and brought back', async () => {
  const ada = await enrol('Ada', picture('ada'), picture('ada', 0.1));
  await enrol('Bob', picture('bob'));
  const twin = await enrol('Twin', picture('ada', 0.2));
  expect(twin.looksLike.map(({ name }) => name)).toEqual(['Ada']);
  const { people } = await value('people.checks', {});
  expect(people.map(({ name, people: [other] }) => [name, other?.name, other?.kind])).toEqual([
    ['Ada', 'Twin', 'duplicate'],
    ['Twin', 'Ada', 'duplicate'],
  ]);
  await value('people.merge', { keep: ada.person.id, merge: twin.person.id });
  expect((await value('people.list', {})).people.map(({ name, templates }) => [name, templates])).toEqual([
    ['Ada', 3],
    ['Bob', 1],
  ]);
  expect((await value('people.checks', {})).people).toEqual([]);
  expect(await identified('ada')).toBe('Ada');
  // Their undo is not that of a removal, which would bring back somebody without a picture.
  expect(await call('people.undoRemove', { id: twin.person.id })).toMatchObject({ error: { code: 'NOT_FOUND' } });
  await value('people.undoMerge', { id: twin.person.id });
  expect((await value('people.show', { id: twin.person.id })).templates).toBe(1);
  expect((await value('people.checks', { id: twin.person.id })).people).toHaveLength(1);
});

test('look-alikes that are kept apart are not named again, nor at the next enrolment', async () => {
  const ada = await enrol('Ada', picture('ada'));
  const twin = await enrol('Twin', picture('ada', 0.2));
  await value('people.keepApart', { first: twin.person.id, second: ada.person.id });
  expect((await value('people.checks', {})).people).toEqual([]);
  expect((await enrol('Twin', picture('ada', 0.25))).looksLike).toEqual([]);
  await value('people.keepApart', { first: ada.person.id, second: twin.person.id, undo: true });
  expect((await value('people.checks', {})).people).toHaveLength(2);
});

test('a poor picture, and a picture of somebody else among one’s own, are weak', async () => {
  const ada = await enrol('Ada', picture('ada'), picture('ada', 0.1), picture('ada', 0.2), picture('eve'));
  const poor = await enrol('Bob', picture('poor:bob'));
  const { people } = await value('people.checks', {});
  expect(people.find(({ id }) => id === ada.person.id)?.weak).toMatchObject([
    { templateId: ada.templateIds[3], why: 'far' },
  ]);
  expect(people.find(({ id }) => id === poor.person.id)?.weak).toMatchObject([
    { templateId: poor.templateIds[0], why: 'quality', value: 0.1, limit: 0.5 },
  ]);
});

test('the score of a weak template is against the mean of the others, by hand', () => {
  const at = (degrees: number) =>
    Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
  const own = [0, 20, 100].map((degrees, i) => ({ id: String(i), vector: at(degrees), quality: 1 }));
  // 100° against the mean of 0° and 20°, 10°: cos 90°. 0° against that of 20° and 100°, 60°: cos 60°.
  const weak = weakTemplates(own, 0.6);
  expect(weak.map(({ templateId }) => templateId)).toEqual(['0', '2']);
  expect(weak[0]!.value).toBeCloseTo(0.5, 6);
  expect(weak[1]!.value).toBeCloseTo(0, 6);
});
