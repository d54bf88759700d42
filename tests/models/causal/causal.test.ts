import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  meetsAdjustmentCriterion,
  meetsBackDoor,
  minimalAdjustmentSets,
  subsetsOf,
} from '../../../models/causal/adjustment.ts';
import { dSeparated } from '../../../models/causal/d-separation.ts';
import { covariancesOf, limitCorrelation, limitSlope, totalEffect } from '../../../models/causal/effects.ts';
import { CycleError, causalOrder, circleOf } from '../../../models/causal/graph.ts';
import { intervene, type LinearModel, type StrongArrow, sampleModel } from '../../../models/causal/linear-model.ts';
import { blockOf, kindOf, pathsBetween } from '../../../models/causal/paths.ts';

interface Reference {
  arrows: StrongArrow[];
  apart: string[];
  minimal: Record<string, string[]>;
  effects: Record<string, number>;
  limits: Record<string, Record<string, number>>;
}
const nodes = ['A', 'B', 'C', 'D', 'E'];
const { models } = JSON.parse(readFileSync(new URL('./references/causal.json', import.meta.url), 'utf8')) as {
  models: Reference[];
};
const pairs = nodes.flatMap((x) => nodes.filter((y) => y !== x).map((y) => [x, y] as const));
const besides = (x: string, y: string): string[] => nodes.filter((node) => node !== x && node !== y);

describe.each(models)('as networkx and NumPy have it, $arrows.length arrows', (reference) => {
  const model: LinearModel = { nodes, arrows: reference.arrows };

  test('d-separation, by the ball and by every single path', () => {
    const apart: string[] = [];
    for (const [x, y] of pairs.filter(([x, y]) => x < y))
      for (const given of subsetsOf(besides(x, y))) {
        const separated = dSeparated(model, x, y, given);
        if (separated) apart.push(`${x}${y}|${given.join('')}`);
        expect(dSeparated(model, y, x, given)).toBe(separated);
        expect(pathsBetween(model, x, y).every((path) => blockOf(model, path, given) !== null)).toBe(separated);
        // These strengths are in general position: what is not separated is correlated.
        expect(Math.abs(limitCorrelation(model, x, y, given)) < 1e-9).toBe(separated);
      }
    expect(apart.sort()).toEqual(reference.apart.sort());
  });

  test('minimal adjustment sets; what meets the back-door criterion meets the exact one, and no other set is unbiased', () => {
    for (const [x, y] of pairs) {
      const sets = minimalAdjustmentSets(model, x, y, nodes);
      expect(sets.map((set) => set.join('')).sort(), x + y).toEqual(reference.minimal[x + y]);
      const { effect } = totalEffect(model, x, y);
      for (const given of subsetsOf(besides(x, y))) {
        const exact = meetsAdjustmentCriterion(model, x, y, given);
        if (meetsBackDoor(model, x, y, given)) expect(exact).toBe(true);
        expect(Math.abs(limitSlope(model, x, y, given) - effect) < 1e-9, `${x}${y}|${given}`).toBe(exact);
      }
    }
  });

  test('effects by paths, and regressions in cases without end', () => {
    for (const [x, y] of pairs) {
      expect(totalEffect(model, x, y).effect).toBeCloseTo(reference.effects[x + y]!, 10);
      for (const [given, slope] of Object.entries(reference.limits[x + y]!))
        expect(limitSlope(model, x, y, [...given])).toBeCloseTo(slope, 8);
    }
  });
});

/** X → M → Y, Z → X, Z → Y, X → K ← Y. */
const model: LinearModel = {
  nodes: ['X', 'Y', 'Z', 'M', 'K'],
  arrows: [
    { from: 'X', to: 'M', strength: 2 },
    { from: 'M', to: 'Y', strength: -0.5 },
    { from: 'Z', to: 'X', strength: 1 },
    { from: 'Z', to: 'Y', strength: 3 },
    { from: 'X', to: 'K', strength: 1 },
    { from: 'Y', to: 'K', strength: 1 },
  ],
};

test('by hand: paths, what blocks them, and the circle that an arrow would close', () => {
  const paths = pathsBetween(model, 'X', 'Y');
  expect(paths.map((path) => [path.nodes.join(''), kindOf(path)])).toEqual([
    ['XMY', 'causal'],
    ['XZY', 'back-door'],
    ['XKY', 'other'],
  ]);
  const [chain, fork, collider] = paths as [(typeof paths)[0], (typeof paths)[0], (typeof paths)[0]];
  expect(blockOf(model, chain, [])).toBeNull();
  expect(blockOf(model, chain, ['M'])).toEqual({ node: 'M', why: 'adjusted' });
  expect(blockOf(model, fork, ['Z'])).toEqual({ node: 'Z', why: 'adjusted' });
  expect(blockOf(model, collider, [])).toEqual({ node: 'K', why: 'collider' });
  expect(blockOf(model, collider, ['K'])).toBeNull();
  expect(minimalAdjustmentSets(model, 'X', 'Y', ['M', 'K'])).toEqual([]);
  expect(minimalAdjustmentSets(model, 'M', 'Y', ['X', 'Z', 'K'])).toEqual([['X'], ['Z']]);
  expect(circleOf(model, { from: 'K', to: 'X' })).toEqual(['K', 'X', 'K']);
  expect(circleOf(model, { from: 'K', to: 'Z' })).toEqual(['K', 'Z', 'X', 'K']);
  expect(circleOf(model, { from: 'Z', to: 'K' })).toBeNull();
  expect(circleOf(model, { from: 'X', to: 'X' })).toEqual(['X', 'X']);
  const circular = { ...model, arrows: [...model.arrows, { from: 'K', to: 'Z' }] };
  expect(() => causalOrder(circular)).toThrow(CycleError);
  expect(causalOrder(model)).toEqual(['Z', 'X', 'M', 'Y', 'K']);
});

test('a sample has the covariances of the model; the same noise where something is set from outside', () => {
  const sample = sampleModel(model, 20_000, 5);
  const covariance = covariancesOf(model);
  for (const a of model.nodes)
    for (const b of model.nodes) {
      let sum = 0;
      for (let i = 0; i < sample.count; i++) sum += sample.values[a]![i]! * sample.values[b]![i]!;
      const spread = Math.sqrt(covariance(a, a) * covariance(b, b));
      // Five standard errors of a covariance are below 5·√2/√n of the spread.
      expect(Math.abs(sum / sample.count - covariance(a, b)) / spread).toBeLessThan(0.05);
    }
  expect(sampleModel(model, 10, 5)).toEqual(sampleModel(model, 10, 5));
  expect(sampleModel(model, 10, 6).values).not.toEqual(sampleModel(model, 10, 5).values);
  const [low, high] = [0, 1].map((x) => sampleModel(intervene(model, 'X'), 10, 5, { X: x }));
  expect(low!.noise).toEqual(high!.noise);
  // Case by case the difference is the effect, −1; Z does not feel it.
  for (let i = 0; i < 10; i++) expect(high!.values.Y![i]! - low!.values.Y![i]!).toBeCloseTo(-1, 12);
  expect(high!.values.Z).toEqual(low!.values.Z);
});
