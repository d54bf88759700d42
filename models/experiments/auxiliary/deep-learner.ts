import * as tf from '@tensorflow/tfjs-core';
import type { WeightRequest } from '../../embed/networks/layers.ts';
import { initialVector, type Packing, packingOf, unpacked } from '../../embed/networks/packed-weights.ts';
import { record } from '../../runtime/backend.ts';
import { compile } from '../../runtime/compile.ts';
import { compileTrainingStep } from '../../runtime/training/compile-training-step.ts';
import type { TrainingStep } from '../../runtime/training/training-step.ts';
import type { CompiledFunction, HostState, HostTensor } from '../../runtime/types.ts';
import type { EngineTools } from '../in-engine.ts';
import type { LabelledPictures } from '../small/faces.ts';
import { type DeepNetwork, type deepNetwork, totalLoss } from './network.ts';

/** The network under test; a test puts in another to see a verdict change. */
export type NetworkFunction = typeof deepNetwork;

export interface DeepChoice {
  readonly network: DeepNetwork;
  readonly batch: number;
  /** Of the auxiliary loss. */
  readonly weight: number;
  /** Of stochastic gradient descent, above 0. */
  readonly momentum: number;
}

/** TensorFlow.js wants every variable's name to be its own. */
let learners = 0;

/** One compiled step of a deep network with or without an auxiliary classifier, for any rate and any beginning. */
export class DeepLearner {
  readonly packing: Packing;
  private readonly choice: DeepChoice;
  private readonly step: TrainingStep;
  private readonly name: string;
  private readonly own: () => void;

  private constructor(choice: DeepChoice, packing: Packing, step: TrainingStep, name: string, own: () => void) {
    this.choice = choice;
    this.packing = packing;
    this.step = step;
    this.name = name;
    this.own = own;
  }

  static async open(choice: DeepChoice, { executor }: EngineTools, build: NetworkFunction): Promise<DeepLearner> {
    if ('eager' in executor) await executor.activate();
    const { network, batch, weight, momentum } = choice;
    const packing = packingOfDeep(network, build);
    const name = `deep${learners++}:weights`;
    const weights = tf.tidy(() => tf.variable(tf.zeros([packing.length]), true, name));
    const optimiser = tf.train.momentum(1, momentum);
    const step = (x: tf.Tensor, wanted: tf.Tensor) => ({
      loss: optimiser.minimize(
        () => {
          const answers = build(network, x as tf.Tensor4D, getter(unpacked(weights, packing)));
          return totalLoss(answers, wanted as tf.Tensor2D, weight);
        },
        true,
        [weights],
      ) as tf.Scalar,
    });
    const own = () => {
      weights.dispose();
      optimiser.dispose();
    };
    const examples = [
      { dtype: 'float32', shape: [batch, network.side, network.side, 3] },
      { dtype: 'float32', shape: [batch, network.people] },
    ] as const;
    try {
      const options = { executor, name: 'deep step', strict: false };
      return new DeepLearner(choice, packing, await compileTrainingStep(step as never, examples, options), name, own);
    } catch (error) {
      own();
      throw error;
    }
  }

  begin = (seed: number): Promise<void> => this.place(initialVector(this.packing, seed));

  /** Begins anew with these weights, whatever else a step carries on at nothing. */
  async place(weights: Float32Array): Promise<void> {
    const state = await this.step.readState();
    const next = [...state].map(([name, value]): [string, HostTensor] => {
      const nothing =
        value.dtype === 'float32' ? new Float32Array(value.data.length) : new Int32Array(value.data.length);
      return [name, { ...value, data: name === this.name ? weights : nothing } as HostTensor];
    });
    await this.step.writeState(new Map(next));
  }

  /** One step. @returns the loss that is minimised, before it */
  async learn(faces: LabelledPictures, rows: readonly number[], rate: number): Promise<number> {
    const { loss } = await this.step.run(batchOf(faces, rows), { learningRate: rate });
    return loss!.data[0] as number;
  }

  weights = async (): Promise<Float32Array> => (await this.step.readState()).get(this.name)!.data as Float32Array;

  /**
   * The gradient's length in each convolution's filter and bias, here or at `weights`. Read from the momentum, which after one step from rest
   * is the gradient: in the weights, most digits of a small one would be lost. The learner is afterwards as it was.
   */
  async gradientNorms(faces: LabelledPictures, rows: readonly number[], weights?: Float32Array): Promise<number[]> {
    const before = await this.step.readState();
    await this.place(weights ?? (before.get(this.name)!.data as Float32Array));
    await this.learn(faces, rows, 0);
    const gradient = momentumIn(await this.step.readState(), this.name, this.packing);
    await this.step.writeState(before);
    return byLayer(this.packing, this.choice.network.depth, (k) => gradient[k]! ** 2).map(Math.sqrt);
  }

