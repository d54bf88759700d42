import { expect, test } from 'vitest';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { FITTING, tasks } from '../../../models/experiments/losses.ts';

const faces = { people: 14, unseen: 4, each: 3, runs: 1 };
const input = { seed: 3, beta: 1, share: 0.2, draws: 60, faces };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
const figures = ({ findings }: CheckResult, id: string) => findings.find((one) => one.id === id)!.figures;

test('the three losses are what is said of them; smoothness and robustness with their limits', async () => {
  const result = await toEnd(tasks.check(input));
  expect(verdicts(result)).toMatchObject({
    gradients: 'holds',
    limits: 'holds',
    bend: 'holds-when',
    centres: 'holds',
    outliers: 'holds',
    leverage: 'does-not-hold',
    kink: 'holds',
    landmarks: 'holds',
  });
  expect(result.verdict).toBe('holds-when');
  expect(figures(result, 'landmarks').l2).toBeGreaterThan(figures(result, 'landmarks').smooth!);
});

test('right labels, a wrong loss and a fit that is not the minimum change the verdicts that they concern', async () => {
  const few = { ...input, draws: 20, faces: { ...faces, people: 12, unseen: 2 } };
  // With no exchanged labels both halves are one: what holds of the clean ones cannot hold of the others.
  const clean = await toEnd(tasks.check({ ...few, share: 0 }));
  expect(figures(clean, 'landmarks').l2).toBe(figures(clean, 'clean').l2);
  const wrong = await toEnd(
    tasks.check(few, {
      // A parabola that never goes on as a line.
      loss: (id, beta) => (id === 'smooth-l1' ? FITTING.loss('l2', beta) : FITTING.loss(id, beta)),
      // L2 in place of all.
      minimise: (table, y, _, options) => FITTING.minimise(table, y, 'l2', options),
    }),
  );
  expect(verdicts(wrong)).toMatchObject({
    gradients: 'does-not-hold',
    limits: 'does-not-hold',
    centres: 'does-not-hold',
    outliers: 'does-not-hold',
    landmarks: 'does-not-hold',
  });
});
