import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../../models/runtime/compile.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { eager, randomInput, worstError } from '../support.ts';
import { executor } from './nets.ts';

type Loss = (...inputs: tf.Tensor[]) => tf.Tensor;

interface Case {
  readonly loss: Loss;
  /** Inputs whose gradients are compared; all of them float. */
  readonly shapes: readonly (readonly number[])[];
}

const labels = tf.keep(tf.oneHot(tf.tensor1d([0, 2, 1, 1], 'int32'), 3));
const rows = tf.keep(tf.tensor1d([3, 0, 3, 1], 'int32'));

const normalised = (x: tf.Tensor, axes: number[], gain: tf.Tensor, shift: tf.Tensor) => {
  const { mean, variance } = tf.moments(x, axes, true);
  return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-3))), gain), shift);
};

/** Something whose gradient is different for each element. */
const weigh = (y: tf.Tensor) => tf.mean(tf.square(tf.add(y, tf.reshape(tf.linspace(-1, 1, y.size), y.shape))));

/** Whole losses, as networks are trained with: compared with eager and with finite differences. */
const LOSSES: Readonly<Record<string, Case>> = {
  'softmax cross-entropy of a dense layer': {
    loss: (x, w) => tf.losses.softmaxCrossEntropy(labels, tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D)),
    shapes: [
      [4, 5],
      [5, 3],
    ],
  },
  'log-sum-exp with label smoothing': {
    loss: (x) => tf.mean(tf.sub(tf.logSumExp(x, 1), tf.sum(tf.mul(tf.add(tf.mul(labels, 0.9), 0.03), x), 1))),
    shapes: [[4, 3]],
  },
  'sigmoid cross-entropy': {
    loss: (x) => tf.losses.sigmoidCrossEntropy(labels, x),
    shapes: [[4, 3]],
  },
  'cosine margin (ArcFace-like)': {
    loss: (x, w) => {
      const unit = (v: tf.Tensor, axis: number) => tf.div(v, tf.sqrt(tf.add(tf.sum(tf.square(v), axis, true), 1e-6)));
      const cosine = tf.matMul(unit(x, 1) as tf.Tensor2D, unit(w, 0) as tf.Tensor2D);
      return tf.losses.softmaxCrossEntropy(labels, tf.mul(tf.sub(cosine, tf.mul(labels, 0.3)), 4));
    },
    shapes: [
      [4, 5],
      [5, 3],
    ],
  },
  'soft triplet': {
    loss: (a, p, n) => {
      const apart = (x: tf.Tensor, y: tf.Tensor) => tf.sum(tf.squaredDifference(x, y), 1);
      return tf.mean(tf.softplus(tf.sub(apart(a, p), apart(a, n))));
    },
    shapes: [
      [4, 3],
      [4, 3],
      [4, 3],
    ],
  },
  'contrastive over all pairs': {
    loss: (x) => {
      const similar = tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D, false, true);
      return tf.mean(tf.sub(tf.logSumExp(similar, 1), tf.mean(similar, 1)));
    },
    shapes: [[4, 3]],
  },
  'Huber with weight decay': {
    loss: (x, w) =>
      tf.add(
        tf.losses.huberLoss(tf.cast(labels, 'float32'), tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D)),
        tf.mul(tf.sum(tf.square(w)), 0.01),
      ),
    shapes: [
      [4, 2],
      [2, 3],
    ],
  },
  'Kullback–Leibler to a standard normal': {
    loss: (mean, logVariance) =>
      tf.mul(tf.mean(tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1))), 0.5),
    shapes: [
      [4, 3],
      [4, 3],
    ],
  },
};

