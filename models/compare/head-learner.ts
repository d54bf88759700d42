import type { Head } from '../classify/head.ts';
import { HeadProgram } from '../classify/head-program.ts';
import { BatchPlanner } from '../train/batches.ts';
import type { OptimiserChoice, Recipe } from '../train/recipe.ts';
import type { Learner, Learnt, Running } from './learner.ts';
import type { Roster } from './roster.ts';
import type { Space } from './space.ts';

export interface HeadLearning {
  readonly space: Space;
  readonly roster: Roster;
  readonly initial: Head;
  readonly batch: Recipe['batch'];
  readonly optimiser: OptimiserChoice;
  readonly seed: number;
}

/** A head learning on features that do not change; they are computed before the first step. */
export class HeadLearner implements Learner {
  readonly compileMs: number;
  private readonly program: HeadProgram;
  private readonly planner: BatchPlanner;
  private readonly learning: HeadLearning;
  private readonly features: Float32Array;

  private constructor(program: HeadProgram, learning: HeadLearning, features: Float32Array, compileMs: number) {
    this.program = program;
    this.learning = learning;
    this.features = features;
    this.compileMs = compileMs;
    const { roster, batch, seed } = learning;
    this.planner = new BatchPlanner(roster.rows, Int32Array.from(roster.rows.keys()), batch, seed);
  }

  static async open(learning: HeadLearning, running: Running): Promise<HeadLearner> {
    const { space, roster, initial, batch, optimiser } = learning;
    const features = await space.features(roster.pictures);
    const begun = running.now();
    const program = await HeadProgram.open(initial, batch.people * batch.pictures, optimiser, running);
    return new HeadLearner(program, learning, features, running.now() - begun);
  }

  async step(index: number, rate: number): Promise<void> {
    const { space, roster } = this.learning;
    const { dimension } = space;
    const { pictures } = this.planner.at(index);
    const batch = new Float32Array(pictures.length * dimension);
    for (const [k, at] of pictures.entries())
      batch.set(this.features.subarray(at * dimension, (at + 1) * dimension), k * dimension);
    await this.program.run(
      batch,
      pictures.map((at) => roster.rows[at]!),
      rate,
    );
  }

  async learnt(): Promise<Learnt> {
    return { space: this.learning.space, head: await this.program.head() };
  }

  release(): Promise<void> {
    return this.program.release();
  }
}
