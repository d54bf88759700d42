import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../data/store.ts';
import { fillStore, old, openApp, target } from './model-switch-app.ts';

let root: string;
const folder = () => ({ dataDir: join(root, 'data'), keyFile: join(root, 'a.key') });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'threshold-switch-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What the store says of itself: the model that serves at the next start, and each model's templates. */
function stored() {
  const { dataDir, keyFile } = folder();
  const store = openStore({ dir: dataDir, unlock: { kind: 'key-file', path: keyFile } });
  const counts = store.templates.countByModel();
  const lengths = new Set(store.templates.ofModel(target).map(({ vector }) => vector.length));
  const { modelId = old } = store.settings.all();
  store.close();
  return { modelId, old: counts.get(old) ?? 0, made: counts.get(target) ?? 0, lengths: [...lengths] };
}

test('10,000 templates: killed at any moment the old model goes on serving; the next attempt goes on, and one call goes back', async () => {
  fillStore(folder(), 100);
  let before = 0;
  for (const killAt of [16, 5000, 9984]) {
    const program = fileURLToPath(new URL('./switching-app.mjs', import.meta.url));
    const options = JSON.stringify({ ...folder(), killAt: killAt - before });
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, options], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect((await once(child, 'close'))[1]).toBe('SIGKILL');
    const after = stored();
    expect(after).toMatchObject({ modelId: old, old: 10_000, lengths: [128] });
    expect(after.made).toBeGreaterThanOrEqual(killAt);
    before = after.made;
  }
  const app = await openApp(folder());
  const progress: number[] = [];
  const context = {
    signal: new AbortController().signal,
    progress: (value: unknown) => progress.push((value as { total: number }).total),
    caller: 'cli' as const,
  };
  const used = await app.call('models.use', { id: target }, context);
  expect(used).toMatchObject({
    ok: true,
    value: { modelId: target, reembedded: 10_000 - before, needReenrolment: [] },
  });
  expect(progress[0]).toBe(10_000 - before);
  const back = await app.call('models.rollback', {}, context);
  expect(back).toMatchObject({ ok: true, value: { modelId: old, reembedded: 0 } });
  const forth = await app.call('models.rollback', {}, context);
  expect(forth).toMatchObject({ ok: true, value: { modelId: target, reembedded: 0 } });
  await app.close();
  expect(stored()).toEqual({ modelId: target, old: 10_000, made: 10_000, lengths: [128] });
}, 120_000);

test('cancelled, the old model serves and is searched; people enrolled meanwhile are taken along; one change at a time', async () => {
  fillStore(folder(), 3, 20);
  const app = await openApp(folder());
  const abort = new AbortController();
  const context = (progress: () => void, signal = new AbortController().signal) => ({
    signal,
    progress,
    caller: 'cli' as const,
  });
  const quiet = context(() => {});
  const cancelled = await app.call(
    'models.use',
    { id: target },
    context(() => abort.abort(), abort.signal),
  );
  expect(cancelled).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  const seen = await app.call('identify.image', { image: Buffer.from('ada@0') }, quiet);
  expect(seen).toMatchObject({ ok: true, value: { modelId: old } });
  let during: Promise<unknown> | null = null;
  let second: Promise<unknown> | null = null;
  const consent = { textVersion: 'test', by: 'test' };
  const used = await app.call(
    'models.use',
    { id: target },
    context(() => {
      second ??= app.call('models.use', { id: old }, quiet);
      during ??= app.call('enrol.fromImages', { name: 'Ada', images: [Buffer.from('ada@0')], consent }, quiet);
    }),
  );
  expect(await second).toMatchObject({ ok: false, error: { code: 'BUSY' } });
  expect(used).toMatchObject({ ok: true, value: { needReenrolment: [] } });
  // She was enrolled by the old model in time, and made anew; or the change came first, and nobody was.
  const enrolled = (await during) as unknown as { ok: boolean; error?: { code: string } };
  const found = await app.call('identify.image', { image: Buffer.from('ada@0') }, quiet);
  if (enrolled.ok)
    expect(found).toMatchObject({ value: { faces: [{ decision: 'accepted', person: { name: 'Ada' } }] } });
  else expect(enrolled.error?.code).toBe('BUSY');
  await app.close();
});
