import * as tf from '@tensorflow/tfjs-core';
import { sameShape } from '../shapes.ts';
import { defineOp } from './table.ts';

/** alpha · A · B + beta · C, each of A and B transposed on demand. */
defineOp('Gemm', (node) => {
  const [alpha, beta] = [node.number('alpha', 1), node.number('beta', 1)];
  const [a, b, c] = [node.input(0) as tf.Tensor2D, node.input(1) as tf.Tensor2D, node.optional(2)];
  const product = tf.matMul(a, b, node.number('transA', 0) !== 0, node.number('transB', 0) !== 0);
  const scaled = alpha === 1 ? product : tf.mul(product, alpha);
  if (c === undefined || beta === 0) return scaled;
  return tf.add(scaled, beta === 1 ? c : tf.mul(c, beta));
});

/** Batches that have to be spread on both sides are spread here: eager TensorFlow.js gets those wrong. */
function product(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const batches = [a, b].map(({ shape }) => shape.slice(0, -2)) as [number[], number[]];
  const all = tf.broadcast_util.assertAndGetBroadcastShape(...batches);
  if (batches.some((batch) => sameShape(batch, all))) return tf.matMul(a, b);
  return tf.matMul(
    tf.broadcastTo(a, [...all, ...a.shape.slice(-2)]),
    tf.broadcastTo(b, [...all, ...b.shape.slice(-2)]),
  );
}

/** NumPy's matmul: a vector on the left is a row, on the right a column, and loses that axis in the result. */
defineOp('MatMul', (node) => {
  const [a, b] = [node.input(0), node.input(1)];
  const y = product(a.rank === 1 ? tf.expandDims(a, 0) : a, b.rank === 1 ? tf.expandDims(b, 1) : b);
  const lost = [...(a.rank === 1 ? [y.rank - 2] : []), ...(b.rank === 1 ? [y.rank - 1] : [])];
  return lost.length > 0 ? tf.squeeze(y, lost) : y;
});
