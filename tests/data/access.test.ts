import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allBytes, asVersionLeftIt, scratch } from './scratch.ts';
import { consent, template } from './scratch-values.ts';

const decided = {
  at: '2026-01-14T09:00:00.000Z',
  kind: 'access',
  decision: 'granted',
  score: null,
  threshold: null,
  runnerUpScore: null,
  modelId: null,
};

test('a store of the version before gets doors and keeps people, templates and events; its chain goes on', () => {
  const { dir, open } = scratch();
  const first = open();
  const { person } = first.enrol({ person: { name: 'Ada', consent }, templates: [template(1)] });
  first.events.append({ ...decided, kind: 'identify', decision: 'accepted', personId: person.id });
  const before = first.events.list({ limit: 10 });
  first.close();
  asVersionLeftIt(dir, 6);
  const store = open();
  expect(store.people.list()).toEqual([person]);
  expect(store.templates.ofModel('m')).toHaveLength(1);
  expect(store.events.list({ limit: 10 })).toEqual(before);
  expect([store.access.sites.list(), store.access.doors.list()]).toEqual([[], []]);
  const siteId = store.access.sites.create({ name: 'House', timeZone: 'Europe/Berlin' });
  const zoneId = store.access.zones.create({ siteId, name: 'Inside' });
  const output = { kind: 'screen' };
  const doorId = store.access.doors.create({ siteId, zoneId, name: 'Front', settings: {}, output });
  store.access.record({ ...decided, personId: person.id }, [
    { id: 'c1', doorId, action: 'open', createdAt: decided.at, expiresAt: decided.at },
  ]);
  expect(store.access.commands.unsettled()).toMatchObject([{ id: 'c1', state: 'pending' }]);
  const walk = store.audit.verify();
  let step = walk.next();
  while (step.done !== true) step = walk.next();
  expect(step.value).toMatchObject({ ok: true, broken: null });
  expect(existsSync(join(dir, 'backups', 'before-0007.db'))).toBe(true);
  store.close();
});

test('what is a person’s at the doors goes with them; a door’s secret and a pass’s note are not in the clear', () => {
  const { dir, open } = scratch();
  const store = open();
  const { person } = store.enrol({ person: { name: 'Eve', consent }, templates: [] });
  const siteId = store.access.sites.create({ name: 'House', timeZone: 'Europe/Berlin' });
  const zoneId = store.access.zones.create({ siteId, name: 'Inside' });
  const output = { kind: 'webhook', url: 'https://door.test/', secret: 'an unmistakable secret' };
  store.access.doors.create({ siteId, zoneId, name: 'Front', settings: {}, output });
  const group = store.access.groups.create({ name: 'Night', termDays: null });
  store.access.memberships.set(group, [person.id]);
  const [from, until] = ['2026-01-14T09:00:00.000Z', '2026-01-14T10:00:00.000Z'];
  store.access.passes.create({ personId: person.id, zoneId, from, until, note: 'an unmistakable note' });
  store.access.presence.enter(siteId, person.id, { zoneId, since: from });
  store.close();
  expect(allBytes(dir).includes('unmistakable')).toBe(false);
  const again = open();
  expect(again.access.doors.list()[0]).toMatchObject({ output });
  expect(again.access.passes.list()).toMatchObject([{ note: 'an unmistakable note' }]);
  again.people.scheduleErasure(person.id, new Date(0));
  again.people.eraseDue(new Date());
  expect(again.access.passes.list()).toEqual([]);
  expect(again.access.memberships.all().get(group) ?? []).toEqual([]);
  expect(again.access.presence.find(siteId, person.id)).toBeNull();
  again.close();
});

test('a group’s term ends with the days since enrolment, the earliest of several, and not for groups out of force', () => {
  const { open } = scratch();
  const store = open();
  const { person } = store.enrol({ person: { name: 'Eve', consent }, templates: [] });
  const { groups, memberships } = store.access;
  const [long, short, none] = [30, 2, null].map((termDays) => groups.create({ name: `Group ${termDays}`, termDays }));
  for (const group of [long!, short!, none!]) memberships.set(group, [person.id]);
  const after = (days: number, ms = 0) => new Date(Date.parse(person.createdAt) + days * 86_400_000 + ms).toISOString();
  expect(groups.termOf(person.id)).toEqual({ personId: person.id, group: 'Group 2', at: after(2) });
  expect(groups.termsOver(after(2, -1))).toEqual([]);
  expect(groups.termsOver(after(2))).toMatchObject([{ group: 'Group 2' }]);
  store.access.remove('group', short!, after(0));
  expect(groups.termOf(person.id)).toMatchObject({ at: after(30) });
  groups.change({ id: long!, name: 'Visitors', termDays: null });
  expect(groups.termOf(person.id)).toBeNull();
  groups.change({ id: long!, name: 'Visitors', termDays: 1 });
  store.people.scheduleErasure(person.id, new Date());
  expect(groups.termsOver(after(40))).toEqual([]);
  store.close();
});
