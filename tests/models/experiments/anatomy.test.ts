import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import type { CheckInput } from '../../../models/experiments/anatomy/input.ts';
import type { Part, PartRun } from '../../../models/experiments/anatomy/parts.ts';
import { beginnings } from '../../../models/experiments/anatomy/pretext.ts';
import { inBackbone, transplanted } from '../../../models/experiments/anatomy/transplant.ts';
import { quarterTurn, turned } from '../../../models/experiments/anatomy/turns.ts';
import { tasks, UNDER_TEST } from '../../../models/experiments/anatomy.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { packingsOf } from '../../../models/experiments/small/learner.ts';
import { madeUpAnatomy, narrowing, stage } from './made-up-anatomy.ts';

const tools = { executor: await createOnnxRuntimeNode() };
const input: CheckInput = {
  ...{ seed: 1, repeats: 2 },
  parts: { people: 4, pictures: 8, asked: 30, epochs: 1, rate: 0.1 },
  shots: {
    pretext: { people: 2, pictures: 4, epochs: 1 },
    ...{ people: 4, shots: [1, 4], asked: 30, steps: 2, rate: 0.1 },
  },
};

const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
const judged = async (...of: Parameters<typeof madeUpAnatomy>) =>
  verdicts(await toEnd(tasks.check(input, tools, madeUpAnatomy(...of))));

test('each verdict follows what was measured', async () => {
  expect(await judged(narrowing)).toEqual({
    ...{ bottleneck: 'holds-when', narrow: 'does-not-hold', head: 'holds', neck: 'holds-when' },
    ...{ maps: 'holds-when', pretext: 'does-not-hold' },
  });
  const asTheNotesSay = await judged(
    narrowing,
    ({ linear, bottleneck, neck }) => ({
      accuracy: linear || neck === 'places' ? 0.4 : bottleneck !== null ? 0.3 : 0.9,
    }),
    (_, beginning) => (beginning === 'scratch' ? 0.3 : 0.8),
  );
  expect(asTheNotesSay).toMatchObject({ narrow: 'holds', neck: 'holds', maps: 'holds', pretext: 'holds' });
  const otherwise = await judged(
    [stage('embedding', 20, 20, 'dense')],
    ({ neck, bottleneck }) => ({
      accuracy: bottleneck === 1 || neck !== 'places' ? 0.3 : 0.9,
      alien: 0.9,
    }),
    (shots, beginning) => (shots === 1 && beginning === 'rotation' ? 0.9 : 0.5),
  );
  expect(otherwise).toMatchObject({
    ...{ bottleneck: 'does-not-hold', head: 'does-not-hold', neck: 'does-not-hold', pretext: 'holds-when' },
  });
});

test('a quarter of a turn four times is none; a turned picture is labelled by its turn', () => {
  const side = 3;
  const picture = Float32Array.from({ length: side * side * 3 }, (_, i) => i);
  const once = quarterTurn(picture, side);
  // The lower left corner comes to the upper left.
  expect([...once.subarray(0, 3)]).toEqual([...picture.subarray(18, 21)]);
  expect([...quarterTurn(quarterTurn(quarterTurn(once, side), side), side)]).toEqual([...picture]);
  const all = turned({ side, people: 7, data: picture, labels: Int32Array.of(5) });
  expect(all.people).toBe(4);
  expect([...all.labels]).toEqual([0, 1, 2, 3]);
  expect([...all.data.subarray(27, 54)]).toEqual([...once]);
});

test('a backbone is handed on, and nothing but it', () => {
  const network = { norm: 'batch', groups: 1, side: 16, head: 'mean' } as const;
  const [four, six] = [packingsOf({ ...network, people: 4 }), packingsOf({ ...network, people: 6 })];
  const filled = ({ trained, moving }: typeof four, value: number) => ({
    weights: new Float32Array(trained.length).fill(value),
    moving: new Float32Array(moving.length).fill(value),
  });
  const next = transplanted(filled(six, 1), six, filled(four, 2), four, inBackbone);
  const head = 24 * 6 + 6;
  expect(next.weights.filter((value) => value === 1)).toHaveLength(head);
  expect(next.weights.filter((value) => value === 2)).toHaveLength(six.trained.length - head);
  expect(next.moving.every((value) => value === 2)).toBe(true);
  expect(() => transplanted(filled(six, 1), six, filled(four, 2), four, () => true)).toThrow(RangeError);
});

test('really trained: without activations the network is one linear map, and another’s backbone leaves its head guessing', async () => {
  const plain: Part = { neck: 'quarters', bottleneck: null, linear: false };
  const parts = [
    { ...plain, bottleneck: 3 },
    { ...plain, linear: true },
  ];
  const size = { people: 4, pictures: 16, asked: 12, epochs: 12, rate: 0.1 };
  const { runs } = await toEnd(tasks.narrow({ seed: 1, repeats: 1, ...size, parts }, tools));
  const [full, linear] = runs as [PartRun, PartRun];
  expect(full.accuracy).toBeGreaterThan(0.6);
  expect(full.alien).toBeLessThan(full.accuracy - 0.2);
  expect(full.bend).toBeGreaterThan(0.01);
  expect(linear.bend).toBeLessThan(1e-4);
  expect([linear.headWeights, full.headWeights]).toEqual([96 * 4 + 4, 96 * 3 + 3 * 4 + 4]);
});

test('really trained: the pretext task is learnt, and each downstream task from each beginning', async () => {
  const size = { ...input.shots, pretext: { people: 6, pictures: 6, epochs: 12 }, shots: [2], steps: 20, asked: 6 };
  const { runs, pretext } = await toEnd(tasks.shots({ seed: 1, repeats: 1, size }, tools));
  expect(pretext[0]!.accuracy).toBeGreaterThan(0.6);
  expect(runs.map(({ beginning }) => beginning)).toEqual([...beginnings]);
  expect(runs.every(({ accuracy }) => accuracy > 0.25)).toBe(true);
});

test('what nobody would wait for is refused', async () => {
  const refused = (change: object) => expect(toEnd(tasks.check({ ...input, ...change }, tools, UNDER_TEST))).rejects;
  await refused({ repeats: 1000 }).toThrow(RangeError);
  await refused({ parts: { ...input.parts, epochs: 1e9 } }).toThrow(RangeError);
  await refused({ shots: { ...input.shots, shots: [0] } }).toThrow(RangeError);
});
