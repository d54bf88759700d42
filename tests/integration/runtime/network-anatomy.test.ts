import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { networkReader } from '../../../main/engine/lessons/network-in-use.ts';
import { cutChip } from '../../../models/align/chip.ts';
import { fivePointsOf } from '../../../models/align/five-points.ts';
import { chipTensor } from '../../../models/embed/chip-tensor.ts';
import { chipFor } from '../../../models/embed/chips.ts';
import { normalise } from '../../../models/embed/normalise.ts';
import { MODELS } from '../../../models/embed/registry.ts';
import { base64 } from '../../../models/experiments/anatomy/walk.ts';
import { tasks } from '../../../models/experiments/anatomy.ts';
import { toEnd } from '../../../models/experiments/check.ts';
import { CHIP_FRAMING } from '../../../models/synth/difficulties.ts';
import { identityOf } from '../../../models/synth/draw-identity.ts';
import { figureOf } from '../../../models/synth/figure.ts';
import { NEAR_FRONTAL, nuisanceOf } from '../../../models/synth/nuisance.ts';
import { createRenderer } from '../../../models/synth/render.ts';

const weights = fileURLToPath(new URL('../../../models/weights', import.meta.url));
const executor = await createOnnxRuntimeNode();

test.each(MODELS.ids)('a face walks through %s: its stages end in what the file makes by itself', async (modelId) => {
  const record = MODELS.get(modelId);
  const picture = createRenderer(160)(figureOf(identityOf(3)), nuisanceOf(3, NEAR_FRONTAL, CHIP_FRAMING));
  const landmarks = chipFor('arcface-5pt', 160);
  const { width, height, data } = picture;
  const network = networkReader(weights).bind(null, { modelId });
  const walk = await toEnd(tasks.walk({ width, height, pixels: base64(data), landmarks }, { executor, network }));

  // The file by itself, as it came.
  const plain = await executor.open((await network()).onnx);
  const chip = chipTensor([cutChip(picture, fivePointsOf(landmarks), record)], record);
  const [own] = Object.values(await plain.run({ [plain.inputs[0]!.name]: chip }));
  await plain.release();
  const template = normalise(own!.data);
  expect(walk.template.reduce((sum, value, i) => sum + value * template[i]!, 0)).toBeGreaterThan(0.99999);

  const { stages } = walk;
  expect(stages[0]!.kind).toBe('stem');
  expect(stages.at(-1)).toMatchObject({ kind: 'embedding', numbersOut: record.dimension });
  const blocks = stages.filter(({ kind }) => kind === 'block');
  expect(blocks.length).toBeGreaterThan(2);
  for (const [i, { shape }] of blocks.entries()) if (i > 0) expect(shape[0]).toBeLessThan(blocks[i - 1]!.shape[0]!);
  expect(stages.every(({ wall, vector }) => (wall === null) !== (vector === null))).toBe(true);
  // Of a real face, maps that show something.
  for (const { wall } of blocks) expect(wall!.maps.every(({ low, high }) => high > low)).toBe(true);
  expect(JSON.stringify(walk).length).toBeLessThan(4e6);
});
