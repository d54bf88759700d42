import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { App } from '../../main/app.ts';
import type { Outcome } from '../../main/contract/errors.ts';
import type { CallInput, CallName, CallOutput } from '../../main/contract/index.ts';
import { neededFor, neededScope } from '../../main/contract/roles.ts';
import { picture } from './fake-engine.ts';
import { scratchHost } from './scratch-host.ts';

let root: string;
let app: App;

const ask = <N extends CallName>(name: N, input: CallInput<N>, client: object = {}) =>
  app.call(name, input, {
    signal: new AbortController().signal,
    progress: () => {},
    caller: 'web',
    client,
  }) as Promise<Outcome<CallOutput<N>>>;
const value = async <N extends CallName>(name: N, input: CallInput<N>, client?: object): Promise<CallOutput<N>> => {
  const outcome = await ask(name, input, client);
  if (!outcome.ok) throw new Error(`${name}: ${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
};
const code = async (asked: Promise<Outcome<unknown>>): Promise<string> => {
  const outcome = await asked;
  return outcome.ok ? 'ok' : outcome.error.code;
};
const enrol = (name: string, ...images: Uint8Array[]) =>
  value('enrol.fromImages', { name, images, consent: { textVersion: 'test', by: 'test' } });
const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, n, i) => sum + n * b[i]!, 0);

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-lessons-'));
  app = await scratchHost(root, { passwordCost: { ln: 4, r: 8, p: 1 } });
});
afterEach(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

test('of a picture comes the template and where the face is, of a person the stored one; nothing is written', async () => {
  const { person } = await enrol('Ada', picture('ada'), picture('ada', 0.1));
  await enrol('Bob', picture('bob'));
  const before = (await value('events.list', {})).events.length;
  const seen = await value('lessons.face', { image: picture('ada', 0.05) });
  expect(seen).toMatchObject({ picture: null, templateId: null });
  expect(seen.landmarks).toHaveLength(5);
  expect(cosine(seen.template, seen.template)).toBeCloseTo(1, 5);

  const stored = await value('lessons.face', { personId: person.id });
  expect(stored.picture).toBeInstanceOf(Uint8Array);
  expect(cosine(stored.template, seen.template)).toBeGreaterThan(0.9);

  const gallery = await value('lessons.gallery', {});
  expect(gallery).toMatchObject({ people: 2, modelId: seen.modelId });
  expect(gallery.templates.map(({ name }) => name)).toEqual(['Ada', 'Ada', 'Bob']);
  expect(gallery.templates.find(({ id }) => id === stored.templateId)?.template).toEqual(stored.template);

  expect((await value('events.list', {})).events).toHaveLength(before);
  expect(await value('people.list', {})).toMatchObject({ people: [{ templates: 2 }, { templates: 1 }] });
});

test('no face, nobody, and a person of whom nothing is left are said so', async () => {
  const { person } = await enrol('Ada', picture('ada'));
  expect(await code(ask('lessons.face', { image: picture('') }))).toBe('NO_FACE');
  expect(await code(ask('lessons.face', { personId: 'nobody' }))).toBe('NOT_FOUND');
  await value('people.remove', { id: person.id });
  expect(await code(ask('lessons.face', { personId: person.id }))).toBe('NOT_FOUND');
  expect((await value('lessons.gallery', {})).templates).toEqual([]);
});

test('vectors go to whoever may see people, never to a locked page or an API key', async () => {
  expect(neededFor('lessons.gallery', {})).toBe(neededFor('people.list', {}));
  expect(neededFor('lessons.face', {})).toBe(neededFor('people.portrait', {}));
  expect(neededScope['lessons.gallery']).toBeUndefined();
  expect(neededScope['lessons.face']).toBeUndefined();
  const office = {};
  await enrol('Ada', picture('ada'));
  await value('operators.add', { name: 'Grace', role: 'owner', password: 'Grace password' }, office);
  expect(await code(ask('lessons.gallery', {}))).toBe('SIGN_IN_NEEDED');
  expect(await code(ask('lessons.face', { image: picture('ada') }))).toBe('SIGN_IN_NEEDED');
  await value('session.signIn', { name: 'Grace', password: 'Grace password' }, office);
  expect((await value('lessons.gallery', {}, office)).templates).toHaveLength(1);
});

test('networks are listed, their files read, foreign ones opened in a process of their own; those of the house are the owner’s', async () => {
  const { networks } = await value('lessons.networks', {});
  expect(networks.filter(({ inUse }) => inUse)).toHaveLength(1);
  expect(networks.map(({ kind }) => kind)).toContain('part');
  expect(await code(ask('lessons.networkFiles', { id: 'nothing' }))).toBe('NOT_FOUND');
  expect(neededFor('lessons.networkFiles', { id: 'a' })).toBe('viewer');
  expect(neededFor('lessons.networkFiles', { id: 'a', ofOwner: true })).toBe('owner');
  expect(neededScope['lessons.openNetwork']).toBeUndefined();
  const files = [{ name: 'a.onnx', bytes: new Uint8Array([1, 2, 3]) }];
  expect(await code(ask('lessons.openNetwork', { files }))).toBe('BAD_MODEL');
  expect(await code(ask('lessons.openNetwork', { files: [] }))).toBe('BAD_INPUT');
  const look = { picture: { width: 1, height: 1, data: new Uint8Array(3) }, scale: { mean: 0, std: 1, bgr: false } };
  const gone = { ...look, network: 'gone' };
  expect(await code(ask('lessons.runNetwork', { ...gone, chosen: null, tiled: [] }))).toBe('NOT_FOUND');
  expect(await code(ask('lessons.timeNetwork', { ...gone, runs: 1 }))).toBe('NOT_FOUND');
});

test('a task that asks for enrolled faces has them in the engine, of people with two pictures; no other task has', async () => {
  await enrol('Ada', picture('ada'), picture('ada', 0.1));
  await enrol('Bob', picture('bob'));
  const { person: cyd } = await enrol('Cyd', picture('cyd'), picture('cyd', 0.1), picture('cyd', 0.2));
  const handed = async (lesson: string, task: string, input: { faces: string }) =>
    (await value('lessons.run', { lesson, task, input })).result;
  const [ada, cydToo] = [
    [0, true],
    [1, true],
  ];
  expect(await handed('latency', 'precision', { faces: 'enrolled' })).toEqual([ada, ada, cydToo, cydToo, cydToo]);
  expect(await handed('latency', 'check', { faces: 'enrolled' })).toHaveLength(5);
  expect(await handed('latency', 'precision', { faces: 'invented' })).toEqual([]);
  expect(await handed('latency', 'engine', { faces: 'enrolled' })).toEqual([]);
  expect(await handed('viewer', 'check', { faces: 'enrolled' })).toEqual([]);
  // Nobody's who is about to be erased.
  await value('people.remove', { id: cyd.id });
  expect(await handed('latency', 'precision', { faces: 'enrolled' })).toEqual([ada, ada]);
  expect(neededFor('lessons.run', { lesson: 'latency', task: 'precision', input: {} })).toBe(
    neededFor('people.portrait', {}),
  );
  expect(neededScope['lessons.run']).toBeUndefined();
});
