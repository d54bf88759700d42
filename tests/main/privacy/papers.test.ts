import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../main/app.ts';
import { callsTo, valuesOf } from '../calls.ts';
import { picture } from '../fake-engine.ts';
import { scratchHost } from '../scratch-host.ts';

const root = mkdtempSync(join(tmpdir(), 'threshold-papers-'));
let app: App;
const value = valuesOf(callsTo(() => app, { caller: 'web' }));

beforeAll(async () => {
  app = await scratchHost(root);
});
afterAll(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

test('the sheet says what is set and stored now, in both languages', async () => {
  const before = (await value('privacy.sheet', { language: 'en' })).html;
  expect(before).toContain('Not stated. Write it in Settings');
  expect(before).toContain('<dt>Pictures of visits</dt><dd>not taken (0 kept now)</dd>');
  expect(before).not.toContain('told to open');
  await value('settings.set', { purpose: 'to open <the> lab', personDays: 90, eventSnapshots: true });
  const { siteId } = await value('access.begin', { timeZone: 'UTC', site: 'House', zone: 'In', door: 'Lab' });
  const { zones } = await value('access.overview', {});
  const output = { kind: 'webhook', url: 'https://door.test/open', secret: 'a secret of the door' } as const;
  const { doors } = await value('access.overview', {});
  await value('access.saveDoor', { ...doors[0]!, siteId, zoneId: zones[0]!.id, output });
  await value('access.saveGroup', { name: 'Visitors', personIds: [], termDays: 3 });
  const after = (await value('privacy.sheet', { language: 'en' })).html;
  expect(after).toContain('to open &lt;the&gt; lab');
  expect(after).toContain('<dt>People, from enrolment on</dt><dd>90 days</dd>');
  expect(after).toContain('<dt>People in the group Visitors</dt><dd>3 days</dd>');
  expect(after).toContain('<dt>Lab</dt><dd>HTTP request to door.test: door, action, time</dd>');
  expect(after).not.toContain('a secret of the door');
  expect((await value('privacy.sheet', { language: 'zh' })).html).toContain('<dt>人员（自登记起）</dt><dd>90 天</dd>');
});

test('a person’s page holds what is held of them, and nobody else’s', async () => {
  const consent = { textVersion: 'v7', by: 'test', purpose: 'to open the lab' };
  const { person } = await value('enrol.fromImages', { name: 'Ada <b>', images: [picture('ada')], consent });
  await value('enrol.fromImages', { name: 'Bob', images: [picture('bob')], consent });
  const { groups } = await value('access.overview', {});
  await value('access.saveGroup', { ...groups[0]!, personIds: [person.id] });
  await value('identify.image', { image: picture('ada') });
  const { html, fileName } = await value('privacy.personPage', { id: person.id, language: 'en' });
  expect(fileName).toBe('Ada b.html');
  expect(html).toContain('<h1>Ada &lt;b&gt;</h1>');
  expect(html).not.toContain('Bob');
  expect(html).toContain('<dt>Version of the text</dt><dd>v7</dd>');
  expect(html).toContain('<dt>Groups you are in</dt><dd>Visitors</dd>');
  expect(html).toContain('recognised as you');
  // The group's three days come before the ninety of the setting.
  const { groupTerm, expiresAt } = await value('people.show', { id: person.id });
  expect(groupTerm).toMatchObject({ group: 'Visitors' });
  expect(groupTerm!.at < expiresAt!).toBe(true);
  const until = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });
  expect(html).toContain(`<dt>Kept until</dt><dd>${until.format(new Date(groupTerm!.at))}</dd>`);
});
