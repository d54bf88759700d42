import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { App } from '../../main/app.ts';
import { callsTo, valuesOf } from './calls.ts';
import { picture } from './fake-engine.ts';
import { scratchHost } from './scratch-host.ts';

let root: string;
let app: App;

const call = callsTo(() => app, { caller: 'web' });
const value = valuesOf(call);
const enrol = async (name: string) =>
  (
    await value('enrol.fromImages', {
      name,
      images: [picture(name.toLowerCase())],
      consent: { textVersion: 'test', by: 'test' },
    })
  ).person;
const frame = (who: string, camera = 'a') => value('desk.frame', { camera, image: picture(who) });
const frames = async (who: string, count: number, camera = 'a') => {
  let last = await frame(who, camera);
  for (let i = 1; i < count; i++) last = await frame(who, camera);
  return last;
};
const decisions = async () =>
  (await value('events.list', { kind: 'identify' })).events.map((event) => event.person?.name ?? event.decision);

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-desk-'));
  app = await scratchHost(root);
});
afterEach(async () => {
  vi.useRealTimers();
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

describe('the desk', () => {
  test('decides once enough frames agree', async () => {
    const person = await enrol('Ada');
    expect((await frames('ada', 2)).tracks[0]).toMatchObject({ state: 'deciding', person: null, agreeing: 2 });
    expect((await frame('ada')).tracks[0]).toMatchObject({ state: 'accepted', person });
    // One odd frame changes nothing; as many as decided before do.
    expect((await frame('eve')).tracks[0]).toMatchObject({ state: 'accepted', person, face: { decision: 'unknown' } });
    expect((await frames('eve', 2)).tracks[0]).toMatchObject({ state: 'unknown', person: null });
    expect((await frames('poor:ada', 3)).tracks[0]).toMatchObject({ state: 'rejected' });
  });

  test('notes a visit once, a stranger too, and nothing on request', async () => {
    await enrol('Ada');
    await frames('ada', 10);
    expect(await decisions()).toEqual(['Ada']);
    await frames('eve', 10);
    await frames('ada', 10);
    expect(await decisions()).toEqual(['unknown', 'Ada']);
    for (let i = 0; i < 5; i++) await value('desk.frame', { camera: 'b', image: picture('mallory'), record: false });
    expect(await decisions()).toHaveLength(2);
  });

  test('says which event is whose, so that saying who it was can be noted', async () => {
    const { id } = await enrol('Ada');
    expect((await frames('eve', 2)).tracks[0]).toMatchObject({ state: 'deciding', event: null });
    const { event } = (await frames('eve', 2)).tracks[0]!;
    expect((await value('events.list', { kind: 'identify' })).events.map((one) => one.id)).toEqual([event]);
    // One visit stands for all strangers in view: the second one's face is not the one that was noted.
    expect((await frames('eve+mallory', 4)).tracks.map((track) => track.event)).toEqual([event, null]);
    await value('events.say', { id: event!, is: id });
    expect((await value('events.list', { kind: 'identify' })).events[0]?.said).toMatchObject({ is: { id }, not: null });
    // Recognised meanwhile, it is another event's.
    expect((await frames('ada', 4)).tracks[0]?.event).not.toBe(event);
  });

  test('follows faces that are settled, and compares them again after three frames', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const person = await enrol('Ada');
    const seen = [];
    for (let i = 0; i < 8; i++) seen.push(await frame('~ada'));
    // Three agree first; in a followed frame the face moves, the comparison is the last one's.
    expect(seen.map(({ followed }) => followed)).toEqual([false, false, false, true, true, true, false, true]);
    expect(seen[3]?.tracks[0]).toMatchObject({ state: 'accepted', person, agreeing: 3, face: { box: { y: 7 } } });
    expect(seen[3]?.tracks[0]?.face.score).toBe(seen[2]?.tracks[0]?.face.score);
    expect(seen[3]?.threshold).toEqual(seen[2]?.threshold);
    expect(await decisions()).toEqual(['Ada']);
  });

  test('faces that are followed are followed in a part of the frame', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await enrol('Ada');
    const part = { x: 0, y: 0, width: 160, height: 160, frameWidth: 640, frameHeight: 480 };
    const send = (image: string) => call('desk.frame', { camera: 'a', image: picture(image), part });
    // Nothing is known of this camera: a part says too little.
    expect(await send('~ada')).toMatchObject({ ok: false, error: { code: 'WHOLE_FRAME_NEEDED' } });
    expect((await frame('~ada')).enough).toBeNull();
    await frame('~ada');
    // The box is 80 pixels wide: 136 around it, in steps of 32, not beyond the frame.
    expect((await frame('~ada')).enough).toEqual({ x: 0, y: 0, width: 160, height: 160, scale: 1 });
    expect(await send('~ada')).toMatchObject({ ok: true, value: { followed: true, tracks: [{ state: 'accepted' }] } });
    // The face is not there: only the whole frame can tell where it went. The part changed nothing.
    expect(await send('eve')).toMatchObject({ ok: false, error: { code: 'WHOLE_FRAME_NEEDED' } });
    expect(await send('~ada')).toMatchObject({ ok: true, value: { followed: true } });
    const last = await send('~ada');
    expect(last).toMatchObject({ ok: true, value: { followed: true, enough: null } });
    expect(await send('~ada')).toMatchObject({ ok: false, error: { code: 'WHOLE_FRAME_NEEDED' } });
    expect((await frame('~ada')).followed).toBe(false);
    const beyond = { camera: 'a', image: picture('~ada'), part: { ...part, x: 500 } };
    expect(await call('desk.frame', beyond)).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
  });

  test('compares every frame while something is in question', async () => {
    await enrol('Ada');
    await frames('~ada', 4);
    // A face that cannot be followed, another face, and one that is gone for a moment: all are looked at in full.
    expect((await frame('ada')).followed).toBe(false);
    expect((await frame('~ada+eve')).followed).toBe(false);
    expect((await frame('~ada+eve')).followed).toBe(false);
    await frame('~eve+ada');
    expect((await frame('~ada')).followed).toBe(false);
  });

  test('and after a while at the latest', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await enrol('Ada');
    await frames('~ada', 3);
    expect((await frame('~ada')).followed).toBe(true);
    vi.setSystemTime(Date.now() + 500);
    expect((await frame('~ada')).followed).toBe(false);
  });

  test('whoever takes a followed face’s place is compared within three frames', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await enrol('Ada');
    await frames('~ada', 3);
    const seen = [];
    for (let i = 0; i < 6; i++) seen.push(await frame('~eve'));
    expect(seen.map(({ tracks }) => tracks[0]?.face.decision)).toEqual([
      ...Array.from({ length: 3 }, () => 'accepted'),
      ...Array.from({ length: 3 }, () => 'unknown'),
    ]);
    expect(seen.at(-1)?.tracks[0]).toMatchObject({ state: 'unknown', person: null });
  });

  test('does not follow whoever was removed a moment ago', async () => {
    const { id } = await enrol('Ada');
    await frames('~ada', 4);
    await value('people.remove', { id });
    expect(await frame('~ada')).toMatchObject({ followed: false, tracks: [{ state: 'deciding', person: null }] });
  });

  test('keeps cameras apart', async () => {
    await enrol('Ada');
    await frames('ada', 2, 'a');
    expect((await frame('ada', 'b')).tracks[0]).toMatchObject({ state: 'deciding', agreeing: 1 });
  });

  test('a person removed a moment ago is no longer named', async () => {
    const { id } = await enrol('Ada');
    await frames('ada', 3);
    await value('people.remove', { id });
    expect((await frame('ada')).tracks[0]).toMatchObject({ state: 'deciding', person: null });
    expect((await frames('ada', 2)).tracks[0]).toMatchObject({ state: 'unknown' });
  });

  test('has one frame in hand: a frame that a newer one overtook is told so', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => call('desk.frame', { camera: 'a', image: picture('ada') })),
    );
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual([
      'ok',
      'CANCELLED',
      'CANCELLED',
      'ok',
    ]);
  });

  test('keeps a picture of each visit where that is wanted: of strangers for hours, of people for days', async () => {
    await enrol('Ada');
    await enrol('Dan');
    const pictured = async () => {
      const { events } = await value('events.list', { kind: 'identify' });
      return Promise.all(
        events.map(async ({ id, snapshot }) => [
          snapshot,
          Buffer.from((await value('events.snapshot', { id })).picture ?? []).toString(),
        ]),
      );
    };
    await frames('ada', 3);
    expect(await pictured()).toEqual([[false, '']]);
    await value('settings.set', { eventSnapshots: true, snapshotDays: 2, strangerSnapshotHours: 3 });
    await frames('eve+kim', 3, 'b');
    await vi.waitFor(async () => expect((await value('privacy.snapshots', {})).count).toBe(1));
    // Strangers who come together are one event.
    expect((await pictured())[0]).toEqual([true, expect.stringContaining('shows 0')]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * 3_600_000 });
    expect((await pictured())[0]).toEqual([false, '']);
    await frames('dan', 3, 'c');
    await vi.waitFor(async () => expect((await value('privacy.snapshots', {})).count).toBe(2));
    vi.setSystemTime(Date.now() + 47 * 3_600_000);
    expect((await pictured())[0]).toMatchObject([true, expect.stringContaining('dan')]);
    expect(await value('events.dropSnapshots', {})).toEqual({ dropped: 2 });
    expect((await pictured())[0]).toEqual([false, '']);
  });
});

test('a portrait is the best picture of a person', async () => {
  const { id } = await enrol('Ada');
  expect((await value('people.portrait', { id })).picture).toBeInstanceOf(Uint8Array);
  expect((await call('people.portrait', { id: 'nobody' })).ok).toBe(false);
});
