import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { weightsFolder } from '../../../main/paths.ts';
import { describeNetwork, tensorsOf, trainedFunction } from '../../../models/embed/networks/network.ts';
import { compile } from '../../../models/runtime/compile.ts';
import { PRESETS } from '../../../models/train/presets.ts';
import type { Recipe } from '../../../models/train/recipe.ts';
import { startTraining } from '../../../models/train/start-training.ts';
import { syntheticSource } from '../../../models/train/synthetic-source.ts';
import { executor, ofKind, trainAll } from '../../models/train/support.ts';

const DATA = { source: 'synthetic', people: 12, pictures: 4, difficulty: 'near-frontal', seed: 2 } as const;
const source = syntheticSource(DATA, 150);
const loadWeights = (name: string) => new Uint8Array(readFileSync(join(weightsFolder(), name)));
const { recipe: PROJECTION } = PRESETS.find(({ id }) => id === 'projection')!;
const recipe: Recipe = {
  ...PROJECTION,
  data: DATA,
  split: { shares: { train: 0.5, validation: 0.25, test: 0.25 }, seed: 1 },
  batch: { people: 3, pictures: 2 },
  budget: { steps: 20 },
  validation: { every: 10, patience: 0 },
};

test('a head on the frozen network begins at just its embedding, and its whole is one function', async () => {
  const { reports, trained } = await trainAll(recipe, source, { loadWeights });
  const [baselines, done] = [ofKind(reports, 'baselines')[0]!, ofKind(reports, 'done')[0]!];
  expect(baselines.untrained).toEqual(baselines.pretrained);
  expect(ofKind(reports, 'preparing').some(({ what, done: count }) => what === 'features' && count === 48)).toBe(true);
  expect(Number.isFinite(done.loss)).toBe(true);
  const { trainedParameters, parameters, weights } = describeNetwork(recipe.network);
  expect(trainedParameters).toBe(128 * 128);
  expect(parameters).toBeGreaterThan(5e6);
  expect(new Set(trained.keys())).toEqual(new Set(weights.map(({ name }) => name)));

  const best = ofKind(reports, 'validation').findLast((report) => report.best)!;
  const tensors = tensorsOf(trained);
  const shape = [1, 150, 150, 3];
  const data = Float32Array.from(await source.picture(best.pictures[0]!));
  const compiled = await compile(trainedFunction(recipe.network, tensors), [{ dtype: 'float32', shape }], { executor });
  const [row] = await compiled.run({ dtype: 'float32', shape, data });
  await compiled.release();
  tf.dispose(tensors);
  // A validation takes the mean of picture and mirror image: near, not equal.
  let cosine = 0;
  for (let d = 0; d < 128; d++) cosine += row!.data[d]! * best.embeddings[d]!;
  expect(cosine).toBeGreaterThan(0.98);
});

test('fine-tuning changes the network itself', async () => {
  const tuned: Recipe = {
    ...{ ...recipe, network: { ...recipe.network, fineTune: true } },
    ...{ budget: { steps: 2 }, validation: { every: 2, patience: 0 } },
  };
  const { reports, trained } = await trainAll(tuned, source, { loadWeights, baselines: false });
  for (const { loss } of ofKind(reports, 'step')) expect(Number.isFinite(loss)).toBe(true);
  const frozen = await trainAll({ ...recipe, budget: { steps: 1 } }, source, { loadWeights, baselines: false });
  const name = 'pretrained/conv32_down/conv/filters';
  expect([...trained.get(name)!.data]).not.toEqual([...frozen.trained.get(name)!.data]);
});

test('without the weight file it is refused', async () => {
  await expect(startTraining(recipe, source, { executor })).rejects.toMatchObject({ code: 'WRONG_PICTURES' });
});
