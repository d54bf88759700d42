import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../main/app.ts';
import type { Outcome } from '../../main/contract/errors.ts';
import type { CallInput } from '../../main/contract/index.ts';
import { MODELS } from '../../models/embed/registry.ts';
import { callsTo, valuesOf } from './calls.ts';
import { picture } from './fake-engine.ts';
import { scratchHost } from './scratch-host.ts';

let root: string;
let app: App;
const consent = { textVersion: 'test', by: 'test' };

const start = (options: { modelId?: string } = {}): Promise<App> => scratchHost(root, options);
const call = callsTo(() => app);
const value = valuesOf(call);
const codeOf = async (outcome: Promise<Outcome<unknown>>): Promise<string> => {
  const settled = await outcome;
  return settled.ok ? 'ok' : settled.error.code;
};
const enrol = (name: string, ...images: Uint8Array[]) => value('enrol.fromImages', { name, images, consent });

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-app-'));
  app = await start();
});
afterEach(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

describe('a person', () => {
  test('is enrolled, accepted on another picture, a stranger is unknown, removed → unknown', async () => {
    const { person } = await enrol('Ada', picture('ada'), picture('ada', 0.05));
    await enrol('Bob', picture('bob'));
    const seen = await value('identify.image', { image: picture('ada', 0.1) });
    expect(seen.faces[0]).toMatchObject({ decision: 'accepted', person, runnerUp: { name: 'Bob' } });
    expect((await value('identify.image', { image: picture('eve') })).faces[0]).toMatchObject({
      decision: 'unknown',
      person: null,
    });
    await value('people.remove', { id: person.id, now: true });
    expect((await value('identify.image', { image: picture('ada') })).faces[0].decision).toBe('unknown');
    expect(await codeOf(call('people.undoRemove', { id: person.id }))).toBe('NOT_FOUND');
    expect((await value('events.list', {})).events.map((event) => event.kind)).toEqual([
      'identify',
      'erase',
      'remove',
      'identify',
      'identify',
      'enrol',
      'enrol',
    ]);
  });

  test('removed comes back by undo, also twice, with all templates', async () => {
    const { person } = await enrol('Ada', picture('ada'), picture('ada', 0.1));
    await value('people.remove', { id: person.id });
    expect((await value('people.list', {})).people).toEqual([]);
    expect(await codeOf(call('people.show', { id: person.id }))).toBe('NOT_FOUND');
    await value('people.undoRemove', { id: person.id });
    await value('people.undoRemove', { id: person.id });
    expect((await value('people.list', {})).people).toMatchObject([{ name: 'Ada', templates: 2 }]);
    expect((await value('identify.image', { image: picture('ada') })).faces[0].decision).toBe('accepted');
  });

  test('of the same name gets more templates; somebody alike under another name is pointed out', async () => {
    const first = await enrol('Ada', picture('ada'));
    const again = await enrol('Ada', picture('ada', 0.1));
    expect(again.person).toEqual(first.person);
    expect(again.looksLike).toEqual([]);
    const other = await enrol('Ada’s other name', picture('ada', 0.05));
    expect(other.looksLike).toMatchObject([{ name: 'Ada' }]);
  });

  test('is still there after a restart, renamed, and exported whole', async () => {
    const { person } = await enrol('Ada', picture('ada'));
    await value('people.rename', { id: person.id, name: '李艾达' });
    await app.close();
    app = await start();
    expect((await value('identify.image', { image: picture('ada') })).faces[0].person).toEqual({
      id: person.id,
      name: '李艾达',
    });
    const all = await value('people.export', { id: person.id });
    expect(all.templates[0].vector).toHaveLength(MODELS.get('fr-feature-512').dimension);
    expect(all.person.consent).toMatchObject(consent);
    expect(all.events.length).toBeGreaterThan(0);
  });

  test('cannot take the name of somebody else, but keep their own', async () => {
    const { person } = await enrol('Ada', picture('ada'));
    await enrol('Bob', picture('bob'));
    expect(await codeOf(call('people.rename', { id: person.id, name: 'Bob' }))).toBe('NAME_TAKEN');
    expect(await codeOf(call('people.rename', { id: person.id, name: 'Ada' }))).toBe('ok');
  });

  test('removed before the program was closed is erased at the next start', async () => {
    const { person } = await enrol('Ada', picture('ada'));
    const { undoUntil } = await value('people.remove', { id: person.id });
    await app.close();
    const now = Date.now;
    Date.now = () => new Date(undoUntil).getTime() + 1;
    try {
      app = await start();
    } finally {
      Date.now = now;
    }
    expect((await value('people.list', {})).people).toEqual([]);
  });
});

describe('one template', () => {
  const templatesOf = async (id: string) => (await value('people.show', { id })).templateList;

  test('is removed from store and gallery, with what another model made of its picture, for good', async () => {
    const { person } = await enrol('Ada', picture('ada'), picture('other'));
    await value('models.use', { id: 'dlib-resnet-128' });
    await value('models.use', { id: 'fr-feature-512' });
    const [first] = await templatesOf(person.id);
    await value('people.removeTemplate', { id: person.id, templateId: first.id });
    const left = await templatesOf(person.id);
    expect(left.map(({ modelId }) => modelId).sort()).toEqual(['dlib-resnet-128', 'fr-feature-512']);
    expect(new Set(left.map(({ pictureId }) => pictureId)).size).toBe(1);
    await app.close();
    app = await start();
    expect(await templatesOf(person.id)).toEqual(left);
    expect((await value('models.use', { id: 'dlib-resnet-128' })).reembedded).toBe(0);
    expect((await value('people.list', {})).people).toMatchObject([{ templates: 1 }]);
  });

  test('stops counting at once', async () => {
    const { person } = await enrol('Ada', picture('ada'), picture('other'));
    const scoreOf = async (): Promise<number> =>
      (await value('identify.image', { image: picture('other') })).faces[0].score ?? 0;
    expect(await scoreOf()).toBeGreaterThan(0.5);
    const other = (await templatesOf(person.id)).find(({ crop }) => Buffer.from(crop ?? []).toString() === 'other');
    await value('people.removeTemplate', { id: person.id, templateId: other?.id ?? '' });
    expect(await scoreOf()).toBeLessThan(0.5);
  });

  test('is not removed when it is the last, nor for somebody else', async () => {
    const { person } = await enrol('Ada', picture('ada'));
    const bob = (await enrol('Bob', picture('bob'))).person;
    const [only] = await templatesOf(person.id);
    expect(await codeOf(call('people.removeTemplate', { id: person.id, templateId: only.id }))).toBe('LAST_TEMPLATE');
    expect(await codeOf(call('people.removeTemplate', { id: bob.id, templateId: only.id }))).toBe('NOT_FOUND');
    expect(await templatesOf(person.id)).toHaveLength(1);
  });
});

describe('the closest people', () => {
  test('are the three nearest others, one who could be taken for the person is marked', async () => {
    const { person } = await enrol('Ada', picture('ada'), picture('ada', 0.2));
    expect((await value('people.closest', { id: person.id })).people).toEqual([]);
    for (const name of ['Bob', 'Cleo', 'Dan', 'Eve']) await enrol(name, picture(name));
    const twin = (await enrol('Twin', picture('ada', 0.1))).person;
    const { people, threshold } = await value('people.closest', { id: person.id });
    expect(people).toHaveLength(3);
    expect(people[0]).toMatchObject({ ...twin, alike: true });
    expect(people[0].score).toBeGreaterThan(threshold.value);
    expect(people.slice(1).map(({ alike }) => alike)).toEqual([false, false]);
    expect(people.map(({ score }) => score)).toEqual(people.map(({ score }) => score).sort((a, b) => b - a));
    expect(await codeOf(call('people.closest', { id: 'nobody' }))).toBe('NOT_FOUND');
  });
});

describe('events', () => {
  test('are filtered by what, since and until when, and name, and counted', async () => {
    await enrol('Ada Lovelace', picture('ada'));
    const bob = (await enrol('Bob', picture('bob'))).person;
    for (const who of ['ada', 'bob', 'eve']) await value('identify.image', { image: picture(who) });
    await value('verify.images', { a: picture('ada'), b: picture('bob') });
    const of = async (filter: CallInput<'events.list'>) => {
      const { events, total } = await value('events.list', { ...filter, count: true });
      return [events.length, total];
    };
    expect(await of({})).toEqual([6, 6]);
    expect(await of({ limit: 2 })).toEqual([2, 6]);
    expect(await of({ what: ['accepted'] })).toEqual([2, 2]);
    expect(await of({ what: ['unknown', 'enrolled'] })).toEqual([3, 3]);
    // A comparison that was turned down is no face that could not be judged.
    expect(await of({ what: ['rejected'] })).toEqual([0, 0]);
    expect(await of({ what: ['verify'] })).toEqual([1, 1]);
    expect(await of({ what: ['acts'] })).toEqual([0, 0]);
    expect(await of({ what: [] })).toEqual([0, 0]);
    expect(await of({ name: ' LOVE' })).toEqual([2, 2]);
    expect(await of({ name: 'nobody' })).toEqual([0, 0]);
    expect(await of({ personId: bob.id, what: ['accepted'] })).toEqual([1, 1]);
    expect(await of({ since: new Date(Date.now() + 60_000).toISOString() })).toEqual([0, 0]);
    expect(await of({ since: '2020-01-01T00:00:00+08:00' })).toEqual([6, 6]);
    expect(await codeOf(call('events.list', { since: 'yesterday' }))).toBe('BAD_INPUT');
    const [first] = (await value('events.list', { limit: 1 })).events;
    // The moment itself is the first that is left out.
    expect(await of({ until: '2020-01-01T00:00:00+08:00' })).toEqual([0, 0]);
    expect((await value('events.list', { until: first!.at })).events.map(({ at }) => at)).not.toContain(first!.at);
    expect(await of({ until: new Date(Date.parse(first!.at) + 1).toISOString() })).toEqual([6, 6]);
  });
});

describe('pictures that do not do', () => {
  test('no face, several faces, poor quality', async () => {
    const one = (image: Uint8Array, face?: number) =>
      codeOf(
        call('enrol.fromImages', { name: 'X', images: [image], consent, ...(face === undefined ? {} : { face }) }),
      );
    expect(await one(picture(''))).toBe('NO_FACE');
    expect(await one(picture('ada+bob'))).toBe('MULTIPLE_FACES');
    expect(await one(picture('ada+bob'), 2)).toBe('BAD_INPUT');
    expect(await one(picture('poor:ada'))).toBe('LOW_QUALITY');
    expect((await value('people.list', {})).people).toEqual([]);
    expect(await one(picture('ada+bob'), 1)).toBe('ok');
    expect((await value('identify.image', { image: picture('bob') })).faces[0].person?.name).toBe('X');
  });

  test('among good ones are listed, the good ones are taken', async () => {
    const outcome = await enrol('Ada', picture('ada'), picture(''), picture('poor:ada'));
    expect(outcome.accepted).toBe(1);
    expect(outcome.rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, 'NO_FACE'],
      [2, 'LOW_QUALITY'],
    ]);
  });

  test('a crash of the engine answers ENGINE_CRASHED and the app goes on', async () => {
    expect(await codeOf(call('identify.image', { image: picture('crash') }))).toBe('ENGINE_CRASHED');
    expect(await codeOf(call('identify.image', { image: picture('ada') }))).toBe('ok');
  });
});

