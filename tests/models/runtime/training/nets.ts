import * as tf from '@tensorflow/tfjs-core';
import '../../../../models/runtime/gradients.ts';
import { createOnnxRuntimeNode } from '../../../../main/engine/backends/onnxruntime-node.ts';
import type { StepFunction } from '../../../../models/runtime/training/trace-step.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { randomInput, toHost, toTensor } from '../support.ts';

export const executor = await createOnnxRuntimeNode();
await tf.setBackend('cpu');

/** All nine ways in which TensorFlow.js's stock optimisers can be asked for. */
export const OPTIMIZERS: Readonly<Record<string, (rate: number) => tf.Optimizer>> = {
  sgd: (rate) => tf.train.sgd(rate),
  momentum: (rate) => tf.train.momentum(rate, 0.9),
  'nesterov momentum': (rate) => tf.train.momentum(rate, 0.9, true),
  adagrad: (rate) => tf.train.adagrad(rate),
  adadelta: (rate) => tf.train.adadelta(rate * 50),
  adam: (rate) => tf.train.adam(rate),
  adamax: (rate) => tf.train.adamax(rate, 0.9, 0.999, 1e-7, 0.01),
  rmsprop: (rate) => tf.train.rmsprop(rate),
  // tfjs takes the root of (mean square − mean² − epsilon): with an epsilon above 0, a vanishing gradient gives NaN.
  'centred rmsprop': (rate) => tf.train.rmsprop(rate, 0.9, 0.5, -1e-4, true),
};

/** A network with its variables and a loss of one batch; `dispose` takes the variables away. */
export interface Net {
  readonly variables: readonly tf.Variable[];
  readonly inputs: (seed: number) => HostTensor[];
  readonly loss: (...inputs: tf.Tensor[]) => tf.Scalar;
  dispose(): void;
}

let count = 0;

/** Variables with small random numbers that depend on the name and the seed alone. */
function variables(shapes: Readonly<Record<string, number[]>>, seed: number): Record<string, tf.Variable> {
  const net = `net${count++}`;
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape], i) => [
      name,
      tf.tidy(() => tf.variable(toTensor(randomInput(shape, -0.3, 0.3, seed + i)), true, `${net}/${name}`)),
    ]),
  );
}

/** Convolution, pooling, dense layer; softmax cross-entropy over 3 classes. Images [6, 8, 8, 2]. */
export function convNet(seed = 1): Net {
  const v = variables({ filters: [3, 3, 2, 4], shift: [4], dense: [64, 3], bias: [3] }, seed);
  const labels: HostTensor = { dtype: 'int32', shape: [6], data: Int32Array.of(0, 1, 2, 2, 1, 0) };
  return {
    variables: Object.values(v),
    inputs: (s) => [randomInput([6, 8, 8, 2], -1, 1, s), labels],
    loss: (x, y) => {
      const conv = tf.relu(tf.add(tf.conv2d(x as tf.Tensor4D, v.filters as tf.Tensor4D, 1, 'same'), v.shift!));
      const flat = tf.reshape(tf.maxPool(conv as tf.Tensor4D, 2, 2, 'valid'), [6, 64]);
      const logits = tf.add(tf.matMul(flat as tf.Tensor2D, v.dense as tf.Tensor2D), v.bias!);
      return tf.losses.softmaxCrossEntropy(tf.oneHot(y as tf.Tensor1D, 3), logits) as tf.Scalar;
    },
    dispose: () => tf.dispose(v),
  };
}

/** Two dense layers to a unit vector; triplet loss with margin 0.3 over thirds of the batch (anchor, mated, non-mated). */
export function tripletNet(seed = 5): Net {
  const v = variables({ first: [5, 8], second: [8, 4] }, seed);
  return {
    variables: Object.values(v),
    inputs: (s) => [randomInput([12, 5], -1, 1, s)],
    loss: (x) => {
      const hidden = tf.tanh(tf.matMul(x as tf.Tensor2D, v.first as tf.Tensor2D));
      const raw = tf.matMul(hidden as tf.Tensor2D, v.second as tf.Tensor2D);
      const unit = tf.div(raw, tf.sqrt(tf.add(tf.sum(tf.square(raw), 1, true), 1e-6)));
      const [anchor, mated, other] = tf.split(unit, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
      const apart = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.squaredDifference(a, b), 1);
      return tf.mean(tf.relu(tf.add(tf.sub(apart(anchor, mated), apart(anchor, other)), 0.3))) as tf.Scalar;
    },
    dispose: () => tf.dispose(v),
  };
}

/** The usual training step: minimise the loss of the batch, return it. */
export const stepOf =
  (net: Net, optimizer: tf.Optimizer): StepFunction =>
  (...inputs) => ({ loss: optimizer.minimize(() => net.loss(...inputs), true, [...net.variables]) as tf.Scalar });

/** Runs a step eagerly on the current backend and returns its loss. */
export function eagerStep(step: StepFunction, inputs: readonly HostTensor[]): number {
  return tf.tidy(() => {
    const { loss } = step(...inputs.map(toTensor)) as { loss: tf.Scalar };
    return loss.dataSync()[0] as number;
  });
}

export const weightsOf = (net: Net): HostTensor[] => net.variables.map((variable) => toHost(variable));
