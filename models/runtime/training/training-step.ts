import type * as tf from '@tensorflow/tfjs-core';
import type { HostState, HostTensor, Port } from '../types.ts';
import { setRate } from './optimizers.ts';

export interface StepOptions {
  /**
   * Sets the optimiser's learning rate from this step on; one number for all, or one each in order of their first use.
   * Without it a step takes the rate that its optimiser has at that moment.
   */
  readonly learningRate?: number | readonly number[];
}

/** A training step that is ready to run, on whichever backend. */
export interface TrainingStep {
  /** The executor's id. */
  readonly backend: string;
  readonly inputs: readonly Port[];
  /** Threads that a batch is split over; 1: it is not. */
  readonly workers: number;
  /** Names of what the step carries on: weights by their variable's name, optimisers' own as `Adam/dense/kernel/m`. */
  readonly stateNames: readonly string[];
  /**
   * One step. Results go by the names that the function gave them, else y0, y1, …; they are copies that the caller owns.
   * Calls that overlap run one after the other, each with the learning rate of its call.
   * @throws when the number, type or shape of the inputs does not fit; the state is then as before
   */
  run(inputs: readonly HostTensor[], options?: StepOptions): Promise<Record<string, HostTensor>>;
  /** A copy of the whole state, exact to the bit. */
  readState(): Promise<Map<string, HostTensor>>;
  /**
   * Goes on from a state that `readState` gave, in this process or another: the same inputs give the same bits.
   * @throws when an entry is missing, unknown, or of another type or shape; nothing is written then
   */
  writeState(state: HostState): Promise<void>;
  /** Puts the state into the tf.Variables that the function uses, for evaluation, saving or eager work. */
  updateVariables(): Promise<void>;
  /** Frees native memory; using the step afterwards throws. Variables and optimisers stay with their owner. */
  release(): Promise<void>;
}

/** @throws when the number of rates does not fit the number of optimisers */
export function applyRates(optimizers: readonly tf.Optimizer[], rates: StepOptions['learningRate']): void {
  if (rates === undefined) return;
  if (typeof rates !== 'number' && rates.length !== optimizers.length) {
    throw new Error(`The step has ${optimizers.length} optimisers and was given ${rates.length} learning rates.`);
  }
  for (const [i, optimizer] of optimizers.entries()) {
    setRate(optimizer, typeof rates === 'number' ? rates : (rates[i] as number));
  }
}

/** Runs jobs one after the other, each when the former has ended, well or not; after `close` none. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();
  private closed = false;

  take<T>(job: () => Promise<T>): Promise<T> {
    if (this.closed) return Promise.reject(new Error('This training step was released.'));
    const mine = this.last.then(job);
    this.last = mine.catch(() => undefined);
    return mine;
  }

  /** A last job; does nothing when closed already. */
  async close(job: () => Promise<void>): Promise<void> {
    if (this.closed) return;
    const mine = this.take(job);
    this.closed = true;
    await mine;
  }
}
