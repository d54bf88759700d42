import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { callsTo, valuesOf } from '../calls.ts';
import { picture } from '../fake-engine.ts';
import { scratchHost } from '../scratch-host.ts';

test('whoever’s time ended while the program was closed is gone at its start: their own term, or their group’s', async () => {
  const root = mkdtempSync(join(tmpdir(), 'threshold-retention-'));
  let app = await scratchHost(root);
  onTestFinished(async () => {
    vi.useRealTimers();
    await app.close();
    rmSync(root, { recursive: true, force: true });
  });
  const value = valuesOf(callsTo(() => app, { caller: 'web' }));
  const enrol = async (name: string) =>
    (
      await value('enrol.fromImages', {
        name,
        images: [picture(name.toLowerCase())],
        consent: { textVersion: 'test', by: 'test' },
      })
    ).person.id;
  const names = async () => (await value('people.list', {})).people.map(({ name }) => name);
  const days = (count: number) => new Date(Date.now() + count * 86_400_000);

  const [ada, bob, cy] = [await enrol('Ada'), await enrol('Bob'), await enrol('Cy')];
  await value('people.setTerm', { id: ada, expiresAt: days(5).toISOString() });
  await value('people.setTerm', { id: cy, expiresAt: days(50).toISOString() });
  await value('access.saveGroup', { name: 'Visitors', personIds: [bob, cy], termDays: 3 });
  for (const [after, left] of [
    [2, ['Ada', 'Bob', 'Cy']],
    [4, ['Ada']],
    [6, []],
  ] as const) {
    await app.close();
    vi.useFakeTimers({ toFake: ['Date'], now: days(after) });
    app = await scratchHost(root);
    expect(await names()).toEqual(left);
    vi.useRealTimers();
  }
  expect((await value('people.receipts', {})).receipts.map(({ reason }) => reason)).toEqual(Array(3).fill('expired'));
});
