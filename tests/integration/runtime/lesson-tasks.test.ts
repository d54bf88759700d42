import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../main/app.ts';
import type { Outcome } from '../../../main/contract/errors.ts';
import { startNodeEngine } from '../../../main/engine/node-channel.ts';
import type { TrainInput } from '../../../models/experiments/normalization.ts';
import { scratchHost } from '../../main/scratch-host.ts';

let root: string;
let app: App;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-lesson-tasks-'));
  app = await scratchHost(root, { startEngine: () => startNodeEngine(join(root, 'none')) });
});
afterAll(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

const small: TrainInput = {
  ...{ seed: 1, people: 3, pictures: 4, asked: 4, repeats: 1, groups: 4, head: 'mean', epochs: 1, rate: 0.1 },
  ...{ norms: ['group'], batches: [4] },
};
const run = (input: unknown, signal = new AbortController().signal, onStep: (step: unknown) => void = () => {}) =>
  app.call(
    'lessons.run',
    { lesson: 'normalization', task: 'train', input },
    { signal, progress: onStep, caller: 'web' },
  ) as Promise<Outcome<{ result: { runs: unknown[] } }>>;

test('a lesson’s task trains in the engine, tells its steps, is the same again, and ends within 200 ms of cancelling', async () => {
  const steps: unknown[] = [];
  const first = await run(small, undefined, (step) => steps.push(step));
  expect(first).toMatchObject({ ok: true, value: { result: { runs: [{ norm: 'group', batch: 4 }] } } });
  expect(steps.at(-1)).toMatchObject({ done: 36, total: 36 });
  expect(await run(small)).toEqual(first);

  const long = { ...small, epochs: 10_000 };
  const stop = new AbortController();
  let cancelled = 0;
  let since = 0;
  const running = run(long, stop.signal, (step) => {
    since++;
    if (cancelled > 0 || (step as { done: number }).done < 200) return;
    cancelled = performance.now();
    stop.abort();
  });
  const waiting = run(small);
  const gaveUp = new AbortController();
  const third = run(small, gaveUp.signal);
  gaveUp.abort();
  // One that waits for its turn need not wait to be told.
  expect(await third).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  expect(await running).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
  expect(performance.now() - cancelled).toBeLessThan(200);
  const told = since;
  // The next has its turn, in another process, and nothing more is heard of the one before.
  expect(await waiting).toEqual(first);
  expect(since).toBe(told);
});

test('what the engine has no task for, and what a page makes up, is refused', async () => {
  const ask = (input: unknown) =>
    app.call('lessons.run', input, { signal: new AbortController().signal, progress: () => {}, caller: 'web' });
  for (const [lesson, task] of [
    ['products', 'check'],
    ['normalization', 'restyle'],
    ['constructor', 'check'],
    ['normalization', 'constructor'],
  ])
    expect(await ask({ lesson, task, input: {} })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
  expect(await run({ ...small, epochs: 1e9 })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
  expect(await run({})).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
});

test('a task that looks into the network in use is told where its file is missing, and refuses what is no face', async () => {
  const walk = (input: unknown) =>
    app.call(
      'lessons.run',
      { lesson: 'anatomy', task: 'walk', input },
      { signal: new AbortController().signal, progress: () => {}, caller: 'web' },
    );
  const landmarks = Array.from({ length: 5 }, (_, i) => ({ x: i, y: i * i }));
  const face = { width: 8, height: 8, pixels: Buffer.alloc(8 * 8 * 3).toString('base64'), landmarks };
  expect(await walk(face)).toMatchObject({ ok: false, error: { code: 'MODEL_MISSING' } });
  for (const change of [{ width: 9 }, { pixels: '%' }, { landmarks: [] }, { height: 1e6 }])
    expect(await walk({ ...face, ...change })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } });
});
