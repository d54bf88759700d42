import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { lessonBackends } from '../../../main/engine/lessons/backends.ts';
import { CHIPS } from '../../../models/embed/chips.ts';
import { FR_FEATURE_512 } from '../../../models/embed/records/fr-feature.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import type { EnrolledFace } from '../../../models/experiments/in-engine.ts';
import { answersOf, slowdownsOf, stairsOf } from '../../../models/experiments/latency/answers.ts';
import { type BackendId, type BackendResult, missing } from '../../../models/experiments/latency/backends.ts';
import { askedInCheck } from '../../../models/experiments/latency/checked.ts';
import { measurePrecision } from '../../../models/experiments/latency/precision.ts';
import { BLOCKS, CHANNELS, piecesOf, questions } from '../../../models/experiments/latency/workloads.ts';
import { type CheckInput, tasks } from '../../../models/experiments/latency.ts';
import { Graph } from '../../../models/runtime/graph.ts';
import { encodeOnnxModel } from '../../../models/runtime/onnx-model.ts';
import { machineSchema, readMachine } from '../../../renderer/lessons/latency/machine.ts';
import { madeUpLatency } from './made-up-latency.ts';

const executor = await createOnnxRuntimeNode();
const tools = { executor, backends: lessonBackends };
const input: CheckInput = { backends: ['ort-1', 'ort-wasm'], runs: 8, seed: 1 };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
const judged = async (...of: Parameters<typeof madeUpLatency>) =>
  verdicts(await toEnd(tasks.check(input, tools, madeUpLatency(...of))));

test('as it is believed: time goes with work, alike everywhere, and fewer bits are quicker', async () => {
  const believed = await judged(undefined, (id) => ({ ms: id === 'float32' ? 2 : 1, fnmr: 0.1 }));
  expect(believed).toEqual({
    ...{ channels: 'holds', blocks: 'holds', activation: 'holds', kernel: 'holds', precision: 'holds' },
    ...{ platforms: 'holds', work: 'holds' },
  });
});

test('each verdict changes with what was measured', async () => {
  // A call costs the same whatever it does, on one backend; on the other time falls with work.
  const flat = await judged(
    (backend, { id, macs }) =>
      backend === 'ort-wasm' ? 1 : (id.includes('after:') && !id.endsWith('none') ? 3 : 1) * (1e6 / (macs + 1e4)),
    (id) => ({ ms: 1, fnmr: id === 'float32' ? 0.1 : 0.3 }),
  );
  expect(flat).toMatchObject({ channels: 'does-not-hold', kernel: 'does-not-hold', precision: 'does-not-hold' });
  expect(flat).toMatchObject({ activation: 'holds-when', platforms: 'does-not-hold' });
  expect(flat.work).toBe('does-not-hold');
  // Blocks in the reverse order on the other backend; quicker, and recognises worse.
  const reversed = await judged(
    (backend, { id, macs }) => {
      const block = BLOCKS.findIndex((one) => id === `block:${one.id}`);
      return block === -1 ? macs / 1e6 + 0.01 : backend === 'ort-wasm' ? 9 - block : 1 + block;
    },
    (id) => ({ ms: id === 'float32' ? 2 : 1, fnmr: id === 'int8-dynamic' ? 0.3 : 0.1 }),
  );
  expect(reversed).toMatchObject({ blocks: 'does-not-hold', precision: 'holds-when' });
});

