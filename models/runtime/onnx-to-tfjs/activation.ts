import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../shapes.ts';
import type { OpNode } from './op-node.ts';
import { defineOp } from './table.ts';

defineOp('Relu', (node) => tf.relu(node.input(0)));
defineOp('Sigmoid', (node) => tf.sigmoid(node.input(0)));
defineOp('Tanh', (node) => tf.tanh(node.input(0)));
defineOp('Softplus', (node) => tf.softplus(node.input(0)));
defineOp('Softsign', (node) => tf.div(node.input(0), tf.add(tf.abs(node.input(0)), 1)));
defineOp('LeakyRelu', (node) => tf.leakyRelu(node.input(0), node.number('alpha', 0.01)));

defineOp('PRelu', (node) => tf.prelu(node.input(0), node.input(1)));

defineOp('Elu', (node) => {
  const x = node.input(0);
  const alpha = node.number('alpha', 1);
  if (alpha === 1) return tf.elu(x);
  return tf.add(tf.relu(x), tf.mul(tf.sub(tf.exp(tf.minimum(x, 0)), 1), alpha));
});

defineOp('Selu', (node) => {
  const x = node.input(0);
  const alpha = node.number('alpha', 1.6732632423543772);
  const below = tf.mul(tf.sub(tf.exp(tf.minimum(x, 0)), 1), alpha);
  return tf.mul(tf.add(tf.relu(x), below), node.number('gamma', 1.0507009873554805));
});

/** Bounds are attributes before operator set 11 and inputs since. */
defineOp(
  'Clip',
  (node) => {
    const x = node.input(0);
    const [low] = node.known(1) ?? (node.has('min') ? [node.number('min', 0)] : []);
    const [high] = node.known(2) ?? (node.has('max') ? [node.number('max', 0)] : []);
    const above = low === undefined ? x : tf.maximum(x, tf.scalar(low, x.dtype));
    return high === undefined ? above : tf.minimum(above, tf.scalar(high, x.dtype));
  },
  { settings: [1, 2] },
);

const hardSigmoid = (x: tf.Tensor, alpha: number, beta: number): tf.Tensor =>
  tf.clipByValue(tf.add(tf.mul(x, alpha), beta), 0, 1);

defineOp('HardSigmoid', (node) => hardSigmoid(node.input(0), node.number('alpha', 0.2), node.number('beta', 0.5)));
defineOp('HardSwish', (node) => tf.mul(node.input(0), hardSigmoid(node.input(0), 1 / 6, 0.5)));

defineOp('Gelu', (node) => {
  const x = node.input(0);
  if (node.string('approximate', 'none') === 'none')
    return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
  const inner = tf.mul(tf.add(x, tf.mul(tf.mul(tf.mul(x, x), x), 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
});

/** Along one axis since operator set 13; before, over everything from that axis on. */
function softmaxLike(node: OpNode, compute: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  const x = node.input(0);
  const asked = node.number('axis', node.opset < 13 ? 1 : -1);
  const axis = asked < 0 ? asked + x.rank : asked;
  if (node.opset < 13) {
    const flat = tf.reshape(x, [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis))]);
    return tf.reshape(compute(flat), x.shape);
  }
  if (axis === x.rank - 1) return compute(x);
  // The swap of two axes is its own inverse.
  const swap = x.shape.map((_, i) => (i === axis ? x.rank - 1 : i === x.rank - 1 ? axis : i));
  return tf.transpose(compute(tf.transpose(x, swap)), swap);
}
defineOp('Softmax', (node) => softmaxLike(node, (x) => tf.softmax(x)));
defineOp('LogSoftmax', (node) => softmaxLike(node, (x) => tf.logSoftmax(x)));
