import * as tf from '@tensorflow/tfjs-core';
import type { OpNode } from './op-node.ts';
import { defineOp } from './table.ts';

/** x [n, c, …]; scale, offset, mean and variance [c]. As in prediction: with the statistics of the file. */
defineOp(
  'BatchNormalization',
  (node) => {
    if (node.number('training_mode', 0) !== 0 || node.outputs > 1)
      node.refuse('was exported for training: export the model for inference');
    const x = node.input(0);
    const [scale, offset, mean, variance] = [1, 2, 3, 4].map((i) => node.input(i) as tf.Tensor1D) as [
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor1D,
    ];
    const epsilon = node.number('epsilon', 1e-5);
    const normalise = (y: tf.Tensor): tf.Tensor =>
      tf.batchNorm(y as tf.Tensor2D, mean, variance, offset, scale, epsilon);
    if (x.rank <= 2) return normalise(x);
    const axes = x.shape.map((_, axis) => axis);
    const last = [0, ...axes.slice(2), 1];
    const first = [0, x.rank - 1, ...axes.slice(1, -1)];
    return tf.transpose(normalise(tf.transpose(x, last)), first);
  },
  { statistics: [3, 4] },
);

/** Each channel of each image by its own mean and variance. */
defineOp('InstanceNormalization', (node) => {
  const x = node.input(0);
  const axes = x.shape.flatMap((_, axis) => (axis < 2 ? [] : [axis]));
  const perChannel = (y: tf.Tensor): tf.Tensor => tf.reshape(y, [-1, ...axes.map(() => 1)]);
  const centred = standardised(x, axes, node.number('epsilon', 1e-5));
  return tf.add(tf.mul(centred, perChannel(node.input(1))), perChannel(node.input(2)));
});

defineOp('LayerNormalization', (node) => {
  if (node.outputs > 1) node.refuse('gives its statistics too, which cannot be translated');
  const x = node.input(0);
  const asked = node.number('axis', -1);
  const from = asked < 0 ? asked + x.rank : asked;
  const axes = x.shape.flatMap((_, axis) => (axis < from ? [] : [axis]));
  const scaled = tf.mul(standardised(x, axes, node.number('epsilon', 1e-5)), node.input(1));
  const offset = node.optional(2);
  return offset ? tf.add(scaled, offset) : scaled;
});

function standardised(x: tf.Tensor, axes: number[], epsilon: number): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, axes, true));
  return tf.div(centred, tf.sqrt(tf.add(tf.mean(tf.square(centred), axes, true), epsilon)));
}

/** A vector of zeros stays one. */
defineOp('LpNormalization', (node) => {
  const x = node.input(0);
  const axis = node.number('axis', -1);
  const norm = lpNorm(node, x, axis);
  return tf.div(x, tf.where(tf.equal(norm, 0), tf.onesLike(norm), norm));
});

function lpNorm(node: OpNode, x: tf.Tensor, axis: number): tf.Tensor {
  const p = node.number('p', 2);
  if (p === 1) return tf.sum(tf.abs(x), axis, true);
  if (p === 2) return tf.sqrt(tf.sum(tf.square(x), axis, true));
  return node.refuse(`normalises by the norm ${p}, where only 1 and 2 can be translated`);
}
