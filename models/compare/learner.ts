import type { Head } from '../classify/head.ts';
import type { EagerExecutor, Executor } from '../runtime/types.ts';
import type { NetworkVectors } from '../train/step-program.ts';
import type { Space } from './space.ts';

/** A recogniser as it is at a moment; `head` null: the metric one has none. */
export interface Learnt {
  readonly space: Space;
  readonly head: Head | null;
  /** Of a backbone that is trained: its weights, to go on from. */
  readonly vectors?: NetworkVectors;
}

/** Something that learns by steps. */
export interface Learner {
  /** Milliseconds to trace and compile a step. */
  readonly compileMs: number;
  /** @param index from 0; decides batch and augmentation */
  step(index: number, rate: number): Promise<void>;
  learnt(): Promise<Learnt>;
  release(): Promise<void>;
}

export interface Running {
  readonly executor: Executor | EagerExecutor;
  readonly threads: number;
  /** Milliseconds on a steady clock. */
  readonly now: () => number;
}
