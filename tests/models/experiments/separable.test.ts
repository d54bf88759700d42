import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { blockWorkload } from '../../../models/experiments/separable/time.ts';
import { type CheckInput, tasks, UNDER_TEST } from '../../../models/experiments/separable.ts';
import { interleaved, timedAs } from '../../../models/experiments/timing/interleaved.ts';
import { activationKinds, type Workload } from '../../../models/experiments/timing/workload.ts';
import { workloadInput, workloadOnnx } from '../../../models/experiments/timing/workload-onnx.ts';
import { workloadFunction } from '../../../models/experiments/timing/workload-tfjs.ts';
import { type BlockChoice, blockKinds, stepsOf } from '../../../models/layers/convolutions/blocks.ts';
import { madeUpSeparable } from './made-up-separable.ts';

const tools = { executor: await createOnnxRuntimeNode() };
const block = { kernel: 3, groups: 4, expansion: 6 };
const input: CheckInput = {
  ...{ seed: 1, repeats: 2, people: 4, pictures: 8, asked: 40, epochs: 2, rate: 0.1, ...block },
  ...{ width: 64, trainedWidth: 8, timedWidths: [16, 128], runs: 12 },
};
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
const judged = async (...of: Parameters<typeof madeUpSeparable>) =>
  verdicts(await toEnd(tasks.check(input, tools, madeUpSeparable(...of))));

test('each verdict follows what was counted, trained and timed', async () => {
  // As the notes say it, but that an inverted residual has no fewer weights than dense.
  expect(await judged()).toEqual({
    ...{ share: 'holds', fewer: 'holds-when', accuracy: 'holds', equal: 'holds', faster: 'holds' },
  });
  const behind = await judged(
    ({ kind, width }) => (kind === 'dense' ? (width === 8 ? 0.95 : 0.9) : kind === 'inverted' ? 0.95 : 0.4),
    (kind, width) => (kind === 'dense' || width === 16 ? 1 : 0.1),
  );
  expect(behind).toMatchObject({ accuracy: 'holds-when', equal: 'does-not-hold', faster: 'holds-when' });
  expect(
    await judged(
      ({ kind }) => (kind === 'dense' ? 0.95 : 0.4),
      () => 1,
    ),
  ).toMatchObject({
    ...{ accuracy: 'does-not-hold', faster: 'does-not-hold' },
  });
  // A separable block that forgets to separate.
  const dense: UnderTestSteps = (choice) => stepsOf({ ...choice, kind: 'dense' });
  const wrong = await toEnd(tasks.check(input, tools, { ...madeUpSeparable(), steps: dense }));
  expect(verdicts(wrong)).toMatchObject({ share: 'does-not-hold', fewer: 'does-not-hold' });
});
type UnderTestSteps = (typeof UNDER_TEST)['steps'];

test('really trained and timed: every kind learns, and work against time is told for each width', async () => {
  const size = { seed: 1, repeats: 1, people: 4, pictures: 8, asked: 8, epochs: 16, rate: 0.15, ...block };
  const kinds = ['dense', 'separable', 'shuffle'] as const;
  const { runs } = await toEnd(tasks.train({ ...size, kinds, widths: [8] }, tools));
  expect(runs.map(({ kind }) => kind)).toEqual(kinds);
  for (const run of runs) {
    expect(run.losses.at(-1)).toBeLessThan(run.losses[0]!);
  }
  expect(runs[0]!.accuracy).toBeGreaterThan(0.4);
  const { blocks } = await toEnd(
    tasks.time({ kinds: blockKinds, widths: [8, 128], runs: 7, seed: 1, ...block }, tools),
  );
  expect(blocks).toHaveLength(10);
  const ms = (kind: string, width: number) => blocks.find((one) => one.kind === kind && one.width === width)!;
  expect(ms('dense', 128).median).toBeGreaterThan(ms('dense', 8).median);
  expect(ms('dense', 128).rounds).toHaveLength(7);
});

test('a workload is the same function as ONNX file and in TensorFlow.js', async () => {
  await tf.setBackend('cpu');
  const choice: BlockChoice = { ...block, kind: 'dense', input: 8, output: 16, stride: 2 };
  const workloads: Workload[] = [
    ...blockKinds.map((kind) => ({ ...blockWorkload({ ...choice, kind }), side: 6 })),
    { side: 4, channels: 3, steps: activationKinds.slice(0, 2).map((kind) => ({ op: 'activation' as const, kind })) },
    ...activationKinds.slice(2).map((kind) => ({ side: 4, channels: 3, steps: [{ op: 'activation' as const, kind }] })),
  ];
  for (const workload of workloads) {
    const session = await tools.executor.open(workloadOnnx(workload, 1));
    const x = workloadInput(workload, 'nchw', 1);
    const { y } = await session.run({ x });
    await session.release();
    const { fn, release } = workloadFunction(workload, 1);
    const own = tf.tidy(() => {
      const last = tf.transpose(tf.tensor(x.data, [...x.shape]), [0, 2, 3, 1]);
      return tf.transpose(fn(last), [0, 3, 1, 2]).dataSync();
    });
    release();
    expect(own.length).toBe(y!.data.length);
    expect(Math.max(...own.map((value, i) => Math.abs(value - y!.data[i]!)))).toBeLessThan(1e-5);
  }
});

test('subjects are timed round by round, quick ones several at a time', async () => {
  let now = 0;
  const ran: string[] = [];
  const subject = (id: string, ms: number) => ({
    id,
    run: () => {
      ran.push(id);
      now += ms;
    },
  });
  const plan = { runs: 6, warmUps: 2, seed: 3 };
  const timing = interleaved([subject('slow', 30), subject('quick', 0.02)], plan, () => now);
  const told: number[] = [];
  const shown = timedAs(timing, (samples) => ({ samples, counts: [...samples.values()].map(({ length }) => length) }));
  let end = await shown.next();
  for (; end.done !== true; end = await shown.next()) {
    const { soFar } = end.value;
    if (soFar !== undefined) told.push(...new Set(soFar.counts));
  }
  const { samples } = end.value;
  // Whole rounds alone, once 150 ms have passed: after five of 30.
  expect(told).toEqual([5]);
  expect(samples.get('slow')).toEqual(Array(6).fill(30));
  for (const ms of samples.get('quick')!) expect(ms).toBeCloseTo(0.02, 6);
  expect(ran.filter((id) => id === 'slow')).toHaveLength(8);
  expect(ran.filter((id) => id === 'quick').length).toBeGreaterThan(2 + 6 * 4);
  // In an order of its own each round.
  const rounds = ran.slice(4).filter((id, i, all) => id !== all[i - 1]);
  expect(rounds.length).toBeLessThan(12);
});

test('what nobody would wait for is refused', async () => {
  const refused = (change: object) => expect(toEnd(tasks.check({ ...input, ...change }, tools, UNDER_TEST))).rejects;
  await refused({ epochs: 1e9 }).toThrow(RangeError);
  await refused({ timedWidths: [1e6] }).toThrow(RangeError);
  await refused({ pictures: 2 }).toThrow(RangeError);
  const time = { kinds: blockKinds, widths: [8], runs: 7, seed: 1, ...block };
  await expect(toEnd(tasks.time({ ...time, kinds: ['none'] as never }, tools))).rejects.toThrow(RangeError);
});
