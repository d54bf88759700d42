import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { TrainingSnapshot } from '../../../main/contract/training.ts';
import { ended, smallRecipe, trainingApp } from './training-app.ts';

const app = trainingApp();
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await app.remove();
});

const recipe = { ...smallRecipe, budget: { steps: 30 }, validation: { every: 6, patience: 0 } };

function appProcess(): AsyncIterable<string> & { child: ChildProcess } {
  const options = JSON.stringify({ dataDir: app.dataDir, keyFile: `${app.root}/a.key`, recipe });
  const program = fileURLToPath(new URL('./killed-app.mjs', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return Object.assign(createInterface({ input: child.stdout! }), { child });
}

test('kill -9 in mid-training: resumed, it ends at the same loss as an uninterrupted run', async () => {
  const killed = appProcess();
  for await (const line of killed) {
    const snapshot = JSON.parse(line) as TrainingSnapshot;
    // Past the second checkpoint, before the end.
    if (snapshot.progress.step > 12) break;
    expect(ended(snapshot)).toBe(false);
  }
  killed.child.kill('SIGKILL');
  await once(killed.child, 'close');

  await app.open();
  const [run] = (await app.value('training.runs', {})).runs;
  expect(run).toMatchObject({ state: 'interrupted', resumable: true });
  expect(run!.progress.step).toBeLessThan(30);
  await app.value('training.resume', { runId: run!.id });
  expect((await app.until(ended)).state).toBe('finished');
  const resumed = await app.value('training.run', { runId: run!.id });

  const from = app.snapshots.length;
  const { runId } = await app.value('training.start', { recipe, name: 'uninterrupted' });
  expect((await app.until(ended, from)).state).toBe('finished');
  const whole = await app.value('training.run', { runId });

  expect(resumed.curves.training).toHaveLength(30);
  const losses = ({ curves }: typeof whole) => curves.training.map(({ loss }) => loss);
  for (const [i, loss] of losses(resumed).entries()) expect(loss).toBeCloseTo(losses(whole)[i]!, 5);
  expect(resumed.run.lastLoss).toBeCloseTo(whole.run.lastLoss!, 5);
  expect(resumed.run.test!.figures.mapAtR).toBeCloseTo(whole.run.test!.figures.mapAtR, 4);
});
