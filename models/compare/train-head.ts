import { logitsOf, softmaxAnswer } from '../classify/answer.ts';
import { freshHead } from '../classify/fresh-head.ts';
import type { Head } from '../classify/head.ts';
import { headFeature } from '../classify/head-feature.ts';
import { thresholdForRate } from '../metrics/error-rates.ts';
import { sortedScores } from '../metrics/scores.ts';
import type { EagerExecutor, Executor } from '../runtime/types.ts';
import { rateAt } from '../train/schedule.ts';
import { HeadLearner } from './head-learner.ts';
import { FROZEN_TRAINING } from './presets.ts';
import { optimiserFor } from './recipes.ts';
import type { Roster } from './roster.ts';
import type { Space } from './space.ts';

export interface HeadTask {
  /** [n, dimension], rows of length 1. */
  readonly templates: Float32Array;
  readonly dimension: number;
  /** Whose each template is: 0 … people − 1, of each at least one. */
  readonly rows: Int32Array;
  readonly people: number;
  /** The share of strangers that may be accepted. */
  readonly targetFpir: number;
}

/** Groups of people of whom each plays the strangers once. */
const FOLDS = 3;

/** Fewer people than this, and those left out say nothing about strangers. */
const FEWEST_FOR_THRESHOLDS = 6;

/**
 * A softmax head over templates, from nothing, and the scores below which it would refuse. There are no strangers to choose
 * those by, so people play them: heads are trained without a third of the people each, and asked about just those.
 */
export async function trainHead(task: HeadTask, executor: Executor | EagerExecutor) {
  const begun = performance.now();
  const all = Array.from({ length: task.people }, (_, person) => person);
  const head = await headOf(task, all, executor);
  const ms = performance.now() - begun;
  if (task.people < FEWEST_FOR_THRESHOLDS) return { head, ms, thresholds: null };
  const scores = { probability: [] as number[], energy: [] as number[] };
  for (let fold = 0; fold < FOLDS; fold++) {
    const without = await headOf(
      task,
      all.filter((person) => person % FOLDS !== fold),
      executor,
    );
    for (const [k, row] of task.rows.entries()) {
      if (row % FOLDS !== fold) continue;
      const { probability, energy } = softmaxAnswer(logitsOf(without, headFeature(templateAt(task, k))));
      scores.probability.push(probability);
      scores.energy.push(energy);
    }
  }
  const threshold = (of: number[]): number =>
    thresholdForRate(sortedScores(of), task.targetFpir) ?? Number.POSITIVE_INFINITY;
  return { head, ms, thresholds: { probability: threshold(scores.probability), energy: threshold(scores.energy) } };
}

const templateAt = ({ templates, dimension }: HeadTask, k: number): Float32Array =>
  templates.subarray(k * dimension, (k + 1) * dimension);

async function headOf(task: HeadTask, people: readonly number[], executor: Executor | EagerExecutor): Promise<Head> {
  const { dimension, rows } = task;
  const place = new Map(people.map((person, row) => [person, row]));
  const pictures = Int32Array.from([...rows.keys()].filter((k) => place.has(rows[k]!)));
  const roster: Roster = { labels: people, pictures, rows: pictures.map((k) => place.get(rows[k]!)!) };
  const space: Space = {
    dimension,
    async features(some) {
      const features = new Float32Array(some.length * dimension);
      for (const [i, k] of some.entries()) features.set(headFeature(templateAt(task, k)), i * dimension);
      return features;
    },
  };
  const { epochs, batch, rate } = FROZEN_TRAINING;
  const size = { people: Math.min(batch.people, people.length), pictures: batch.pictures };
  const optimiser = optimiserFor(rate);
  const learner = await HeadLearner.open(
    { space, roster, initial: freshHead(people.length, dimension, 1), batch: size, optimiser, seed: 1 },
    { executor, threads: 1, now: () => performance.now() },
  );
  try {
    const steps = epochs * Math.ceil(people.length / size.people);
    for (let step = 0; step < steps; step++) await learner.step(step, rateAt(optimiser, step, step / steps));
    return (await learner.learnt()).head!;
  } finally {
    await learner.release();
  }
}
