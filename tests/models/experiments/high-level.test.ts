import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { readWeights } from '../../../main/engine/weights.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { iouOf } from '../../../models/experiments/high-level/ask.ts';
import { maskCells } from '../../../models/experiments/high-level/cures.ts';
import { SIDE } from '../../../models/experiments/high-level/pictures.ts';
import { type CheckInput, tasks } from '../../../models/experiments/high-level.ts';
import { sent } from '../../../models/experiments/low-level/pixels.ts';
import { openDetector } from '../../../models/load-networks.ts';
import { identityOf } from '../../../models/synth/draw-identity.ts';
import { figureOf } from '../../../models/synth/figure.ts';
import { NEAR_FRONTAL, nuisanceOf, WIDE } from '../../../models/synth/nuisance.ts';
import { createMaskedRenderer, createRenderer } from '../../../models/synth/render.ts';
import { asTheNotesSay, madeUpStudy } from './made-up-high-level.ts';

const executor = await createOnnxRuntimeNode();
const weights = new URL('../../../models/weights/', import.meta.url).pathname;
const tools = { executor, detector: () => openDetector((name) => readWeights(weights, name), { executor }) };
const input: CheckInput = {
  ...{ seed: 1, degradation: 'haze', strength: 0.5, steps: 1, people: 4, pictures: 2, asked: 3 },
  ...{ strengths: [0, 0.3], frames: 1 },
};
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
const judged = async (...of: Parameters<typeof madeUpStudy>) =>
  verdicts(await toEnd(tasks.check(input, tools, madeUpStudy(...of))));

test('each verdict follows what was measured', async () => {
  expect(await judged()).toEqual({
    ...{ drops: 'holds', detector: 'holds', finetune: 'holds', enhance: 'holds', joint: 'holds' },
    ...{ best: 'holds', general: 'holds', cost: 'holds' },
  });
  // Nothing drops, so nothing can be cured; the detector sees everything.
  const steady = await judged(() => ({ fnmr: 0.3, iou: 0.9 }), { recall: 1, iou: 0.95 }, 0.5);
  expect(steady).toEqual({
    ...{ drops: 'does-not-hold', detector: 'does-not-hold', finetune: 'does-not-hold', enhance: 'does-not-hold' },
    ...{ joint: 'does-not-hold', best: 'does-not-hold', general: 'does-not-hold', cost: 'holds-when' },
  });
  // Only what was trained on gains, recognition alone, and fine-tuning most.
  const narrow = await judged((way, degradation, strength) => {
    const { fnmr, iou } = asTheNotesSay('baseline', degradation, strength);
    return { fnmr: degradation === 'haze' && way !== 'baseline' ? (way === 'finetune' ? 0.4 : 0.5) : fnmr, iou };
  });
  expect(narrow).toMatchObject({ finetune: 'holds-when', best: 'does-not-hold', general: 'does-not-hold' });
  // One comparison of 96 more is none.
  const chance = await judged((way, _, strength) => ({
    fnmr: strength > 0 && way === 'baseline' ? 0.31 : 0.3,
    iou: 0.9,
  }));
  expect(chance).toMatchObject({ drops: 'does-not-hold', joint: 'does-not-hold', general: 'does-not-hold' });
  for (const wrong of [{ people: 1e6 }, { strength: 0 }, { degradation: 'rain' }, { strengths: [3] }] as object[])
    await expect(toEnd(tasks.study({ ...input, ...wrong }, tools))).rejects.toThrow(RangeError);
});

test('trains all four ways and asks each about every degradation; frames go to the app’s detector', async () => {
  const { rows, costs } = await toEnd(tasks.study(input, tools));
  expect(rows).toHaveLength(4 * 6 * 2);
  for (const { fnmr, iou } of rows) for (const share of [fnmr, iou]) expect(share >= 0 && share <= 1).toBe(true);
  expect(costs.map(({ flops }) => flops > costs[0]!.flops)).toEqual([false, false, true, true]);
  const detected = await toEnd(tasks.detect({ seed: 1, frames: 1, strengths: [0] }, tools));
  expect(detected.faces).toBe(9);
  // The clean frame against itself.
  for (const { recall, iou } of detected.rows) expect([recall, iou]).toEqual([1, 1]);
});

test('a mask by hand: cells and back, and its IoU', () => {
  const mask = new Uint8Array(SIDE * SIDE);
  for (let y = 4; y < 12; y++) for (let x = 3; x < 13; x++) mask[y * SIDE + x] = 1;
  const logits = maskCells(mask).map((value) => 2 * value - 1);
  expect(iouOf(mask, logits)).toBe(1);
  // Half of it found, nothing else.
  const half = new Uint8Array(mask);
  half.fill(0, 8 * SIDE);
  expect(
    iouOf(
      mask,
      maskCells(half).map((value) => 2 * value - 1),
    ),
  ).toBe(0.5);
  expect(iouOf(new Uint8Array(SIDE * SIDE), new Float32Array(SIDE * SIDE).fill(-1))).toBe(1);
});

test('the mask is the head and not the body; the picture is the same with and without it', async () => {
  const figure = figureOf(identityOf(3));
  const nuisance = nuisanceOf(4, NEAR_FRONTAL, WIDE);
  const { picture, mask } = createMaskedRenderer(32)(figure, nuisance);
  expect(picture).toEqual(createRenderer(32)(figure, nuisance));
  expect(mask[16 * 32 + 16]).toBe(1);
  // Shoulders below, wall above.
  for (const corner of [0, 31, 31 * 32, 32 * 32 - 1]) expect(mask[corner]).toBe(0);
  const { pictures } = await toEnd(
    tasks.strip({ face: sent(picture), degradation: 'noise', strengths: [0, 0.5], seed: 1 }),
  );
  expect(pictures[0]).toEqual(sent(picture));
  expect(pictures[1]).not.toEqual(pictures[0]);
});