/** What stands between: compared with eager. */
const LAYERS: Readonly<Record<string, Case>> = {
  'batch norm by moments': {
    loss: (x, gain, shift) => weigh(normalised(x, [0, 1, 2], gain, shift)),
    shapes: [[3, 4, 4, 2], [2], [2]],
  },
  'layer norm': {
    loss: (x, gain, shift) => weigh(normalised(x, [-1], gain, shift)),
    shapes: [[3, 4, 6], [6], [6]],
  },
  'instance norm': {
    loss: (x, gain, shift) => weigh(normalised(x, [1, 2], gain, shift)),
    shapes: [[2, 4, 4, 3], [3], [3]],
  },
  'batch norm with given moments': {
    loss: (x, mean, variance, offset, scale) =>
      weigh(
        tf.batchNorm(
          x as tf.Tensor4D,
          mean as tf.Tensor1D,
          tf.exp(variance) as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
        ),
      ),
    shapes: [[2, 3, 3, 2], [2], [2], [2], [2]],
  },
  'attention, two heads': {
    loss: (q, k, v) => {
      const scores = tf.div(tf.matMul(q as tf.Tensor3D, k as tf.Tensor3D, false, true), 2);
      return weigh(tf.matMul(tf.softmax(scores) as tf.Tensor3D, v as tf.Tensor3D));
    },
    shapes: [
      [2, 5, 4],
      [2, 6, 4],
      [2, 6, 3],
    ],
  },
  'embedding gather with a repeated row': {
    loss: (table) => weigh(tf.gather(table, rows)),
    shapes: [[5, 3]],
  },
  'bilinear resize up, square': {
    loss: (x) => weigh(tf.image.resizeBilinear(x as tf.Tensor4D, [7, 7])),
    shapes: [[2, 4, 4, 2]],
  },
  'convolution, stride 2, same': {
    loss: (x, w) => weigh(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same')),
    shapes: [
      [2, 7, 6, 3],
      [3, 3, 3, 4],
    ],
  },
  'depthwise convolution, multiplier 2, stride 2': {
    loss: (x, w) => weigh(tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same')),
    shapes: [
      [2, 6, 5, 3],
      [3, 3, 3, 2],
    ],
  },
  'separable convolution': {
    loss: (x, depthwise, pointwise) =>
      weigh(tf.separableConv2d(x as tf.Tensor4D, depthwise as tf.Tensor4D, pointwise as tf.Tensor4D, 1, 'same')),
    shapes: [
      [2, 5, 5, 2],
      [3, 3, 2, 2],
      [1, 1, 4, 3],
    ],
  },
  'transposed convolution, stride 2': {
    loss: (x, w) => weigh(tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [2, 8, 6, 3], 2, 'same')),
    shapes: [
      [2, 4, 3, 2],
      [3, 3, 3, 2],
    ],
  },
  'maximum and average pooling': {
    loss: (x) => {
      const max = tf.maxPool(x as tf.Tensor4D, 2, 2, 'same');
      return weigh(tf.concat([max, tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid')], 3));
    },
    shapes: [[2, 6, 6, 2]],
  },
  'batch-hard mining: top-k, masks, gathers': {
    loss: (x) => {
      const apart = tf.sum(tf.square(tf.sub(tf.expandDims(x, 0), tf.expandDims(x, 1))), 2);
      const same = tf.matMul(labels as tf.Tensor2D, labels as tf.Tensor2D, false, true);
      const furthest = tf.max(tf.mul(apart, same), 1);
      const nearest = tf.min(tf.add(apart, tf.mul(same, 10)), 1);
      return tf.mean(tf.softplus(tf.sub(furthest, nearest)));
    },
    shapes: [[4, 3]],
  },
};

/** tfjs's own kernel for this gradient exchanges height and width and knows no half-pixel centres: only differences can judge. */
const OBLONG: Readonly<Record<string, Case>> = {
  'bilinear resize up, half-pixel centres': {
    loss: (x) => weigh(tf.image.resizeBilinear(x as tf.Tensor4D, [7, 5], false, true)),
    shapes: [[2, 4, 3, 2]],
  },
  'bilinear resize down, corners aligned': {
    loss: (x) => weigh(tf.image.resizeBilinear(x as tf.Tensor4D, [3, 4], true)),
    shapes: [[1, 5, 6, 2]],
  },
};

const inputsOf = ({ shapes }: Case): HostTensor[] => shapes.map((shape, i) => randomInput([...shape], -1, 1, 40 + i));

const withGradients =
  (loss: Loss) =>
  (...xs: tf.Tensor[]) => {
    const { value, grads } = tf.valueAndGrads((...ys) => loss(...ys))(xs);
    return [value, ...grads];
  };

describe.each(Object.entries({ ...LOSSES, ...LAYERS }))('%s', (_, one) => {
  test('has the loss and gradients that it has eagerly', async () => {
    const inputs = inputsOf(one);
    const fn = withGradients(one.loss);
    const compiled = await compile(fn, inputs, { executor, freeBatch: false });
    expect(worstError(eager(fn, ...inputs), await compiled.run(...inputs))).toBeLessThan(1e-5);
    await compiled.release();
  });
});

/** Central differences of the compiled loss, in float32: half a percent is what a step of 0.01 leaves. */
describe.each(Object.entries({ ...LOSSES, ...OBLONG }))('%s', (_, one) => {
  test('has the gradients that finite differences give', async () => {
    const inputs = inputsOf(one);
    const compiled = await compile(withGradients(one.loss), inputs, { executor, freeBatch: false });
    const lossAt = async (moved: HostTensor[]) => (await compiled.run(...moved))[0]!.data[0] as number;
    const gradients = (await compiled.run(...inputs)).slice(1);
    for (const [i, input] of inputs.entries()) {
      const differences = new Float32Array(input.data.length);
      for (const k of input.data.keys()) {
        const moved = (by: number) =>
          inputs.map((x, j) => (j === i ? { ...x, data: x.data.with(k, x.data[k]! + by) as Float32Array } : x));
        differences[k] = ((await lossAt(moved(STEP))) - (await lossAt(moved(-STEP)))) / (2 * STEP);
      }
      expect(worstError([{ ...input, data: differences }], [gradients[i]!])).toBeLessThan(5e-3);
    }
    await compiled.release();
  });
});

const STEP = 0.01;
