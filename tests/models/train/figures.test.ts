import { describe, expect, test } from 'vitest';
import { crossComparisons } from '../../../models/metrics/cross-comparisons.ts';
import { equalErrorRate } from '../../../models/metrics/eer.ts';
import { nearestOthers } from '../../../models/metrics/nearest.ts';
import { neighboursNeeded, probeRetrievals, retrieval } from '../../../models/metrics/retrieval.ts';
import { sortedScores } from '../../../models/metrics/scores.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { pixelBaselines } from '../../../models/train/baselines.ts';
import { collapseOf, spreadOf } from '../../../models/train/collapse.ts';
import { atUnitLength } from '../../../models/train/embedding-program.ts';
import { figuresOf, hardestPairs } from '../../../models/train/figures.ts';
import { History } from '../../../models/train/history.ts';
import { partsOf } from '../../../models/train/parts.ts';
import { componentsOfGram, jacobi, largestEigenpairs } from '../../../models/train/principal-components.ts';
import { DEFAULT_RECIPE, type Recipe } from '../../../models/train/recipe.ts';
import type { StepReport } from '../../../models/train/reports.ts';
import { progressOf, rateAt } from '../../../models/train/schedule.ts';
import { similarities } from '../../../models/train/similarities.ts';
import { executor, patternSource, SMALL } from './support.ts';

const DIMENSION = 5;

/** Unit rows: people of 1 to 6 pictures around a place of their own. */
function example(seed: number, count = 40) {
  const random = seededRandom(seed);
  const people = Int32Array.from({ length: count }, () => Math.floor(12 * random() ** 2));
  const places = Array.from({ length: 12 * DIMENSION }, () => random() - 0.5);
  const rows = Float32Array.from({ length: count * DIMENSION }, (_, at) => {
    const person = people[Math.floor(at / DIMENSION)]!;
    return places[person * DIMENSION + (at % DIMENSION)]! + 0.5 * (random() - 0.5);
  });
  return { people, rows: atUnitLength(rows, DIMENSION) };
}

describe('figures of embeddings', () => {
  test('similarities are the dot products, also over several blocks', async () => {
    const { rows } = example(1, 300);
    const scores = await similarities(rows, DIMENSION, executor);
    for (const [i, j] of [
      [0, 0],
      [3, 299],
      [299, 3],
      [257, 12],
      [280, 290],
    ] as const) {
      let sum = 0;
      for (let d = 0; d < DIMENSION; d++) sum += rows[i * DIMENSION + d]! * rows[j * DIMENSION + d]!;
      expect(scores[i * 300 + j]).toBeCloseTo(sum, 5);
    }
  });

  test.each([1, 2, 3])('are those of the evaluation’s own functions (%i)', async (seed) => {
    const { people, rows } = example(seed);
    const scores = await similarities(rows, DIMENSION, executor);
    const figures = figuresOf(scores, people);
    const neighbours = nearestOthers(rows, DIMENSION, neighboursNeeded(people));
    const expected = retrieval(probeRetrievals(neighbours, people, people, true))!;
    expect(figures).toMatchObject({
      ...{ pAt1: expected.pAt1, rPrecision: expected.rPrecision, people: new Set(people).size, pictures: 40 },
    });
    expect(figures.mapAtR).toBeCloseTo(expected.mapAtR, 12);
    const mated: number[] = [];
    for (let i = 0; i < 40; i++)
      for (let j = i + 1; j < 40; j++) if (people[i] === people[j]) mated.push(scores[i * 40 + j]!);
    const nonMated = crossComparisons(rows, DIMENSION, people).scores;
    expect([figures.mated, figures.nonMated]).toEqual([mated.length, nonMated.length]);
    const error = equalErrorRate(sortedScores(mated), sortedScores(nonMated))!;
    expect(figures.eer).toBeCloseTo(error.eer, 12);
    expect(figures.fnmrAtFmr).toEqual([
      { fmr: 1e-2, fnmr: null },
      { fmr: 1e-3, fnmr: null },
    ]);
  });

  test('of people who are all in one place each are perfect', () => {
    const people = Int32Array.of(0, 0, 1, 1, 1);
    const scores = Float32Array.from({ length: 25 }, (_, at) =>
      people[Math.floor(at / 5)] === people[at % 5] ? 1 : 0,
    );
    expect(figuresOf(scores, people)).toMatchObject({ pAt1: 1, rPrecision: 1, mapAtR: 1, eer: 0 });
  });

  test('of one person, or of nobody twice, are refused', () => {
    expect(() => figuresOf(new Float32Array(4), Int32Array.of(1, 1))).toThrow(RangeError);
    expect(() => figuresOf(new Float32Array(4), Int32Array.of(1, 2))).toThrow(RangeError);
    expect(() => figuresOf(new Float32Array(9).fill(Number.NaN), Int32Array.of(1, 1, 2))).toThrow('NaN');
  });

  test('the hardest pairs begin with the worst of all, each picture once', async () => {
    const { people, rows } = example(4);
    const scores = await similarities(rows, DIMENSION, executor);
    const pictures = Int32Array.from({ length: 40 }, (_, i) => 100 + i);
    const { mated, nonMated } = hardestPairs(scores, people, pictures, 5);
    const all = { mated: [] as number[], nonMated: [] as number[] };
    for (let i = 0; i < 40; i++)
      for (let j = i + 1; j < 40; j++) (people[i] === people[j] ? all.mated : all.nonMated).push(scores[i * 40 + j]!);
    expect(mated[0]!.score).toBe(Math.min(...all.mated));
    expect(nonMated[0]!.score).toBe(Math.max(...all.nonMated));
    for (const pairs of [mated, nonMated]) {
      const named = pairs.flatMap(({ first, second }) => [first, second]);
      expect(new Set(named).size).toBe(named.length);
      for (const { first, second, score } of pairs) expect(scores[(first - 100) * 40 + second - 100]).toBe(score);
    }
  });
});

