import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStore } from '../../../data/store.ts';
import type { App } from '../../../main/app.ts';
import type { CallInput } from '../../../main/contract/index.ts';
import { type HeadState, made } from '../../models/liveness/head.ts';
import { callsTo, valuesOf } from '../calls.ts';
import { picture } from '../fake-engine.ts';
import { scratchHost } from '../scratch-host.ts';

let root: string;
let app: App;
/** Wednesday, 14 January 2026, 10:00 in Berlin. */
const workday = Date.parse('2026-01-14T09:00:00Z');
let now = workday;
let door: string;
let zone: string;
let site: string;

const call = callsTo(() => app, { caller: 'web' });
const value = valuesOf(call);
const enrol = async (name: string) =>
  (
    await value('enrol.fromImages', {
      name,
      images: [picture(name.toLowerCase())],
      consent: { textVersion: 'test', by: 'test' },
    })
  ).person.id;
/** Frames in a row; a camera of its own each time is a new visit's tracks. */
let cameras = 0;
const look = async (who: string, { frames = 3, camera = 'Front' } = {}) => {
  const id = `camera ${cameras++}`;
  let last = await value('desk.frame', { camera: id, image: picture(who), door: { id: door, camera } });
  for (let i = 1; i < frames; i++)
    last = await value('desk.frame', { camera: id, image: picture(who), door: { id: door, camera } });
  return last.door!;
};
const happened = async () =>
  (await value('events.list', {})).events
    .filter(({ kind }) => kind !== 'enrol')
    .reverse()
    .map(({ kind, decision, person }) => [kind, decision, ...(person === null ? [] : [person.name])].join(' '));
const failed = ({ decisions }: Awaited<ReturnType<typeof look>>) =>
  decisions.flatMap(({ clauses }) => clauses.filter(({ verdict }) => verdict === 'failed').map(({ code }) => code));
const change = async (wanted: Partial<CallInput<'access.saveDoor'>>) => {
  const { doors } = await value('access.overview', {});
  const { output, ...rest } = doors.find(({ id }) => id === door)!;
  await value('access.saveDoor', { ...rest, output: { kind: 'screen' }, ...wanted });
};
const start = () => scratchHost(root, { now: () => new Date(now) });

