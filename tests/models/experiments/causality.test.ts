import { expect, test } from 'vitest';
import { subsetsOf } from '../../../models/causal/adjustment.ts';
import { intervene, type LinearModel, sampleModel } from '../../../models/causal/linear-model.ts';
import { pathsBetween } from '../../../models/causal/paths.ts';
import { CAUSAL, tasks } from '../../../models/experiments/causality.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';

const input = { seed: 1, repeats: 25, doors: 100, models: 5 };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
const judged = async (causal: Partial<typeof CAUSAL>) =>
  verdicts(await toEnd(tasks.check(input, { ...CAUSAL, ...causal })));

test('correlation is no effect, the right adjusting gives it, the wrong one takes it away; the graph tells which is which', async () => {
  const result = await toEnd(tasks.check(input));
  expect(verdicts(result)).toEqual({
    ...{ naive: 'holds', adjusted: 'holds', simpson: 'holds', mediator: 'holds' },
    ...{ more: 'does-not-hold', before: 'does-not-hold', data: 'does-not-hold' },
    ...{ separation: 'holds', enough: 'holds', only: 'holds-when', tracing: 'holds' },
  });
  expect(result.verdict).toBe('holds-when');
  expect(await toEnd(tasks.check(input))).toEqual(result);
});

test('where the cause is always dealt by lot nothing is confounded, and no sign turns', async () => {
  const dealt = await judged({
    sampleModel: (model, ...rest) => sampleModel(intervene(model as LinearModel, 'camera'), ...rest),
  });
  expect(dealt).toMatchObject({ naive: 'does-not-hold', simpson: 'does-not-hold', data: 'holds', separation: 'holds' });
  // A collider is one whoever dealt the cameras.
  expect(dealt.more).toBe('does-not-hold');
});

test('rules that are wrong are found out', async () => {
  // A path is open wherever nothing on it is given: colliders forgotten.
  const blind = await judged({
    dSeparated: (graph, a, b, given) =>
      pathsBetween(graph, a, b).every(({ nodes }) => nodes.some((node) => [...given].includes(node))),
  });
  expect(blind).toMatchObject({ separation: 'does-not-hold', enough: 'holds' });
  expect(await judged({ meetsBackDoor: () => true })).toMatchObject({ enough: 'does-not-hold', data: 'holds' });
  expect(
    await judged({
      totalEffect: (model, x, y) => {
        const found = CAUSAL.totalEffect(model, x, y);
        return { ...found, effect: found.paths[0]?.product ?? 0 };
      },
    }),
  ).toMatchObject({ tracing: 'does-not-hold', enough: 'does-not-hold', separation: 'holds' });
  // Intervals of half their width hold the truth too rarely.
  const narrow = await judged({
    firstCoefficient: (columns, y) => {
      const found = CAUSAL.firstCoefficient(columns, y);
      return { ...found, low: found.estimate - found.error / 2, high: found.estimate + found.error / 2 };
    },
  });
  expect(narrow).toMatchObject({ naive: 'does-not-hold', adjusted: 'does-not-hold' });
});

test('subsets come smaller ones first, each once', () => {
  expect(subsetsOf(['a', 'b', 'c']).map((set) => set.join(''))).toEqual(['', 'a', 'b', 'c', 'ab', 'ac', 'bc', 'abc']);
});
