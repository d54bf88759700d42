import * as tf from '@tensorflow/tfjs-core';
import type { WeightRequest } from '../../embed/networks/layers.ts';
import { initialVector, type Packing, packingOf, unpacked } from '../../embed/networks/packed-weights.ts';
import { record } from '../../runtime/backend.ts';
import { compile } from '../../runtime/compile.ts';
import { compileTrainingStep } from '../../runtime/training/compile-training-step.ts';
import type { TrainingStep } from '../../runtime/training/training-step.ts';
import type { CompiledFunction, HostTensor } from '../../runtime/types.ts';
import type { EngineTools } from '../in-engine.ts';
import type { LabelledPictures } from './faces.ts';
import { NORM_LAYERS, type NormLayers, type Pass, type SmallNetwork, smallNetwork } from './network.ts';

/** What a network has learnt, and the statistics that it keeps. */
export interface LearntVectors {
  readonly weights: Float32Array;
  readonly moving: Float32Array;
}

interface Packings {
  readonly trained: Packing;
  readonly moving: Packing;
}

export interface LearnerChoice {
  readonly network: SmallNetwork;
  readonly batch: number;
  /** Of stochastic gradient descent; 0: none. */
  readonly momentum: number;
}

/** TensorFlow.js wants every variable's name to be its own. */
let learners = 0;

/** One compiled step of stochastic gradient descent on the mean cross-entropy, for any rate and any beginning. */
export class Learner {
  readonly packings: Packings;
  private readonly choice: LearnerChoice;
  private readonly step: TrainingStep;
  private readonly prefix: string;
  private readonly own: () => void;

  private constructor(choice: LearnerChoice, packings: Packings, step: TrainingStep, prefix: string, own: () => void) {
    this.choice = choice;
    this.packings = packings;
    this.step = step;
    this.prefix = prefix;
    this.own = own;
  }

  static async open(choice: LearnerChoice, { executor }: EngineTools, layers = NORM_LAYERS): Promise<Learner> {
    if ('eager' in executor) await executor.activate();
    const { network, batch, momentum } = choice;
    const packings = packingsOf(network, layers);
    const prefix = `learner${learners++}:`;
    const variable = (name: string, { length }: Packing, trainable = true) =>
      tf.tidy(() => tf.variable(tf.zeros([length]), trainable, prefix + name));
    const weights = variable('weights', packings.trained);
    const moving = packings.moving.length > 0 ? variable('moving', packings.moving, false) : null;
    const optimiser = momentum > 0 ? tf.train.momentum(1, momentum) : tf.train.sgd(1);
    const swaps = network.norm === 'cross';
    const step = (x: tf.Tensor, wanted: tf.Tensor, partners?: tf.Tensor, share?: tf.Tensor) => ({
      loss: optimiser.minimize(
        () => {
          const told = new Map<string, tf.Tensor>();
          const pass: Pass = {
            get: getter({ ...unpacked(weights, packings.trained), ...(moving && unpacked(moving, packings.moving)) }),
            move: (name, value) => told.set(name, value),
            ...(swaps && { swap: { partners: partners!, share: share! } }),
          };
          const logits = smallNetwork(network, x as tf.Tensor4D, pass, layers);
          moving?.assign(tf.concat1d(packings.moving.requests.map(({ name }) => told.get(name) as tf.Tensor1D)));
          return tf.losses.softmaxCrossEntropy(wanted as tf.Tensor2D, logits) as tf.Scalar;
        },
        true,
        [weights],
      ) as tf.Scalar,
    });
    const own = () => {
      tf.dispose(moving === null ? [weights] : [weights, moving]);
      optimiser.dispose();
    };
    const { side, people } = network;
    const examples = [
      { dtype: 'float32', shape: [batch, side, side, 3] },
      { dtype: 'float32', shape: [batch, people] },
      ...(swaps
        ? ([
            { dtype: 'int32', shape: [batch] },
            { dtype: 'float32', shape: [] },
          ] as const)
        : []),
    ] as const;
    try {
      const compiled = await compileTrainingStep(step as never, examples, {
        executor,
        name: 'lesson step',
        strict: false,
      });
      return new Learner(choice, packings, compiled, prefix, own);
    } catch (error) {
      own();
      throw error;
    }
  }

  /** Begins anew, with the weights of this seed and everything else that a step carries on at nothing. */
  begin(seed: number): Promise<void> {
    return this.place({
      weights: initialVector(this.packings.trained, seed),
      moving: initialVector(this.packings.moving, seed),
    });
  }

  /** Begins anew with these weights. */
  async place(vectors: LearntVectors): Promise<void> {
    const state = await this.step.readState();
    const next = [...state].map(([name, value]): [string, HostTensor] => {
      const known = vectors[name.replace(this.prefix, '') as keyof LearntVectors] as Float32Array | undefined;
      const nothing =
        value.dtype === 'float32' ? new Float32Array(value.data.length) : new Int32Array(value.data.length);
      return [name, { ...value, data: known ?? nothing } as HostTensor];
    });
    await this.step.writeState(new Map(next));
  }

