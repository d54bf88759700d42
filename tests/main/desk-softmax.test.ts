import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { App } from '../../main/app.ts';
import type { DeskSoftmax } from '../../main/contract/desk.ts';
import type { Core } from '../../main/services/core.ts';
import { createDeskSoftmax } from '../../main/services/desk-softmax.ts';
import { callsTo, valuesOf } from './calls.ts';
import { picture } from './fake-engine.ts';
import { scratchHost } from './scratch-host.ts';

let root: string;
let app: App;

const value = valuesOf(callsTo(() => app, { caller: 'web' }));
const enrol = async (name: string) => {
  const images = [picture(name.toLowerCase())];
  return (await value('enrol.fromImages', { name, images, consent: { textVersion: 'test', by: 'test' } })).person;
};
const softmax = async (who: string): Promise<DeskSoftmax> =>
  (await value('desk.frame', { camera: 'a', image: picture(who), record: false, softmax: true })).softmax!;
/** Frames go on while the head is trained beside them. */
const ready = (who: string, people: number): Promise<DeskSoftmax> =>
  vi.waitUntil(
    async () => {
      const said = await softmax(who);
      return !said.stale && said.people === people && said.answers.length > 0 ? said : false;
    },
    { timeout: 30_000 },
  ) as Promise<DeskSoftmax>;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-desk-softmax-'));
  app = await scratchHost(root);
});
afterEach(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

describe('softmax at the desk', () => {
  test('answers with somebody it knows, whoever comes, and only where it is asked', async () => {
    expect(await softmax('ada')).toMatchObject({ state: 'too-few', answers: [] });
    const [ada, bob] = [await enrol('Ada'), await enrol('Bob')];
    const said = await ready('ada', 2);
    expect(said).toMatchObject({ state: 'ready', answers: [{ person: ada }] });
    expect(said.answers[0]!.probability).toBeGreaterThan(0.5);
    // A stranger: the gallery says unknown, softmax names one of the two.
    const frame = await value('desk.frame', { camera: 'b', image: picture('mallory'), record: false, softmax: true });
    expect(frame.tracks[0]!.face.decision).toBe('unknown');
    expect([ada, bob]).toContainEqual(frame.softmax!.answers[0]!.person);
    expect(await value('desk.frame', { camera: 'c', image: picture('ada'), record: false })).not.toHaveProperty(
      'softmax',
    );
  });

  test('is out of date from when somebody joins until it was trained anew; the row of one who is removed goes at once', async () => {
    const [ada] = [await enrol('Ada'), await enrol('Bob')];
    await ready('ada', 2);
    const carol = await enrol('Carol');
    expect(await softmax('carol')).toMatchObject({ state: 'ready', stale: true, people: 2 });
    expect((await ready('carol', 3)).answers[0]!.person).toEqual(carol);
    await value('people.remove', { id: ada.id });
    const said = await softmax('ada');
    expect(said.people).toBe(2);
    expect(said.answers.map(({ person }) => person?.id)).not.toContain(ada.id);
  });
});

test('one who is removed while a head is being trained is not in it once it is there', async () => {
  let enrolled = ['ada', 'bob', 'carol'];
  const finish = Promise.withResolvers<void>();
  const comparison = async () => {
    await finish.promise;
    const head = { classes: 3, dimension: 2, rows: new Float32Array(3 * 2), biases: new Float32Array(3) };
    return { ok: true, value: { did: 'head', learnt: { head, thresholds: null, ms: 1 } } };
  };
  const core = {
    record: () => ({ id: 'model', dimension: 2 }),
    settings: () => ({ targetFpir: 0.01 }),
    startTrial: () => ({ comparison, close: () => {} }),
    store: {
      templates: {
        ofModel: () => enrolled.map((personId) => ({ id: `t-${personId}`, personId, vector: new Float32Array(2) })),
      },
      people: { find: (id: string) => (enrolled.includes(id) ? { id } : null) },
    },
  };
  const service = createDeskSoftmax(core as unknown as Core);
  expect(service.standing().state).toBe('learning');
  enrolled = ['ada', 'bob'];
  service.changed();
  finish.resolve();
  await vi.waitUntil(() => service.standing().people > 0);
  expect(service.standing().people).toBe(2);
  service.close();
});
