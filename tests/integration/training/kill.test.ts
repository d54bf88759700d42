import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { ended, smallRecipe, trainingApp } from './training-app.ts';

const app = trainingApp();
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await app.remove();
});

const steps = 300;
const recipe = { ...smallRecipe, budget: { steps }, validation: { every: 20, patience: 0 } };

test('kill -9 in mid-training: resumed, it ends at the same loss as an uninterrupted run', async () => {
  const options = JSON.stringify({ dataDir: app.dataDir, keyFile: `${app.root}/a.key`, recipe, killAt: 50 });
  const program = fileURLToPath(new URL('./killed-app.mjs', import.meta.url));
  const killed = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, options], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(killed);
  expect((await once(killed, 'close'))[1]).toBe('SIGKILL');

  await app.open();
  const [run] = (await app.value('training.runs', {})).runs;
  expect(run).toMatchObject({ state: 'interrupted', resumable: true });
  expect(run!.progress.step).toBeGreaterThan(0);
  expect(run!.progress.step).toBeLessThan(steps);
  await app.value('training.resume', { runId: run!.id });
  expect((await app.until(ended)).state).toBe('finished');
  const resumed = await app.value('training.run', { runId: run!.id });

  const from = app.snapshots.length;
  const { runId } = await app.value('training.start', { recipe, name: 'uninterrupted' });
  expect((await app.until(ended, from)).state).toBe('finished');
  const whole = await app.value('training.run', { runId });

  expect(resumed.curves.training).toHaveLength(steps);
  const losses = ({ curves }: typeof whole) => curves.training.map(({ loss }) => loss);
  for (const [i, loss] of losses(resumed).entries()) expect(loss).toBeCloseTo(losses(whole)[i]!, 5);
  expect(resumed.run.lastLoss).toBeCloseTo(whole.run.lastLoss!, 5);
  expect(resumed.run.test!.figures.mapAtR).toBeCloseTo(whole.run.test!.figures.mapAtR, 4);
});