test('what the page measured is part of the answers that compare platforms', async () => {
  const asked = async (backend: BackendId, order: (block: number) => number): Promise<BackendResult> => {
    const made = madeUpLatency((_, { id }) => order(BLOCKS.findIndex((one) => id === `block:${one.id}`)));
    return toEnd(
      made.engine({ questions: askedInCheck(backend), size: 'small', runs: 8, seed: 1, backend } as never, tools),
    );
  };
  const found = async (page: readonly BackendResult[]) =>
    (await toEnd(tasks.check({ ...input, page }, tools, madeUpLatency()))).findings;
  const figures = (findings: CheckResult['findings'], id: string) => findings.find((one) => one.id === id)?.figures;
  // Work and time go together in the engine; in the page the blocks come in another order.
  const page = [await asked('page-ort', (i) => 9 - i), await asked('page-tfjs-simd', (i) => 9 - i)];
  const findings = await found([...page, missing('page-webgpu', 'no-adapter')]);
  expect(figures(findings, 'blocks')).toMatchObject({ pairs: 6, backends: 4, page: 2 });
  expect(figures(findings, 'blocks')!.alike).toBeLessThan(6);
  expect(figures(findings, 'platforms')).toMatchObject({ backends: 4, page: 2 });
  expect(figures(await found([]), 'blocks')).toMatchObject({ pairs: 1, alike: 1, backends: 2, page: 0 });
  await expect(found([{ ...page[0]!, backend: 'ort-1' }])).rejects.toThrow(RangeError);
  await expect(found([{ ...page[0]!, cells: [{ id: 'block:dense1', macs: 1, rounds: [-1] }] }])).rejects.toThrow();
});

test('blocks of the comparison are of nearly equal work', () => {
  const macs = piecesOf(['blocks'], 'small').map((piece) => piece.macs);
  expect(macs).toHaveLength(BLOCKS.length);
  expect(Math.max(...macs) / Math.min(...macs)).toBeLessThan(1.08);
  expect(CHANNELS.full.at(0)).toBe(1);
  expect(CHANNELS.full.at(-1)).toBe(256);
  // One runtime does not count twice, but where it has no other, two threads answer everything.
  expect(askedInCheck('ort-2', ['ort-1', 'ort-2'])).toEqual(['blocks']);
  expect(askedInCheck('ort-2', ['ort-2', 'js'])).toEqual(questions);
  // A shared piece is timed once, and platforms are compared on blocks.
  expect(piecesOf(['platforms'], 'small')).toHaveLength(BLOCKS.length);
  expect(new Set(piecesOf(questions, 'full').map(({ id }) => id)).size).toBe(piecesOf(questions, 'full').length);
});

test('really measured, on the native runtime and in plain JavaScript; a backend that is missing says why', async () => {
  const plan = { questions: ['kernel'], size: 'small', runs: 6, seed: 1 } as const;
  const results = [
    await toEnd(tasks.engine({ ...plan, backend: 'ort-1' }, tools)),
    await toEnd(tasks.engine({ ...plan, backend: 'js' }, tools)),
  ];
  for (const { problem, cells, refused } of results) {
    expect([problem, refused]).toEqual([null, []]);
    expect(cells).toHaveLength(10);
    for (const { rounds } of cells) expect(rounds).toHaveLength(6);
  }
  expect(slowdownsOf(results)[0]!.backend).toBe('ort-1');
  expect(stairsOf(results[0]!)).toEqual([]);
  const broken = { ...lessonBackends, tensorflow: () => Promise.reject(new Error('no such library')) };
  const gone = await toEnd(tasks.engine({ ...plan, backend: 'tensorflow' }, { executor, backends: broken }));
  expect(gone).toMatchObject({ problem: 'no such library', cells: [] });
  const absent = { ...lessonBackends, js: () => Promise.reject(new Error("Cannot find package 'js'")) };
  const never = await toEnd(tasks.engine({ ...plan, backend: 'js' }, { executor, backends: absent }));
  expect(never.problem).toBe('not-installed');
  const machine = {
    ...{
      kind: 'threshold-latency',
      version: 2,
      name: 'here',
      processors: 2,
      at: '2026-01-01T00:00:00Z',
      runs: 6,
      seed: 1,
    },
    ...{ results: [...results, gone], precision: null },
  };
  expect(readMachine(JSON.stringify(machine))).toEqual(machineSchema.parse(machine));
  expect(readMachine(JSON.stringify({ ...machine, kind: 'other' }))).toBeNull();
  expect(readMachine('{')).toBeNull();
});

