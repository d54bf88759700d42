import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../../main/app.ts';
import { heldFaces, heldMs } from '../../main/services/held-faces.ts';
import { callsTo, valuesOf } from './calls.ts';
import { picture } from './fake-engine.ts';
import { scratchHost } from './scratch-host.ts';

let root: string;
let app: App;
const consent = { textVersion: 'test', by: 'test' };
const call = callsTo(() => app);
const value = valuesOf(call);
const enrol = async (name: string, ...images: Uint8Array[]) =>
  (await value('enrol.fromImages', { name, images, consent })).person;
const look = async (who: string, noise = 0) =>
  (await value('identify.image', { image: picture(who, noise) })).faces[0]!;
/** The last identification. */
const last = async () => (await value('events.list', { kind: 'identify', limit: 1 })).events[0]!;
const corrections = async () => (await value('calibration.measure', { own: true })).own?.corrections;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-feedback-'));
  app = await scratchHost(root);
});
afterEach(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

describe('what is said of an event', () => {
  test('“not this person” is shown, refuses that face when asked, and is taken back', async () => {
    const ada = await enrol('Ada', picture('ada'));
    // Turned far from Ada's picture and still above the threshold: a look-alike.
    const taken = await look('ada', 0.9);
    expect(taken.decision).toBe('accepted');
    const event = await last();
    expect(event).toMatchObject({ said: null, facePicture: true, faceUntil: expect.any(String) });
    await value('events.say', { id: event.id, keep: 'negative' });
    expect(await last()).toMatchObject({ said: { not: ada, is: null, kept: 'negative' } });
    expect(await look('ada', 0.9)).toMatchObject({ decision: 'unknown', why: 'NEGATIVE_EXEMPLAR', person: null });
    // Ada herself is closer to her own picture.
    expect(await look('ada', 0.1)).toMatchObject({ decision: 'accepted', person: ada });
    await app.close();
    app = await scratchHost(root);
    expect((await look('ada', 0.9)).why).toBe('NEGATIVE_EXEMPLAR');
    await value('events.takeBack', { id: event.id });
    expect((await look('ada', 0.9)).decision).toBe('accepted');
    expect((await value('events.list', { kind: 'identify' })).events.every(({ said }) => said === null)).toBe(true);
  });

  test('“this is …” counts against the one and for the other, and adds a picture when asked', async () => {
    await enrol('Ada', picture('ada'));
    const bob = await enrol('Bob', picture('bob'));
    await look('eve');
    const event = await last();
    expect(event.decision).toBe('unknown');
    await value('events.say', { id: event.id, is: bob.id, keep: 'template' });
    expect(await last()).toMatchObject({ said: { not: null, is: bob, kept: 'template' } });
    const { templateList } = await value('people.show', { id: bob.id });
    expect(templateList).toHaveLength(2);
    expect(templateList.every(({ crop }) => crop !== null)).toBe(true);
    // Said anew it replaces what was said, template included.
    await value('events.say', { id: event.id, is: bob.id });
    expect((await value('people.show', { id: bob.id })).templateList).toHaveLength(1);
    expect(await last()).toMatchObject({ said: { kept: 'nothing' } });
  });

  test('becomes comparisons for calibration, and goes with the person', async () => {
    for (let p = 0; p < 9; p++) await enrol(`p${p}`, picture(`p${p}`), picture(`p${p}`, 0.1));
    const ada = await enrol('Ada', picture('ada'));
    const bob = await enrol('Bob', picture('bob'));
    expect(await corrections()).toBe(0);
    const { score } = await look('ada', 0.5);
    await value('events.say', { id: (await last()).id, is: bob.id });
    // Not Ada at this score, and Bob at the score against his own.
    expect(await corrections()).toBe(2);
    const { own } = (await value('calibration.state', {})).measured!.identify;
    expect(own!.nonMated).toBe(20 * 10 + 1);
    expect(own!.mated).toBe(18 + 1);
    // The curve's last FMR above zero is the correction's: higher than any two of these people score.
    const highest = own!.curve.fmr.findLastIndex((rate) => rate !== null && rate > 0);
    expect((own!.curve.first + highest) / own!.curve.perUnit).toBeCloseTo(Math.floor(score! * 1000) / 1000, 9);
    expect((await value('people.export', { id: bob.id })).said).toMatchObject([{ mated: true, personId: bob.id }]);
    await value('people.remove', { id: bob.id, now: true });
    expect(await corrections()).toBe(0);
    expect(await last()).toMatchObject({ said: null, person: ada });
  });

  test('is refused where there is nothing to correct', async () => {
    const ada = await enrol('Ada', picture('ada'));
    await look('eve');
    const unknown = await last();
    expect(await call('events.say', { id: unknown.id })).toMatchObject({ error: { code: 'BAD_INPUT' } });
    expect(await call('events.say', { id: unknown.id, is: 'nobody' })).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await call('events.say', { id: '999', is: ada.id })).toMatchObject({ error: { code: 'NOT_FOUND' } });
    await look('poor:ada');
    const poor = (await value('events.list', { limit: 1 })).events[0]!;
    expect(await call('events.say', { id: poor.id, is: ada.id })).toMatchObject({ error: { code: 'BAD_INPUT' } });
    const enrolled = (await value('events.list', { what: ['enrolled'], limit: 1 })).events[0]!;
    expect(await call('events.say', { id: enrolled.id, is: ada.id })).toMatchObject({ error: { code: 'BAD_INPUT' } });
    // After a restart the face is gone; what is said can still be noted.
    await app.close();
    app = await scratchHost(root);
    expect(await call('events.say', { id: unknown.id, is: ada.id, keep: 'template' })).toMatchObject({
      error: { code: 'NOT_FOUND', message: expect.stringContaining('ten minutes') },
    });
    await value('events.say', { id: unknown.id, is: ada.id });
    const { events } = await value('events.list', { what: ['unknown'] });
    expect(events[0]).toMatchObject({ said: { is: ada }, faceUntil: null });
  });

  test('ends where a merge contradicts it, and comes back with its undo', async () => {
    const ada = await enrol('Ada', picture('ada'));
    await look('ada', 0.9);
    await value('events.say', { id: (await last()).id, keep: 'negative' });
    // Enrolled beside Ada, and in truth her: what was said not to be Ada is Ada.
    const twin = await enrol('Twin', picture('ada', 0.95));
    await value('people.merge', { keep: ada.id, merge: twin.id });
    expect((await look('ada', 0.9)).person).toMatchObject(ada);
    await value('people.undoMerge', { id: twin.id });
    await value('people.remove', { id: twin.id, now: true });
    expect((await look('ada', 0.9)).why).toBe('NEGATIVE_EXEMPLAR');
  });

  test('of a visit at the desk has a picture, cut beside the frames', async () => {
    const ada = await enrol('Ada', picture('ada'));
    for (let frame = 0; frame < 4; frame++)
      await value('desk.frame', { camera: 'c', image: picture('ada', 0.1), record: true });
    await expect.poll(async () => (await last()).facePicture).toBe(true);
    await value('events.say', { id: (await last()).id, is: ada.id, keep: 'template' });
    expect((await value('people.show', { id: ada.id })).templates).toBe(2);
  });
});

test('faces are held for ten minutes, the newest sixty-four, and not beyond their person', () => {
  let now = 0;
  const faces = heldFaces(() => now);
  const face = { modelId: 'm', vector: Float32Array.of(1), quality: 1, portrait: null };
  for (let seq = 0; seq < 70; seq++) faces.hold(seq, { ...face, personId: seq === 69 ? 'ada' : 'bob' });
  expect([5, 6, 69].map((seq) => faces.find(seq) !== null)).toEqual([false, true, true]);
  faces.forgetPerson('ada');
  expect([68, 69].map((seq) => faces.find(seq) !== null)).toEqual([true, false]);
  now = heldMs;
  expect(faces.find(68)).toBeNull();
  faces.clear();
});
