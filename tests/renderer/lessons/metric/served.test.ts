import { expect, test } from 'vitest';
import type { UsesResult } from '../../../../models/experiments/metric/compared.ts';
import { descent, groups, scattered } from '../../../../renderer/lessons/metric/descent.ts';
import { lesson } from '../../../../renderer/lessons/metric/lesson.ts';
import { choiceOf, refusesOption, withLoss } from '../../../../renderer/lessons/metric/options.ts';
import { acrossCameras, rankingOf, retrievalOf, verification } from '../../../../renderer/lessons/metric/served.ts';
import { lossIds, settingsSchema } from '../../../../renderer/lessons/metric/settings.ts';

/** Two people, each once by each camera; pictures 0 and 3 are the look-alikes. */
const scores = [1, 0.9, 0.2, 0.95, 0.9, 1, 0.3, 0.4, 0.2, 0.3, 1, 0.8, 0.95, 0.4, 0.8, 1];
const result: UsesResult = {
  shown: { pictures: [0, 1, 2, 3], labels: [0, 0, 1, 1], cameras: [0, 1, 0, 1] },
  scores: { pixels: scores, pca: scores, embedding: scores },
};

test('three uses of one table of scores, by hand', () => {
  expect(rankingOf(result, 'embedding', 0).map(({ at }) => at)).toEqual([3, 1, 2]);
  // Own pictures at rank 2, 1, 1 and 2.
  expect(retrievalOf(result, 'embedding')).toEqual({ map: 0.75, recallAt1: 0.5 });
  // Mated 0.9 and 0.8; non-mated 0.95, 0.4, 0.3 and 0.2: between 0.8 and 0.9 a quarter and a half are wrong.
  const { eer, points } = verification(result, 'embedding');
  expect(eer).toBeCloseTo(0.125, 12);
  expect(points.find(({ threshold }) => threshold === 0.9)).toEqual({ threshold: 0.9, x: 0.25, y: 0.5 });
  // Across cameras 0 finds 3 before 1, and 3 finds 0 before 2.
  const { cmc, meanAveragePrecision } = acrossCameras(result, 'embedding', 2);
  expect(cmc).toEqual([0.5, 1]);
  expect(meanAveragePrecision).toBe(0.75);
});

test('every loss descends from every beginning, and the examples do what they say', () => {
  const [pull, , collapse] = lesson.presets.map(({ settings }) => settings);
  for (const loss of lossIds)
    for (const dimension of [2, 3] as const) {
      const settings = { ...pull!, ...withLoss(loss), dimension, points: scattered(dimension, 3) };
      expect(settingsSchema.safeParse(settings).success).toBe(true);
      expect(refusesOption(settings)).toBeNull();
      const steps = descent(settings, 2);
      expect(steps[2]!.pulled.loss, loss).toBeLessThan(steps[0]!.pulled.loss);
    }
  const end = descent(pull!, 30)[30]!;
  expect(end.pulled.loss).toBeLessThan(0.1);
  expect(groups).toHaveLength(end.state.points.length);
  // Nothing pushes: all three classes are one point, and the loss has nothing to say against it.
  const { pulled, state } = descent(collapse!, 25)[25]!;
  expect(pulled.loss).toBeLessThan(1e-2);
  expect(Math.max(...state.points.flat().map(Math.abs))).toBeLessThan(0.1);
});

test('a number that the loss does not take is said, not put right', () => {
  const [{ settings }] = lesson.presets as unknown as [{ settings: Parameters<typeof refusesOption>[0] }];
  expect(refusesOption({ ...settings, loss: 'nt-xent', option: 0 })).toMatchObject({ low: 0.05, high: 2 });
  expect(choiceOf({ ...settings, loss: 'nt-xent', option: 0.5, miner: 'all' })).toEqual({
    loss: 'nt-xent',
    unitLength: false,
    options: { temperature: 0.5 },
  });
});