test('a network in each format: templates drift little, and float32 not at all', async () => {
  const graph = new Graph();
  const side = 32;
  graph.inputs.push({ name: 'x', dtype: 'float32', shape: [1, 3, side, side] });
  const filter = Float32Array.from({ length: 8 * 27 }, (_, i) => Math.sin(i * 12.9898) / 20);
  const maps = graph.node('Conv', ['x', graph.constant(filter, [8, 3, 3, 3], 'float32')], {
    kernel_shape: [3, 3],
    strides: [2, 2],
  });
  const flat = graph.node('Flatten', [graph.node('Relu', [maps])]);
  const matrix = Float32Array.from({ length: 8 * 15 * 15 * 16 }, (_, i) => Math.sin(i * 78.233) / 40);
  const value = graph.node('MatMul', [flat, graph.constant(matrix, [8 * 15 * 15, 16], 'float32')]);
  graph.outputs.push({ name: 'y', dtype: 'float32', shape: [1, 16], value });
  const network = {
    record: { ...FR_FEATURE_512, inputSize: side, layout: 'nchw' } as const,
    onnx: encodeOnnxModel(graph),
  };
  const result = await toEnd(
    measurePrecision({ faces: 'invented', people: 3, pictures: 2, runs: 6, seed: 1 }, network, executor),
  );
  const [plain, half, weights, dynamic] = result.formats;
  expect(result).toMatchObject({ of: 'invented', people: 3, faces: 6, mated: 3, nonMated: 12 });
  expect(plain!.least).toBeCloseTo(1, 6);
  expect(half!.least).toBeGreaterThan(0.99999);
  expect(weights!.least).toBeGreaterThan(0.995);
  expect(dynamic!.least).toBeGreaterThan(0.98);
  expect(dynamic!.cosine).toBeLessThan(half!.cosine);
  expect(weights!.bytes).toBeLessThan(0.4 * plain!.bytes);

  // Enrolled ones are patterns of squares here: one for each person, or one for each picture.
  const landmarks = CHIPS['arcface-5pt'].points;
  const enrolled = (people: number, patternOf: (person: number, picture: number) => number) => async () =>
    Array.from({ length: people * 3 }, (_, i): EnrolledFace => {
      const [person, one] = [Math.floor(i / 3), i % 3];
      const data = Uint8Array.from({ length: 112 * 112 * 3 }, (_, at) => {
        const [x, y] = [Math.floor((at % 336) / 48), Math.floor(at / 336 / 16)];
        return 128 + one + 100 * Math.sin((patternOf(person, one) + 1) * 12.9898 * (7 * y + x + 1));
      });
      return { person, picture: { width: 112, height: 112, data }, landmarks };
    });
  const plan = { faces: 'enrolled', people: 10, pictures: 4, runs: 5, seed: 1 } as const;
  const told = await toEnd(
    measurePrecision(
      plan,
      network,
      executor,
      enrolled(6, (person) => person),
    ),
  );
  expect(told).toMatchObject({ of: 'enrolled', people: 6, faces: 18, mated: 18, nonMated: 135 });
  // No error among 18: up to 3 / 18 (the rule of three).
  expect(told.formats[0]).toMatchObject({ fnmr: 0, interval: [0, 1 / 6] });
  const untold = await toEnd(
    measurePrecision(
      plan,
      network,
      executor,
      enrolled(6, (person, one) => 3 * person + one),
    ),
  );
  expect(untold.formats[0]!.fnmr).toBeGreaterThan(0.5);
  expect(untold.formats[0]!.interval![1]).toBeGreaterThan(untold.formats[0]!.interval![0]);
  const [finding] = answersOf([], told);
  expect(finding).toMatchObject({ id: 'precision-enrolled', figures: { people: 6, mated: 18, fnmr: 0 } });
  // Five people with three pictures make ninety comparisons of two: too few for one in a hundred.
  const few = await toEnd(
    measurePrecision(
      { ...plan, people: 2, pictures: 2 },
      network,
      executor,
      enrolled(5, (person) => person),
    ),
  );
  expect(few).toMatchObject({ of: 'invented', people: 2, faces: 4 });
});

test('what nobody would wait for is refused', async () => {
  await expect(toEnd(tasks.check({ ...input, runs: 1e6 }, tools))).rejects.toThrow(RangeError);
  await expect(toEnd(tasks.check({ ...input, backends: ['none', 'js'] as never }, tools))).rejects.toThrow(RangeError);
});
