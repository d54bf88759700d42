import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import type { GridRun } from '../../../models/experiments/batch-lr/grid.ts';
import { type GridResult, type GridTrainer, tasks } from '../../../models/experiments/batch-lr.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';

const executor = await createOnnxRuntimeNode();
const input = { seed: 1, people: 4, pictures: 8, epochs: 6, batches: [2, 4, 8], rates: [0.05, 0.1, 0.2, 1.6] };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));

test('trained: less noise in larger batches, a large rate that a small batch cannot take, epochs that grow at the same rate', async () => {
  const result = await toEnd(tasks.check(input, { executor }));
  expect(verdicts(result)).toMatchObject({ noise: 'holds', escape: 'holds' });
  expect(verdicts(result).overshoot).not.toBe('does-not-hold');
  const figures = result.findings.find(({ id }) => id === 'epochs')!.figures;
  expect(figures.pairs).toBeGreaterThan(2);
  expect(figures.same).toBeGreaterThan(figures.linear!);
});

/** Runs as a rule would have them: epochs to the target as `law` says, the best rate in proportion to `best`. */
function madeUp(
  law: (batch: number, rate: number) => number | null,
  wild: number | null,
  noise = [4, 1, 0.25],
): GridTrainer {
  return async function* (): AsyncGenerator<never, GridResult> {
    const runs = input.batches.flatMap((batch) =>
      input.rates.map((rate): GridRun => {
        const epochsToTarget = law(batch, rate);
        const fast = rate === 1.6;
        return {
          ...{
            batch,
            rate,
            epochsToTarget,
            loss: fast && batch === 2 ? wild : Math.abs(Math.log2((rate * 40) / batch)) / 5,
          },
          curve: [{ step: 10, loss: 1, seconds: fast ? 1 : batch * batch }],
        };
      }),
    );
    const relative = [2, 8, 32].map((batch, i) => ({ batch, noise: noise[i]! }));
    return { runs, noise: { signal: 1, relative, scale: 8 } };
  };
}
const judged = async (trainer: GridTrainer) => verdicts(await toEnd(tasks.check(input, { executor }, trainer)));

test('each verdict follows the runs', async () => {
  const linear = await judged(madeUp((batch, rate) => batch / rate / 40, null));
  expect(linear).toMatchObject({
    rules: 'holds',
    epochs: 'holds-when',
    larger: 'holds',
    noise: 'holds',
    overshoot: 'holds',
  });
  // A picture takes longer in large batches.
  expect(linear.faster).toBe('does-not-hold');
  const root = await judged(madeUp((batch, rate) => Math.sqrt(batch) / rate, null));
  expect(root.rules).toBe('does-not-hold');
  const never = await judged(madeUp((_, rate) => 0.1 / rate, 0.01, [1, 1, 1]));
  expect(never).toMatchObject({ epochs: 'does-not-hold', overshoot: 'does-not-hold' });
  expect(never.noise).not.toBe('holds');
  const always = await judged(madeUp((batch) => batch ** 2, null));
  expect(always.epochs).toBe('holds');
});

test('what nobody would wait for is refused', async () => {
  await expect(toEnd(tasks.check({ ...input, epochs: 1e6 }, { executor }))).rejects.toThrow(RangeError);
});
