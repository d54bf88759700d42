import * as tf from '@tensorflow/tfjs-core';
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

/** NumPy's matmul: a vector on the left is a row, on the right a column, and loses that axis in the result. */
defineOp('MatMul', (node) => {
  const [a, b] = [node.input(0), node.input(1)];
  const product = tf.matMul(a.rank === 1 ? tf.expandDims(a, 0) : a, b.rank === 1 ? tf.expandDims(b, 1) : b);
  const lost = [...(a.rank === 1 ? [product.rank - 2] : []), ...(b.rank === 1 ? [product.rank - 1] : [])];
  return lost.length > 0 ? tf.squeeze(product, lost) : product;
});
