import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '../../../../models/runtime/gradients.ts';
import { randomInput, scoped, toHost, toTensor, worstError } from '../support.ts';

test.each([[[4]], [[3, 4]], [[]]])('the gradient of PReLU with slopes %j is the one by choices', (slopes) => {
  const [x, slope, dy] = [
    randomInput([2, 3, 4], -1, 1, 1),
    randomInput(slopes, -2, 2, 2),
    randomInput([2, 3, 4], -1, 1, 3),
  ];
  x.data[0] = 0;
  const [actual, expected] = scoped(() => {
    const [X, A, D] = [toTensor(x), toTensor(slope), toTensor(dy)];
    const gradients = tf.grads((...xs) => tf.prelu(xs[0]!, xs[1]!))([X, A], D);
    const above = tf.greater(X, 0);
    const axes = tf.backend_util.getReductionAxes([...slope.shape], [...x.shape]);
    const toSlope = tf.sum(tf.where(above, tf.zerosLike(D), tf.mul(D, X)), axes);
    const reference = [tf.where(above, D, tf.mul(D, A)), tf.reshape(toSlope, [...slope.shape])];
    return [gradients.map(toHost), reference.map(toHost)] as const;
  });
  expect(worstError(expected, actual)).toBeLessThan(1e-6);
});