describe('principal components', () => {
  test('Jacobi finds the eigenpairs of a symmetric matrix', () => {
    const random = seededRandom(8);
    const n = 7;
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = random() - 0.5;
    const { values, vectors } = jacobi(matrix, n);
    for (let k = 0; k < n; k++)
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += matrix[i * n + j]! * vectors[k * n + j]!;
        expect(sum).toBeCloseTo(values[k]! * vectors[k * n + i]!, 10);
      }
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
  });

  test('the largest eigenpairs are those of all, and directions along which rows vary as told', () => {
    const random = seededRandom(9);
    const [n, dimension] = [30, 50];
    const rows = Float32Array.from(
      { length: n * dimension },
      (_, at) => (random() - 0.5) * (1 + 9 / (1 + (at % dimension))),
    );
    for (let d = 0; d < dimension; d++) {
      let mean = 0;
      for (let i = 0; i < n; i++) mean += rows[i * dimension + d]! / n;
      for (let i = 0; i < n; i++) rows[i * dimension + d]! -= mean;
    }
    const gram = new Float32Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        for (let d = 0; d < dimension; d++) gram[i * n + j]! += rows[i * dimension + d]! * rows[j * dimension + d]!;
    const all = jacobi(Float64Array.from(gram), n).values;
    const { values } = largestEigenpairs(gram, n, 4);
    for (const [k, value] of values.entries()) expect(value / all[k]!).toBeCloseTo(1, 4);
    const { directions, variances } = componentsOfGram(rows, gram, n, 4);
    for (let a = 0; a < 4; a++) {
      let variance = 0;
      for (let i = 0; i < n; i++) {
        let along = 0;
        for (let d = 0; d < dimension; d++) along += rows[i * dimension + d]! * directions[a * dimension + d]!;
        variance += along ** 2 / n;
      }
      expect(variance / variances[a]!).toBeCloseTo(1, 3);
      for (let b = 0; b <= a; b++) {
        let dot = 0;
        for (let d = 0; d < dimension; d++) dot += directions[a * dimension + d]! * directions[b * dimension + d]!;
        expect(dot).toBeCloseTo(a === b ? 1 : 0, 3);
      }
    }
  });

  test('pixels and components tell patterns apart that hardly vary, and the same twice', async () => {
    const source = patternSource(12, 5, 16, 20);
    const all = Int32Array.from({ length: 60 }, (_, i) => i);
    const [train, held] = [all.slice(0, 30), all.slice(30)];
    const baselines = await pixelBaselines(source, train, held, executor);
    expect(baselines.pixels.pAt1).toBe(1);
    expect(baselines.pca.pAt1).toBeGreaterThan(0.9);
    expect(await pixelBaselines(source, train, held, executor)).toEqual(baselines);
  });
});