describe('the contract', () => {
  test('unknown calls and malformed input are BAD_INPUT', async () => {
    const context = { signal: new AbortController().signal, progress: () => {}, caller: 'cli' } as const;
    for (const [name, input] of [
      ['nothing', {}],
      ['toString', {}],
      ['people.show', {}],
      ['people.show', null],
      ['enrol.fromImages', { name: '  ', images: [picture('a')], consent }],
      ['enrol.fromImages', { name: 'a\nb', images: [picture('a')], consent }],
      ['enrol.fromImages', { name: 'a', images: [], consent }],
      ['enrol.fromImages', { name: 'a', images: [picture('a')] }],
      ['settings.set', { targetFpir: 2 }],
    ] as const)
      expect(await codeOf(app.call(name, input, context))).toBe('BAD_INPUT');
  });

  test('a cancelled enrolment writes nothing', async () => {
    const abort = new AbortController();
    const outcome = call(
      'enrol.fromImages',
      { name: 'Ada', images: [picture('ada'), picture('ada')], consent },
      abort.signal,
    );
    abort.abort();
    expect(await codeOf(outcome)).toBe('CANCELLED');
    expect((await value('people.list', {})).people).toEqual([]);
  });

  test('other targets are tried without being set', async () => {
    await enrol('Ada', picture('ada'));
    const now = await value('identify.thresholds', {});
    const stricter = await value('identify.thresholds', { targetFpir: 1e-5, targetFmr: 1e-5 });
    expect(stricter.identify.value).toBeGreaterThan(now.identify.value);
    expect(stricter.verify.value).toBeGreaterThan(now.verify.value);
    expect(await value('identify.thresholds', {})).toEqual(now);
  });

  test('the data folder is told, and what opens it', async () => {
    expect(await value('data.folder', {})).toEqual({ path: join(root, 'data'), unlockedBy: ['key-file'] });
  });

  test('settings are kept and a stricter target raises the threshold', async () => {
    await enrol('Ada', picture('ada'));
    const before = (await value('identify.image', { image: picture('ada') })).threshold;
    await value('settings.set', { targetFpir: 1e-5 });
    const after = (await value('identify.image', { image: picture('ada') })).threshold;
    expect(after.value).toBeGreaterThan(before.value);
    expect(after.sentence).toContain('not calibrated');
    await app.close();
    app = await start();
    expect((await value('settings.get', {})).targetFpir).toBe(1e-5);
  });
});

