import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '../../../../models/runtime/gradients.ts';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import { traceStep } from '../../../../models/runtime/training/trace-step.ts';
import { eager, randomInput, worstError } from '../support.ts';
import { executor } from './nets.ts';

type Outputs = Record<string, tf.Tensor>;
const CHANNELS = 6;
const INPUTS = [randomInput([4, 5, 5, CHANNELS], -1, 1, 1), randomInput([CHANNELS], 0.5, 2, 2)];

/** Products in all the ways in which a factor may be put off, and must not be. */
const FUNCTIONS: Readonly<Record<string, (x: tf.Tensor, c: tf.Tensor) => Outputs>> = {
  'factors in a row': (x, c) => ({ y: tf.mul(tf.mul(tf.mul(x, c), 3), c) }),
  'sums and means over what the factor is constant on': (x, c) => {
    const scaled = tf.mul(x, c);
    return { sum: tf.sum(scaled, [0, 1, 2]), kept: tf.sum(scaled, [0, 1], true), mean: tf.mean(scaled, [1, 2]) };
  },
  'a sum over the factor itself': (x, c) => ({ last: tf.sum(tf.mul(x, c), 3), all: tf.sum(tf.mul(x, c)) }),
  'products of two that have factors': (x, c) => {
    const y = tf.mul(tf.mul(x, c), tf.mul(tf.sin(x), 0.5));
    return { y, sum: tf.sum(y, [0, 1, 2]) };
  },
  'other work on a product': (x, c) => {
    const y = tf.mul(x, c);
    return { add: tf.add(y, x), shape: tf.reshape(y, [20, -1]), turned: tf.transpose(y, [3, 0, 1, 2]), max: tf.max(y) };
  },
  'a factor that was spread': (x, c) => ({ y: tf.mul(x, tf.tile(tf.reshape(c, [1, 1, 1, CHANNELS]), [4, 5, 5, 1])) }),
  'its own square': (x, c) => ({ y: tf.square(tf.mul(x, c)), z: tf.mul(tf.mul(x, c), tf.mul(x, c)) }),
};

test.each(Object.entries(FUNCTIONS))('%s', async (_, fn) => {
  const step = (x: tf.Tensor, c: tf.Tensor) => fn(x, c);
  const trained = await compileTrainingStep(step as never, INPUTS, { executor });
  const results = await trained.run(INPUTS);
  expect(worstError(eager(fn as never, ...INPUTS), Object.values(results))).toBeLessThan(1e-5);
  await trained.release();
});

test('a gradient of batch normalisation is three sums over the feature map', () => {
  const [gain, shift] = [tf.variable(tf.ones([CHANNELS])), tf.variable(tf.zeros([CHANNELS]))] as const;
  const optimizer = tf.train.sgd(0.1);
  const step = (x: tf.Tensor) => {
    const loss = () => {
      const y = tf.sin(x) as tf.Tensor4D;
      const { mean, variance } = tf.moments(y, [0, 1, 2]);
      const z = tf.batchNorm(y, mean as tf.Tensor1D, variance as tf.Tensor1D, shift as never, gain as never);
      return tf.mean(tf.square(z)) as tf.Scalar;
    };
    optimizer.minimize(loss, false, [gain, shift]);
    return null;
  };
  const { graph } = traceStep(step, [INPUTS[0]!], true);
  expect(graph.nodes.filter(({ op }) => op === 'ReduceSum').length).toBeLessThanOrEqual(5);
  tf.dispose([gain, shift]);
});

test('a product is recorded once, whichever factor comes first', () => {
  const { graph } = traceStep(
    (x, c) => ({ y: tf.add(tf.mul(x, tf.sin(x)), c), z: tf.sub(tf.mul(tf.sin(x), x), c) }),
    INPUTS,
    true,
  );
  expect(graph.nodes.filter(({ op }) => op === 'Mul')).toHaveLength(1);
});