describe('collapse', () => {
  const signs = {
    ...{ spread: 0.9, directions: 6, dimension: 16, active: 0.2, loss: 1 },
    figures: { pAt1: 0.1 } as never,
  };
  const recipe: Recipe = { ...DEFAULT_RECIPE, miner: { id: 'semi-hard' } };

  test('spread and directions: a point, a line, the whole sphere', () => {
    const random = seededRandom(2);
    const rows = (make: (i: number, d: number) => number) =>
      atUnitLength(
        Float32Array.from({ length: 2000 }, (_, at) => make(Math.floor(at / 10), at % 10)),
        10,
      );
    const point = spreadOf(
      rows(() => 1),
      10,
    );
    expect(point.spread).toBeCloseTo(0, 5);
    const line = spreadOf(
      rows((i, d) => (d === 0 ? (i % 2 ? 1 : -1) : 0.01 * random())),
      10,
    );
    expect(line.spread).toBeGreaterThan(0.99);
    expect(line.directions).toBeCloseTo(1, 1);
    const sphere = spreadOf(
      rows(() => random() + random() + random() - 1.5),
      10,
    );
    expect(sphere.spread).toBeGreaterThan(0.95);
    expect(sphere.directions).toBeGreaterThan(8);
  });

  test('is none where embeddings spread and teach', () => {
    expect(collapseOf(recipe, signs)).toBeNull();
    expect(collapseOf(recipe, { ...signs, active: 0, figures: { pAt1: 0.99 } as never })).toBeNull();
  });

  test.each([
    [{ loss: Number.NaN }, {}, 'NOT_A_NUMBER', ['UNKNOWN']],
    [{ spread: 0.001 }, {}, 'SAME_POINT', ['UNKNOWN']],
    [{ spread: Number.NaN }, {}, 'SAME_POINT', ['UNKNOWN']],
    [{ directions: 1.1 }, {}, 'FEW_DIRECTIONS', ['UNKNOWN']],
    [{ active: 0 }, {}, 'NO_SIGNAL', ['MARGIN_REACHED']],
    [{ spread: 0.001 }, { miner: { id: 'batch-hard' } }, 'SAME_POINT', ['HARD_MINING_FROM_THE_START']],
    [{ spread: 0.001 }, { loss: { id: 'triplet', options: { margin: 0 } } }, 'SAME_POINT', ['NO_MARGIN']],
    [
      { spread: 0.001 },
      { loss: { id: 'contrastive', options: { nonMatedMargin: 0 } }, miner: { id: 'all' } },
      'SAME_POINT',
      ['NO_PUSH'],
    ],
    [{ spread: 0.001 }, { optimiser: { ...recipe.optimiser, rate: 0.5 } }, 'SAME_POINT', ['RATE_TOO_HIGH']],
  ] as const)('%j with %j is %s by %j', (seen, change, code, causes) => {
    const collapse = collapseOf({ ...recipe, ...change } as Recipe, { ...signs, ...seen })!;
    expect(collapse).toMatchObject({ code, causes });
    expect(collapse.message).toMatch(/\. .+\.$/);
  });
});

describe('schedule', () => {
  test('the nearest limit counts', () => {
    const at = { step: 50, stepsPerEpoch: 10, seconds: 30 };
    expect(progressOf({ steps: 100 }, at)).toBe(0.5);
    expect(progressOf({ epochs: 20 }, at)).toBe(0.25);
    expect(progressOf({ minutes: 1, steps: 1000, epochs: 20 }, at)).toBe(0.5);
    expect(progressOf({ steps: 10 }, at)).toBe(1);
  });

  test('the rate rises over the warm-up and falls along a cosine', () => {
    const optimiser = { id: 'adam', rate: 2, schedule: { id: 'cosine', warmUp: 4 }, weightDecay: 0 } as const;
    expect([0, 1, 2, 3].map((step) => rateAt(optimiser, step, 0))).toEqual([0.5, 1, 1.5, 2]);
    expect(rateAt(optimiser, 99, 0.5)).toBeCloseTo(1, 12);
    expect(rateAt(optimiser, 99, 1)).toBeCloseTo(0, 12);
    expect(rateAt({ ...optimiser, schedule: { id: 'constant', warmUp: 0 } }, 0, 0.7)).toBe(2);
  });
});

test('history keeps the first step, the newest, and a bounded number between', () => {
  const history = new History();
  for (let step = 1; step <= 5000; step++) history.addStep({ step, active: step } as StepReport);
  const { steps } = history.copy();
  expect(steps.length).toBeLessThan(2000);
  expect(steps.length).toBeGreaterThan(900);
  expect([steps[0]!.step, steps.at(-1)!.step, history.lastStep!.step]).toEqual([1, 5000, 5000]);
});

describe('parts', () => {
  test('share nobody, and hold every picture of their people', () => {
    const source = patternSource(16, 6);
    const parts = partsOf(SMALL, source);
    const people = (['train', 'validation', 'test'] as const).map(
      (name) => new Set(Array.from(parts[name].pictures, (picture) => source.labels[picture]!)),
    );
    expect(people.map(({ size }) => size)).toEqual([8, 4, 4]);
    expect(new Set(people.flatMap((some) => [...some])).size).toBe(16);
    expect(parts.train.pictures.length + parts.validation.pictures.length + parts.test.pictures.length).toBe(96);
  });

  test('that are measured on are cut to whole people', () => {
    const source = patternSource(1000, 10);
    const parts = partsOf(SMALL, source);
    expect(parts.validation.pictures).toHaveLength(2400);
    expect(parts.validation.people).toBe(240);
    expect(parts.train.pictures).toHaveLength(5000);
  });
});