  async release(): Promise<void> {
    await this.step.release();
    this.own();
  }
}

/** The main answers, compiled once for so many pictures; weights are an input. */
export class DeepExaminer {
  private readonly compiled: CompiledFunction;
  private readonly network: DeepNetwork;
  private readonly count: number;

  private constructor(compiled: CompiledFunction, network: DeepNetwork, count: number) {
    this.compiled = compiled;
    this.network = network;
    this.count = count;
  }

  static async open(network: DeepNetwork, count: number, { executor }: EngineTools, build: NetworkFunction) {
    const packing = packingOfDeep(network, build);
    const fn = (x: tf.Tensor, weights: tf.Tensor) =>
      build(network, x as tf.Tensor4D, getter(unpacked(weights, packing))).main;
    const examples = [
      { dtype: 'float32', shape: [count, network.side, network.side, 3] },
      { dtype: 'float32', shape: [packing.length] },
    ] as const;
    const compiled = await compile(fn as never, examples, { executor, name: 'deep network', freeBatch: false });
    return new DeepExaminer(compiled, network, count);
  }

  /** Of `count` pictures the share answered rightly, and the mean cross-entropy. */
  async examine(faces: LabelledPictures, weights: Float32Array): Promise<{ accuracy: number; loss: number }> {
    const { people } = this.network;
    const [pictures] = batchOf(faces, [...Array(this.count).keys()]);
    const [logits] = await this.compiled.run(pictures!, { dtype: 'float32', shape: [weights.length], data: weights });
    let [right, loss] = [0, 0];
    for (let row = 0; row < this.count; row++) {
      const scores = [...(logits!.data as Float32Array).subarray(row * people, (row + 1) * people)];
      const most = Math.max(...scores);
      const own = scores[faces.labels[row]!]!;
      if (own === most) right++;
      loss += most - own + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - most), 0));
    }
    return { accuracy: right / this.count, loss: loss / this.count };
  }

  release = (): Promise<void> => this.compiled.release();
}

/** What momentum has gathered, of the only variable that is trained. */
export function momentumIn(state: HostState, name: string, { length }: Packing): Float32Array {
  const found = [...state].find(([key, { data }]) => key !== name && data.length === length);
  if (found === undefined) throw new Error('the step keeps no momentum');
  return found[1].data as Float32Array;
}

/** Sums over each convolution's numbers of what `of` says of a number's place in the packed weights. */
export function byLayer({ requests, sizes }: Packing, depth: number, of: (k: number) => number): number[] {
  const sums = new Array<number>(depth).fill(0);
  let start = 0;
  for (const [i, { name }] of requests.entries()) {
    const end = start + sizes[i]!;
    const layer = /^layer(\d+)\//.exec(name)?.[1];
    if (layer !== undefined) for (let k = start; k < end; k++) sums[Number(layer) - 1]! += of(k);
    start = end;
  }
  return sums;
}

/** These pictures, and whom each shows as 1 among 0. */
export function batchOf({ side, people, data, labels }: LabelledPictures, rows: readonly number[]): HostTensor[] {
  const size = side * side * 3;
  const pictures = new Float32Array(rows.length * size);
  const wanted = new Float32Array(rows.length * people);
  for (const [i, row] of rows.entries()) {
    pictures.set(data.subarray(row * size, (row + 1) * size), i * size);
    wanted[i * people + labels[row]!] = 1;
  }
  return [
    { dtype: 'float32', shape: [rows.length, side, side, 3], data: pictures },
    { dtype: 'float32', shape: [rows.length, people], data: wanted },
  ];
}

export const getter =
  (tensors: Readonly<Record<string, tf.Tensor>>) =>
  ({ name }: WeightRequest): tf.Tensor => {
    const tensor = tensors[name];
    if (tensor === undefined) throw new Error(`the weight ${name} is missing`);
    return tensor;
  };

/** Weights in order of their use, from a trace for two pictures: nothing is computed. */
export function packingOfDeep(network: DeepNetwork, build: NetworkFunction): Packing {
  const requests = new Map<string, WeightRequest>();
  record(({ placeholder }) => {
    const images = placeholder('images', 'float32', [2, network.side, network.side, 3]) as tf.Tensor4D;
    build(network, images, (request) => {
      requests.set(request.name, request);
      return tf.zeros([...request.shape]);
    });
  });
  return packingOf([...requests.values()]);
}