beforeEach(async () => {
  now = workday;
  root = mkdtempSync(join(tmpdir(), 'threshold-access-'));
  app = await start();
  const made = await value('access.begin', { timeZone: 'Europe/Berlin', site: 'House', zone: 'Inside', door: 'Front' });
  door = made.doorId;
  site = made.siteId;
  zone = (await value('access.overview', {})).zones[0]!.id;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

test('opens once a visit, with its event before its command; a stranger is refused by name of the clause', async () => {
  await enrol('Ada');
  expect(await look('ada', { frames: 2 })).toMatchObject({ state: 'shut', decisions: [{ outcome: 'waiting' }] });
  expect(await look('ada', { frames: 12 })).toMatchObject({
    decisions: [{ outcome: 'open', person: { name: 'Ada' } }],
  });
  await expect.poll(async () => (await value('access.doorStatus', { doorId: door })).state).toBe('open');
  expect(failed(await look('eve'))).toEqual(['UNKNOWN']);
  await look('eve');
  expect(await happened()).toEqual(['access granted Ada', 'door opened', 'access refused']);
  const { events } = await value('events.list', { kind: 'access' });
  expect(events[0]?.details).toMatchObject({ door, failed: ['identity:UNKNOWN'] });
});

test('outside the hours it stays shut and says so; the simulator says the same of that hour', async () => {
  const ada = await enrol('Ada');
  now = Date.parse('2026-01-14T21:00:00Z');
  const shut = await look('ada');
  expect(failed(shut)).toEqual(['OUT_OF_HOURS']);
  expect(shut.state).toBe('shut');
  const simulated = await value('access.simulate', { doorId: door, local: '2026-01-14T22:00' });
  const rule = (clauses: (typeof shut)['decisions'][0]['clauses']) => clauses.find(({ clause }) => clause === 'rule');
  expect(simulated.people).toMatchObject([{ person: { id: ada }, decision: { outcome: 'refused' } }]);
  expect(rule(simulated.people[0]!.decision.clauses)).toEqual(rule(shut.decisions[0]!.clauses));
  expect(
    (await value('access.simulate', { doorId: door, local: '2026-01-14T10:00' })).people[0]?.decision.outcome,
  ).toBe('open');
  expect(await call('access.simulate', { doorId: door, local: '2026-03-29T02:30' })).toMatchObject({ ok: false });
});

test('somebody who is inside is not let in again; forgotten, they are', async () => {
  await enrol('Ada');
  await change({ passback: 'until-left' });
  await look('ada');
  await expect.poll(happened).toContain('door opened');
  // In the same visit nothing changes …
  expect((await look('ada')).decisions).toMatchObject([{ outcome: 'open' }]);
  // … in the next it does. The host forgets visits when it starts anew, and remembers who is inside.
  await app.close();
  app = await start();
  expect(failed(await look('ada'))).toEqual(['ALREADY_INSIDE']);
  expect(await value('access.forgetPresence', { siteId: site })).toEqual({ forgotten: 1 });
  expect((await look('ada')).decisions).toMatchObject([{ outcome: 'open' }]);
});

test('two people open it together, one waits', async () => {
  await enrol('Ada');
  await enrol('Bo');
  await change({ twoPeople: true });
  expect((await look('ada')).decisions).toMatchObject([{ outcome: 'waiting' }]);
  expect((await look('ada+bo')).decisions).toMatchObject([{ outcome: 'open' }, { outcome: 'open' }]);
  await expect.poll(happened).toEqual(['access granted Ada', 'access granted Bo', 'door opened']);
});

test('a pass lets a visitor in until it ends; a suspended person, nobody', async () => {
  const eve = await enrol('Eve');
  now = Date.parse('2026-01-14T21:00:00Z');
  const pass = {
    personId: eve,
    zoneId: zone,
    from: '2026-01-14T20:00:00Z',
    until: '2026-01-14T21:30:00Z',
    note: 'visits Bo',
  };
  await value('access.savePass', pass);
  expect((await look('eve')).decisions).toMatchObject([{ outcome: 'open' }]);
  await app.close();
  now = Date.parse('2026-01-14T21:30:00Z');
  app = await start();
  expect(failed(await look('eve'))).toEqual(['OUT_OF_HOURS']); // everybody's rule is nearer than a pass that ended
  now = Date.parse('2026-01-15T09:00:00Z');
  await value('access.setActive', { personId: eve, active: false });
  expect(failed(await look('eve'))).toEqual(['SUSPENDED']);
});

test('one that asks for gestures opens for whoever makes them and not for a picture, and says what was missing', async () => {
  await enrol('Ada');
  await change({ liveness: 'challenge' });
  const simulated = await value('access.simulate', { doorId: door, local: '2026-01-14T10:00' });
  expect(simulated.people[0]?.decision.clauses).toContainEqual(
    expect.objectContaining({ clause: 'liveness', code: 'ASSUMED' }),
  );
  let at = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => at);
  const frame = async (camera: string, head: HeadState = {}) => {
    at += 60;
    return value('desk.frame', { camera, image: picture('ada', 0, head), door: { id: door, camera: 'Front' } });
  };
  const liveness = { clause: 'liveness', verdict: 'failed', code: 'FAKE', facts: { liveness: 'TIME' } };

  const said = new Set<string>();
  let seen = await frame('picture');
  for (let i = 0; i < 150 && seen.door?.decisions[0]?.outcome === 'waiting'; i++) {
    const { clauses } = seen.door.decisions[0];
    said.add(clauses.flatMap(({ clause, verdict }) => (verdict === 'undecided' ? clause : [])).join());
    seen = await frame('picture');
  }
  expect([...said]).toContain('liveness'); // Ada was known, and waited
  expect(seen.door).toMatchObject({ state: 'shut', decisions: [{ outcome: 'refused', person: { name: 'Ada' } }] });
  expect(seen.door?.decisions[0]?.clauses).toContainEqual(liveness);
  expect(await happened()).toEqual(['access refused Ada']);
  const [refused] = (await value('events.list', { kind: 'access' })).events;
  expect(refused?.details).toMatchObject({ failed: ['liveness:FAKE'], facts: { liveness: 'TIME' } });

  // What is shown in the self-test is neither let in nor an event.
  await value('liveness.testBegin', { camera: 'tested', species: 'genuine', source: 'Ada' });
  for (let i = 0; i < 5; i++) expect(await frame('tested')).not.toHaveProperty('door');

  seen = await frame('person');
  for (let i = 0; i < 100 && seen.door?.decisions[0]?.outcome === 'waiting'; i++) {
    const asked = seen.tracks[0]?.liveness?.challenge?.asked;
    for (const head of asked == null ? [{}] : made[asked]) seen = await frame('person', head);
  }
  expect(seen.door).toMatchObject({ decisions: [{ outcome: 'open', person: { name: 'Ada' } }] });
  await expect.poll(happened).toEqual(['access refused Ada', 'access granted Ada', 'door opened']);

  // Shown to be alive for gestures' sake under one policy; another asks anew.
  await change({ liveness: 'passive' });
  expect((await frame('person')).tracks[0]?.liveness?.state).toBe('undecided');
});

test('a lock-down shuts, through a restart; opened, it stands open; both are events', async () => {
  await enrol('Ada');
  await value('access.emergency', { siteId: null, mode: 'locked-down' });
  expect(failed(await look('ada'))).toEqual(['LOCKED_DOWN']);
  await app.close();
  app = await start();
  expect(failed(await look('ada'))).toEqual(['LOCKED_DOWN']);
  await value('access.emergency', { siteId: site, mode: 'open' });
  expect((await value('access.doorStatus', { doorId: door })).state).toBe('open');
  await expect
    .poll(happened)
    .toEqual(expect.arrayContaining(['emergency locked-down', 'door locked', 'emergency open', 'door held-open']));
});

test('a door whose page is hidden, whose camera is another or silent, is inactive', async () => {
  await enrol('Ada');
  await change({ camera: 'Front' });
  expect(await value('access.doorStatus', { doorId: door })).toMatchObject({ state: 'inactive', inactive: 'none' });
  expect(await look('ada', { camera: 'Back' })).toMatchObject({ state: 'inactive', inactive: 'other-camera' });
  await value('access.capture', { doorId: door, state: 'hidden' });
  // A frame that was on its way opens nothing.
  expect(await look('ada')).toMatchObject({ state: 'inactive', inactive: 'hidden' });
  await value('access.capture', { doorId: door, state: 'live' });
  expect((await look('ada')).decisions).toMatchObject([{ outcome: 'open' }]);
});

test('one that had stalled is told to be active again, although whoever is before it has not changed', async () => {
  await enrol('Ada');
  await look('ada');
  await value('access.capture', { doorId: door, state: 'stalled' });
  expect(await value('access.doorStatus', { doorId: door })).toMatchObject({ inactive: 'stalled', decisions: [] });
  const told: unknown[] = [];
  app.subscribe((topic, about) => topic === 'access.door' && told.push(about));
  await look('ada');
  expect(await value('access.doorStatus', { doorId: door })).toMatchObject({ inactive: null });
  expect(told).toContainEqual({ doorId: door });
});

/** A door at a web address of this machine that answers with this status, while `use` runs. */
async function answering(status: number, use: (url: string) => Promise<void>, hears: (id: string) => void = () => {}) {
  const server = createServer((request, response) => {
    hears(String(request.headers['idempotency-key']));
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('when the command arrives, its event is on the disk', async () => {
  const found: unknown[] = [];
  const hears = (id: string): void => {
    // What another process sees: what was committed, and nothing of what is about to be.
    const db = new Sqlite(join(root, 'data', 'threshold.db'), { readonly: true });
    const both =
      'SELECT kind, decision, action FROM access_commands c JOIN events e ON e.seq = c.event_seq WHERE c.id = ?';
    found.push(db.prepare(both).get(id));
    db.close();
  };
  const use = async (url: string): Promise<void> => {
    await enrol('Ada');
    await change({ output: { kind: 'webhook', url, secret: 'sixteen characters' } });
    await look('ada');
    await expect.poll(happened).toContain('door opened');
  };
  await answering(204, use, hears);
  expect(found).toEqual([{ kind: 'access', decision: 'granted', action: 'open' }]);
});

test('a clock that went back makes doors inactive until it is said to be right', async () => {
  await enrol('Ada');
  await look('eve');
  now -= 60_000;
  expect((await look('ada')).inactive).toBeNull(); // put right by a minute
  now = workday - 30 * 60_000;
  expect(await look('ada')).toMatchObject({ state: 'open' }); // it still stands open from before
  expect((await value('access.overview', {})).clockBehind).toBe(30);
  await value('access.acceptClock', {});
  expect((await value('access.overview', {})).clockBehind).toBeNull();
});

test('an output that does not do as it is told leaves the door shut and says so', async () => {
  await enrol('Ada');
  // Silence ends the same way after four seconds, which tests/integration/doors waits for.
  await answering(403, async (url) => {
    await change({ passback: 'until-left', output: { kind: 'webhook', url, secret: 'sixteen characters' } });
    await look('ada');
    await expect.poll(async () => (await value('access.doorStatus', { doorId: door })).state).toBe('unanswered');
    expect(await value('access.doorStatus', { doorId: door })).toMatchObject({ opened: null, answer: 'HTTP 403' });
    expect(await happened()).toEqual(['access granted Ada', 'door unanswered']);
    // Nobody went through: nobody is inside.
    expect(await value('access.forgetPresence', { siteId: site })).toEqual({ forgotten: 0 });
    // The secret is told to nobody, and does not go along to another address.
    const { doors } = await value('access.overview', {});
    expect(doors[0]?.output).toEqual({ kind: 'webhook', url, secretKnown: true });
    const elsewhere = { kind: 'webhook', url: `${url}elsewhere` } as const;
    await expect(change({ output: elsewhere })).rejects.toThrow('needs a secret');
  });
});
test('a command that a killed program left is never sent, and is noted', async () => {
  await app.close();
  const store = openStore({ dir: join(root, 'data'), unlock: { kind: 'key-file', path: join(root, 'a.key') } });
  const event = {
    at: new Date(now).toISOString(),
    kind: 'access',
    decision: 'granted',
    personId: null,
    score: null,
    threshold: null,
    runnerUpScore: null,
    modelId: null,
  };
  const command = (id: string) => ({
    id,
    doorId: door,
    action: 'open' as const,
    createdAt: event.at,
    expiresAt: event.at,
  });
  store.access.record(event, [command('never said'), command('perhaps said')]);
  store.access.commands.move('perhaps said', ['pending'], 'sent');
  store.close();
  app = await start();
  expect((await happened()).slice(-2).sort()).toEqual(['door expired', 'door lost']);
  expect((await value('access.doorStatus', { doorId: door })).opened).toBeNull();
});

test('what is removed is out of force at once and can come back', async () => {
  await enrol('Ada');
  const { id: group } = await value('access.saveGroup', { name: 'Night', personIds: [] });
  const rule = (await value('access.overview', {})).rules[0]!;
  await value('access.remove', { kind: 'rule', id: rule.id });
  expect(failed(await look('ada'))).toEqual(['NO_RULE']);
  await value('access.undoRemove', { kind: 'rule', id: rule.id });
  expect((await look('ada')).decisions).toMatchObject([{ outcome: 'open' }]);
  await value('access.remove', { kind: 'site', id: site });
  expect(await value('access.overview', {})).toMatchObject({
    sites: [],
    zones: [],
    doors: [],
    rules: [],
    groups: [{ id: group }],
  });
  await value('access.undoRemove', { kind: 'site', id: site });
  expect((await value('access.overview', {})).doors).toHaveLength(1);
});
