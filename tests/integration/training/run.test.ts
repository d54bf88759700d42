import { afterAll, beforeAll, expect, test } from 'vitest';
import { ended, smallRecipe, trainingApp } from './training-app.ts';

const app = trainingApp();
beforeAll(app.open);
afterAll(app.remove);

let runId: string;

test('a run on invented people trains, is told of live, tested, and comes with its figures', async () => {
  ({ runId } = await app.value('training.start', { recipe: smallRecipe }));
  const last = await app.until(ended);
  expect(last.reason).toBeNull();
  expect(last.state).toBe('finished');
  const told = app.snapshots.flatMap(({ points }) => points.map(({ step }) => step));
  expect(told).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  expect(app.snapshots.some(({ validation }) => validation !== null)).toBe(true);
  const details = await app.value('training.run', { runId });
  expect(details.run).toMatchObject({
    state: 'finished',
    resumable: true,
    erasedPeople: 0,
    counts: {
      people: 24,
      pictures: 144,
      train: { people: 12 },
      validation: { people: 6 },
      test: { people: 6, pictures: 36 },
    },
    progress: { step: 40, share: 1 },
  });
  expect(details.curves.training).toHaveLength(40);
  expect(details.curves.validation.map(({ step }) => step)).toEqual([10, 20, 30, 40]);
  expect(details.run.test?.figures.people).toBe(6);
  const { low, high } = { low: details.run.test!.intervals!.pAt1![0], high: details.run.test!.intervals!.pAt1![1] };
  expect(low).toBeLessThanOrEqual(details.run.test!.figures.pAt1);
  expect(high).toBeGreaterThanOrEqual(details.run.test!.figures.pAt1);
  expect(details.baselines?.pixels?.figures.pAt1).toBeGreaterThan(0);
  expect(details.baselines?.frFeature?.figures.people).toBe(6);
  expect(details.thresholds.length).toBeGreaterThanOrEqual(2);
  expect(details.projection?.indices).toHaveLength(36);
  expect(details.projection?.pca).toHaveLength(36 * 3);
  expect(details.projection?.embeddings).toHaveLength(36 * 16);
  expect(details.projection?.hardest.nonMated.length).toBeGreaterThan(0);
});

test('its pictures are drawn again when they are asked for', async () => {
  const { pictures } = await app.value('training.pictures', { runId, indices: [0, 7, 143, 999], size: 48 });
  expect(pictures.map(({ label }) => label)).toEqual([0, 1, 23, -1]);
  expect(pictures.map(({ jpeg }) => jpeg?.[0])).toEqual([0xff, 0xff, 0xff, undefined]);
});
