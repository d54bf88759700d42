import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../../models/train/presets.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../models/train/recipe.ts';
import { syntheticSource } from '../../../models/train/synthetic-source.ts';
import { ofKind, trainAll } from '../../models/train/support.ts';

const DATA = { source: 'synthetic', people: 40, pictures: 10, difficulty: 'benchmark', seed: 5 } as const;
const source = syntheticSource(DATA, 32);
const smaller = (recipe: Recipe): Recipe => ({
  ...recipe,
  data: DATA,
  split: { shares: { train: 0.6, validation: 0.1, test: 0.3 }, seed: 1 },
  network: { ...recipe.network, inputSize: 32, width: 8, dimension: 32 },
  batch: { people: 8, pictures: 4 },
});

describe('forty synthetic people', () => {
  test('teach a network to tell strangers apart better than it did untrained, and better than pixels', async () => {
    const recipe = smaller({
      ...DEFAULT_RECIPE,
      budget: { steps: 150 },
      validation: { every: 50, patience: 0 },
    });
    const { reports } = await trainAll(recipe, source);
    const [baselines, done] = [ofKind(reports, 'baselines')[0]!, ofKind(reports, 'done')[0]!];
    for (const { mapAtR, eer } of [baselines.pixels, baselines.pca]) {
      expect(done.test.mapAtR).toBeGreaterThan(mapAtR);
      expect(done.test.eer).toBeLessThan(eer);
    }
    expect(done.test.mapAtR).toBeGreaterThan(baselines.untrained.mapAtR + 0.1);
    expect(done.test.eer).toBeLessThan(baselines.untrained.eer - 0.05);
    expect(done.collapse).toBeNull();
  });

  test('are all put in one place by the preset that collapses, and the reasons are told', async () => {
    const { recipe } = PRESETS.find(({ id }) => id === 'collapse')!;
    const { reports } = await trainAll(smaller({ ...recipe, budget: { steps: 50 } }), source);
    const { collapse, test: figures } = ofKind(reports, 'done')[0]!;
    expect(collapse).toMatchObject({
      code: 'SAME_POINT',
      causes: ['NO_MARGIN', 'HARD_MINING_FROM_THE_START', 'RATE_TOO_HIGH'],
    });
    expect(collapse!.message).toContain('nearly the same point');
    expect(figures.people).toBe(12);
  });

  test('stay apart under every other preset that begins from nothing', async () => {
    for (const { recipe } of PRESETS.filter(({ id }) => id === 'contrastive' || id === 'arcface')) {
      const { reports } = await trainAll(
        smaller({ ...recipe, budget: { steps: 60 }, validation: { every: 30, patience: 0 } }),
        source,
      );
      expect(ofKind(reports, 'done')[0]!.collapse).toBeNull();
    }
  });
});