  /**
   * One step on these pictures of `faces`. @returns the loss before it
   * @param swap of a network with CrossNorm: whose style each takes, or null for nobody's
   */
  async learn(faces: LabelledPictures, rows: readonly number[], rate: number, swap: readonly number[] | null = null) {
    const { batch, network } = this.choice;
    const { data, wanted } = batchOf(faces, rows);
    const inputs: HostTensor[] = [
      { dtype: 'float32', shape: [batch, network.side, network.side, 3], data },
      { dtype: 'float32', shape: [batch, network.people], data: wanted },
    ];
    if (network.norm === 'cross')
      inputs.push(
        { dtype: 'int32', shape: [batch], data: Int32Array.from(swap ?? rows.keys()) },
        { dtype: 'float32', shape: [], data: Float32Array.of(swap === null ? 0 : 1) },
      );
    const { loss } = await this.step.run(inputs, { learningRate: rate });
    return loss!.data[0] as number;
  }

  async learnt(): Promise<LearntVectors> {
    const state = await this.step.readState();
    const vector = (name: string) =>
      (state.get(this.prefix + name)?.data as Float32Array | undefined) ?? new Float32Array(0);
    return { weights: vector('weights'), moving: vector('moving') };
  }

  async release(): Promise<void> {
    await this.step.release();
    this.own();
  }
}

/** The network as it is used: compiled once, weights are inputs. */
export class Examiner {
  private readonly compiled: CompiledFunction;
  private readonly network: SmallNetwork;

  private constructor(compiled: CompiledFunction, network: SmallNetwork) {
    this.compiled = compiled;
    this.network = network;
  }

  static async open(network: SmallNetwork, { executor }: EngineTools, layers = NORM_LAYERS): Promise<Examiner> {
    const packings = packingsOf(network, layers);
    const fn = (x: tf.Tensor, weights: tf.Tensor, moving?: tf.Tensor) =>
      smallNetwork(
        network,
        x as tf.Tensor4D,
        { get: getter({ ...unpacked(weights, packings.trained), ...(moving && unpacked(moving, packings.moving)) }) },
        layers,
      );
    const examples = [
      { dtype: 'float32', shape: [EXAMINED, network.side, network.side, 3] },
      { dtype: 'float32', shape: [packings.trained.length] },
      ...(packings.moving.length > 0 ? ([{ dtype: 'float32', shape: [packings.moving.length] }] as const) : []),
    ] as const;
    const options = { executor, name: 'lesson network', freeBatch: false };
    return new Examiner(await compile(fn as never, examples, options), network);
  }

  /** The share of pictures whose likeliest person is the right one, and the mean cross-entropy. */
  async accuracy(faces: LabelledPictures, learnt: LearntVectors): Promise<{ accuracy: number; loss: number }> {
    const { people } = this.network;
    const count = faces.labels.length;
    const all = await this.logits(faces, learnt);
    let [right, loss] = [0, 0];
    for (let row = 0; row < count; row++) {
      const scores = [...all.subarray(row * people, (row + 1) * people)];
      const most = Math.max(...scores);
      const own = scores[faces.labels[row]!]!;
      if (own === most) right++;
      loss += most - own + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - most), 0));
    }
    return { accuracy: right / count, loss: loss / count };
  }

  /** What the last layer says of each picture: [pictures, people]. */
  async logits(faces: LabelledPictures, { weights, moving }: LearntVectors): Promise<Float32Array> {
    const { people } = this.network;
    const count = faces.labels.length;
    const all = new Float32Array(count * people);
    for (let start = 0; start < count; start += EXAMINED) {
      const rows = Array.from({ length: Math.min(EXAMINED, count - start) }, (_, i) => start + i);
      const data = new Float32Array(EXAMINED * faces.side * faces.side * 3);
      data.set(batchOf(faces, rows).data);
      const [logits] = await this.compiled.run(
        { dtype: 'float32', shape: [EXAMINED, faces.side, faces.side, 3], data },
        { dtype: 'float32', shape: [weights.length], data: weights },
        ...(moving.length > 0 ? [{ dtype: 'float32', shape: [moving.length], data: moving } as const] : []),
      );
      all.set((logits!.data as Float32Array).subarray(0, rows.length * people), start * people);
    }
    return all;
  }

  release = (): Promise<void> => this.compiled.release();
}

const EXAMINED = 96;

/** The pictures of these rows, and whom each shows as 1 among 0. */
function batchOf(faces: LabelledPictures, rows: readonly number[]) {
  const size = faces.side * faces.side * 3;
  const data = new Float32Array(rows.length * size);
  const wanted = new Float32Array(rows.length * faces.people);
  for (const [i, row] of rows.entries()) {
    data.set(faces.data.subarray(row * size, (row + 1) * size), i * size);
    wanted[i * faces.people + faces.labels[row]!] = 1;
  }
  return { data, wanted };
}

const getter =
  (tensors: Readonly<Record<string, tf.Tensor>>): Pass['get'] =>
  ({ name }) => {
    const tensor = tensors[name];
    if (tensor === undefined) throw new Error(`the weight ${name} is missing`);
    return tensor;
  };

/** Weights and statistics in order of their use, from a trace for two pictures: nothing is computed. */
export function packingsOf(network: SmallNetwork, layers: NormLayers = NORM_LAYERS): Packings {
  const requests = new Map<string, WeightRequest>();
  record(({ placeholder }) => {
    const images = placeholder('images', 'float32', [2, network.side, network.side, 3]) as tf.Tensor4D;
    const get: Pass['get'] = (request) => {
      requests.set(request.name, request);
      return tf.zeros([...request.shape]);
    };
    smallNetwork(network, images, { get }, layers);
  });
  const of = (kind: WeightRequest['kind']) => packingOf([...requests.values()].filter((one) => one.kind === kind));
  return { trained: of('trained'), moving: of('moving') };
}
