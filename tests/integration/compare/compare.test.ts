import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../../main/app.ts';
import type { ComparisonSnapshot } from '../../../main/contract/compare.ts';
import { weightsFolder } from '../../../main/paths.ts';
import { timeStore } from '../../../main/services/compare/store-timing.ts';
import { onFrozen } from '../../../models/compare/presets.ts';
import { callsTo, valuesOf } from '../../main/calls.ts';
import { SMALL_CHOICE } from '../../models/compare/support.ts';

let root: string;
let app: App;
const snapshots: ComparisonSnapshot[] = [];

const call = callsTo(() => app, { progress: (snapshot) => snapshots.push(snapshot as ComparisonSnapshot) });
const value = valuesOf(call);

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-compare-'));
  const made = await createApp({
    dataDir: join(root, 'data'),
    weightsDir: weightsFolder(),
    unlock: { kind: 'key-file', path: join(root, 'a.key') },
    checkOutputs: true,
  });
  if (!made.ok) throw new Error(made.error.message);
  app = made.value;
});
afterAll(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

describe('comparisons in the app', () => {
  test('one runs in a process of its own, with progress, figures, pictures of who was taken for whom', async () => {
    const choice = { ...onFrozen(SMALL_CHOICE), seeds: [1, 2] };
    const { comparisonId } = await value('compare.start', { choice });
    expect(await call('compare.start', { choice })).toMatchObject({ ok: false, error: { code: 'BUSY' } });
    const { comparison } = await value('compare.follow', { comparisonId });
    expect(comparison).toMatchObject({ state: 'finished', reason: null, choice, progress: { share: 1 } });
    const shares = snapshots.map(({ progress }) => progress.share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    const { results, points } = await value('compare.get', { comparisonId });
    expect(results).toMatchObject({ seeds: [1, 2], modelId: 'fr-feature-512', people: { enrolled: 6, strangers: 5 } });
    expect(points.length).toBeGreaterThan(10);
    const { probes, people, total } = await value('compare.probes', { comparisonId, seed: 2, role: 'stranger' });
    expect(total).toBe(10);
    expect(people.map(({ label }) => label)).toContain(probes[0]!.answers[0]!.person);
    const asked = [probes[0]!.picture, 9_999];
    const { pictures } = await value('compare.pictures', { comparisonId, pictures: asked });
    expect(pictures[0]!.jpeg!.length).toBeGreaterThan(300);
    expect(pictures[1]!.jpeg).toBeNull();
    expect(await call('compare.probes', { comparisonId, seed: 7 })).toMatchObject({ ok: false });
    await value('compare.delete', { comparisonId });
    expect(await value('compare.list', {})).toEqual({ comparisons: [] });
  });

  test('one that is cancelled ends at once; one that cannot be run says why', async () => {
    const { comparisonId } = await value('compare.start', { choice: SMALL_CHOICE });
    await value('compare.cancel', { comparisonId });
    const { comparison } = await value('compare.get', { comparisonId });
    expect(comparison.state).toBe('cancelled');
    const { comparisonId: nobody } = await value('compare.start', {
      choice: { ...SMALL_CHOICE, data: { source: 'people' } },
    });
    const followed = await value('compare.follow', { comparisonId: nobody });
    expect(followed.comparison).toMatchObject({ state: 'failed' });
    expect(followed.comparison.reason).toMatch(/nobody/);
    const lacking = { ...SMALL_CHOICE, people: { enrolled: 4, newcomers: 0, strangers: 1 } };
    expect(await call('compare.start', { choice: lacking })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
  });

  test('the way into a store is timed in one of its own, of which nothing is left', async () => {
    const times = await timeStore(join(root, 'data'), 3, 2, 64, () => false);
    expect(times).toHaveLength(4);
    for (const ms of times) expect(ms).toBeGreaterThan(0);
    expect(readdirSync(join(root, 'data')).filter((name) => name.startsWith('timing-'))).toEqual([]);
  });
});