describe('another model', () => {
  test('is used after every crop was embedded again; both models’ templates are kept apart', async () => {
    await enrol('Ada', picture('ada'));
    const used = await value('models.use', { id: 'dlib-resnet-128' });
    expect(used).toEqual({ modelId: 'dlib-resnet-128', reembedded: 1, needReenrolment: [] });
    expect((await value('identify.image', { image: picture('ada') })).faces[0].person?.name).toBe('Ada');
    expect((await value('models.list', {})).models.map(({ inUse, templates }) => [inUse, templates])).toEqual([
      [false, 1],
      [true, 1],
    ]);
    expect((await value('models.use', { id: 'fr-feature-512' })).reembedded).toBe(0);
    expect(await codeOf(call('models.use', { id: 'no such' }))).toBe('NOT_FOUND');
  });
});

test('verify compares two pictures', async () => {
  expect((await value('verify.images', { a: picture('ada'), b: picture('ada', 0.1) })).accepted).toBe(true);
  expect((await value('verify.images', { a: picture('ada'), b: picture('bob') })).accepted).toBe(false);
});

test('the same folder is not opened twice', async () => {
  const second = await createApp({
    dataDir: join(root, 'data'),
    weightsDir: root,
    unlock: { kind: 'key-file', path: join(root, 'a.key') },
  });
  expect(second.ok ? 'opened' : second.error.code).toBe('STORE_IN_USE');
});
