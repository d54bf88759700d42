import { expect, test } from 'vitest';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { descend, turnsBack, twoColumns } from '../../../models/experiments/quadratic.ts';
import { SCALING, tasks } from '../../../models/experiments/scaling.ts';
import { conditionOf, leastSquaresHessian } from '../../../models/linear/conditioning.ts';
import { unscaled } from '../../../models/linear/feature-scaling.ts';

const input = { seed: 1, draws: 40, each: 12 };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));

test('units are taken out, four algorithms change and naive Bayes does not; round, always and min-max have their conditions', async () => {
  const result = await toEnd(tasks.check(input));
  expect(verdicts(result)).toMatchObject({
    zigzag: 'holds',
    rounder: 'holds',
    round: 'holds-when',
    centred: 'holds',
    distances: 'holds',
    bayes: 'holds',
    helps: 'holds',
    units: 'holds',
    always: 'does-not-hold',
  });
  expect(result.verdict).toBe('holds-when');
});

test('a scaling that does nothing, and a naive Bayes that looks at units, are found out', async () => {
  const few = { ...input, each: 8 };
  const idle = await toEnd(
    tasks.check(few, {
      zScore: (table) => unscaled(table.dimension),
      outcomeOf: (algorithm, _, train, test) => SCALING.outcomeOf(algorithm, 'none', train, test),
    }),
  );
  expect(verdicts(idle)).toMatchObject({
    centred: 'does-not-hold',
    distances: 'does-not-hold',
    helps: 'does-not-hold',
    units: 'does-not-hold',
  });
  const distance = await toEnd(
    tasks.check(few, {
      ...SCALING,
      outcomeOf: (algorithm, ...rest) => SCALING.outcomeOf(algorithm === 'naive-bayes' ? 'k-nn' : algorithm, ...rest),
    }),
  );
  expect(verdicts(distance)).toMatchObject({ bayes: 'does-not-hold', distances: 'holds' });
});

test('two columns bend the loss as the formula says; the best rate converges in one step on a circle', () => {
  for (const [correlation, scale] of [
    [0, 1],
    [0.6, 5],
    [-0.9, 0.3],
  ] as const) {
    const hessian = leastSquaresHessian(twoColumns(3, 40, correlation, scale));
    const expected = [1, correlation * scale, correlation * scale, scale * scale];
    for (const [k, value] of expected.entries()) expect(hessian[k]).toBeCloseTo(value, 9);
    // λ = (1 + s² ± √((1 − s²)² + 4ρ²s²)) / 2.
    const root = Math.sqrt((1 - scale ** 2) ** 2 + 4 * (correlation * scale) ** 2);
    expect(conditionOf(hessian).kappa).toBeCloseTo((1 + scale ** 2 + root) / (1 + scale ** 2 - root), 6);
  }
  const circle = leastSquaresHessian(twoColumns(3, 40, 0, 1));
  expect(descend(circle, [5, 7], 1, 100).path).toHaveLength(2);
  const away = descend(circle, [5, 7], 2.1, 50);
  expect(away.converged).toBe(false);
  expect(turnsBack(away.path)).toBe(49);
  expect(conditionOf(Float64Array.of(1, 1, 1, 1)).kappa).toBe(Number.POSITIVE_INFINITY);
});
