import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { chipOf, deadLeaves } from '../../../models/experiments/low-level/chips.ts';
import { RestorerRunner } from '../../../models/experiments/low-level/judge.ts';
import type { LookInput } from '../../../models/experiments/low-level/look.ts';
import type { CheckInput, measure } from '../../../models/experiments/low-level/measure.ts';
import { received, receivedFloats, sent, sentFloats } from '../../../models/experiments/low-level/pixels.ts';
import { pairsOf, RestorerTraining } from '../../../models/experiments/low-level/train-restorer.ts';
import { tasks } from '../../../models/experiments/low-level.ts';
import { psnr } from '../../../models/metrics/psnr.ts';
import { RESTORER_LENGTH, runRestorer } from '../../../models/restore/run-restorer.ts';
import { madeUpSeen } from './made-up-low-level.ts';

const tools = { executor: await createOnnxRuntimeNode() };
const input: CheckInput = { seed: 1, strength: 0.5, people: 2, asked: 1, steps: 1 };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
const judged = async (seen: typeof measure) => verdicts(await toEnd(tasks.check(input, tools, seen)));

test('each verdict follows what was measured', async () => {
  expect(await judged(madeUpSeen())).toEqual({
    ...{ illposed: 'holds', restores: 'holds', one: 'holds', strengths: 'holds' },
    ...{ eye: 'holds', gan: 'holds', flops: 'holds-when', tasks: 'holds' },
  });
  const otherwise = madeUpSeen(
    {
      twins: { apart: 20, differing: 7 },
      measured: [0, 1, 2].map((k) => ({ psnr: 20 + k, ssim: 0.5 + k / 10, far: 0.4 - k / 10 })),
      losses: { pixels: { psnr: 25, eye: 0.1, far: [0.3] }, features: { psnr: 26, eye: 0.08, far: [0.25] } },
      cost: { pixels: 12_544, flops: 73e6, ms: 1e-7 },
    },
    { farTrained: 0.1, weaker: 4, stronger: 3, leaves: 5, others: [1, 2, 3, 4, 5] },
  );
  expect(await judged(otherwise)).toEqual({
    ...{ illposed: 'does-not-hold', restores: 'holds', one: 'does-not-hold', strengths: 'does-not-hold' },
    ...{ eye: 'does-not-hold', gan: 'does-not-hold', flops: 'does-not-hold', tasks: 'does-not-hold' },
  });
  const slow = { pixels: 12_544, flops: 73e6, ms: 10 };
  // Half of the faces nearer, the mean, too: only the network that is built as the loss's says so.
  const half = { pixels: { psnr: 25, eye: 0.1, far: [0.3, 0.3] }, features: { psnr: 24, eye: 0.08, far: [0.1, 0.31] } };
  expect(await judged(madeUpSeen({ cost: slow, losses: half }, { gain: 0 }))).toMatchObject({
    ...{ flops: 'holds', gan: 'holds-when', restores: 'does-not-hold', tasks: 'does-not-hold' },
  });
  await expect(toEnd(tasks.check({ ...input, steps: 1e9 }, tools))).rejects.toThrow(RangeError);
});

test('a restorer learns to take noise from faces that it never saw, and runs natively as it does in plain JavaScript', async () => {
  const training = await RestorerTraining.open(null, tools);
  const faces = [0, 1].map((person) => chipOf(1, 'train', person, 64));
  const weights = await toEnd(training.train(pairsOf(faces, 'noise', 0.5, 1), 1, 3));
  await training.release();
  const [{ clean, degraded }] = pairsOf([chipOf(1, 'test', 0, 64)], 'noise', 0.5, 2) as [ReturnType<typeof pairsOf>[0]];
  const plain = runRestorer(degraded, weights);
  expect(psnr(plain.data, clean.data, 255)).toBeGreaterThan(psnr(degraded.data, clean.data, 255) + 5);
  const runner = await RestorerRunner.open(1, 64, 64, tools);
  const [native] = await runner.restore([degraded], weights);
  await runner.release();
  expect(psnr(native!.data, plain.data, 255)).toBeGreaterThan(60);
});

test('a face in five versions, each measured against the clean one', async () => {
  const face = chipOf(1, 'test', 3, 32);
  const look: LookInput = {
    ...{ face: sent(face), degradation: 'haze', strength: 0.5, seed: 1, method: 'dark-channel' },
    trained: { pixels: sentFloats(new Float32Array(RESTORER_LENGTH)) },
  };
  const { versions } = await toEnd(tasks.look(look));
  expect(versions.map(({ id }) => id)).toEqual(['clean', 'degraded', 'classical', 'pixels']);
  const [clean, degraded, classical, nothing] = versions;
  expect(clean).toMatchObject({ psnr: null, error: 0 });
  expect(classical!.psnr).toBeGreaterThan(degraded!.psnr!);
  // Weights of nothing add nothing.
  expect(nothing!.picture).toEqual(degraded!.picture);
  for (const wrong of [{ method: 'bicubic' }, { strength: 2 }, { seed: 0.5 }, { degradation: 'rain' }] as object[])
    await expect(toEnd(tasks.look({ ...look, ...wrong }))).rejects.toThrow(RangeError);
});

test('pictures and weights travel as text; dead leaves are no face and always the same', () => {
  const leaves = deadLeaves(3, 32);
  expect(received(sent(leaves))).toEqual(leaves);
  expect(deadLeaves(3, 32)).toEqual(leaves);
  expect(deadLeaves(4, 32)).not.toEqual(leaves);
  expect(() => received({ ...sent(leaves), width: 30 })).toThrow(RangeError);
  expect([...receivedFloats(sentFloats(Float32Array.of(1, -0.5)), 2)]).toEqual([1, -0.5]);
  expect(() => receivedFloats('!', 1)).toThrow(RangeError);
});
