import * as tf from '@tensorflow/tfjs-core';
import type { WeightRequest } from '../../embed/networks/layers.ts';
import { initialVector, type Packing, packingOf, unpacked } from '../../embed/networks/packed-weights.ts';
import type { Example } from '../../runtime/trace.ts';
import { compileTrainingStep } from '../../runtime/training/compile-training-step.ts';
import type { TrainingStep } from '../../runtime/training/training-step.ts';
import type { HostTensor } from '../../runtime/types.ts';
import type { EngineTools } from '../in-engine.ts';

export type Weights = Readonly<Record<string, tf.Tensor>>;

export interface FitChoice {
  readonly requests: readonly WeightRequest[];
  /** Types and shapes of what a step is given. */
  readonly inputs: readonly Example[];
  /** What is made small, from the weights by name and a step's inputs. */
  readonly loss: (weights: Weights, inputs: readonly tf.Tensor[]) => tf.Scalar;
}

/** TensorFlow.js wants every variable's name to be its own. */
let fits = 0;

/** One compiled step of Adam on any loss of any weights, for any beginning: for networks small enough to be trained in a lesson. */
export class Fit {
  readonly packing: Packing;
  private readonly step: TrainingStep;
  private readonly own: () => void;
  private readonly name: string;

  private constructor(packing: Packing, step: TrainingStep, name: string, own: () => void) {
    this.packing = packing;
    this.step = step;
    this.name = name;
    this.own = own;
  }

  static async open({ requests, inputs, loss }: FitChoice, { executor }: EngineTools): Promise<Fit> {
    if ('eager' in executor) await executor.activate();
    const packing = packingOf(requests);
    const name = `fit${fits++}`;
    const vector = tf.tidy(() => tf.variable(tf.zeros([packing.length]), true, name));
    const optimiser = tf.train.adam(1);
    const own = (): void => {
      vector.dispose();
      optimiser.dispose();
    };
    const step = (...given: tf.Tensor[]) => ({
      loss: optimiser.minimize(() => loss(unpacked(vector, packing), given), true, [vector]) as tf.Scalar,
    });
    try {
      const compiled = await compileTrainingStep(step as never, inputs, {
        executor,
        name: 'lesson step',
        strict: false,
      });
      return new Fit(packing, compiled, name, own);
    } catch (error) {
      own();
      throw error;
    }
  }

  /** The numbers that a seed begins with. */
  initial = (seed: number): Float32Array => initialVector(this.packing, seed);

  /** Begins anew with these numbers; what the optimiser carries on begins with nothing. */
  async begin(vector: Float32Array): Promise<void> {
    const state = await this.step.readState();
    const next = [...state].map(([name, value]): [string, HostTensor] => {
      if (name === this.name) return [name, { ...value, data: vector } as HostTensor];
      // Adam's running products of its β begin at 1 · β, as `first` says.
      const known = this.first?.get(name);
      return [name, known ?? value];
    });
    this.first ??= new Map([...state].filter(([name]) => name !== this.name));
    await this.step.writeState(new Map(next));
  }
  private first: Map<string, HostTensor> | null = null;

  /** One step. @returns the loss before it */
  async learn(inputs: readonly HostTensor[], rate: number): Promise<number> {
    const { loss } = await this.step.run(inputs, { learningRate: rate });
    return loss!.data[0] as number;
  }

  /** What has been learnt, packed in the order of the requests. */
  async learnt(): Promise<Float32Array> {
    return (await this.step.readState()).get(this.name)!.data as Float32Array;
  }

  async release(): Promise<void> {
    await this.step.release();
    this.own();
  }
}
