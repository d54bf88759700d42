import * as tf from '@tensorflow/tfjs-core';
import { channelShuffle, groupedConv2d } from '../../layers/convolutions/grouped.ts';
import { seededRandom } from '../../metrics/seeded-random.ts';
import type { ActivationKind, Workload } from './workload.ts';
import { filterNumbers } from './workload.ts';

/** The workload on TensorFlow.js's current backend: maps [1, s, s, c] to maps. `release` gives its filters back. */
export interface WorkloadFunction {
  readonly fn: (x: tf.Tensor) => tf.Tensor;
  release(): void;
}

export function workloadFunction({ steps }: Workload, seed: number): WorkloadFunction {
  const random = seededRandom(seed);
  const filters = steps.map((step) => {
    if (step.op !== 'convolution') return null;
    const { kernel, input, output, groups } = step;
    const fanIn = (kernel * kernel * input) / groups;
    return tf.tensor4d(filterNumbers(output * fanIn, fanIn, random), [kernel, kernel, input / groups, output]);
  });
  const fn = (x: tf.Tensor): tf.Tensor =>
    tf.tidy(() => {
      let y = x as tf.Tensor4D;
      for (const [i, step] of steps.entries()) {
        if (step.op === 'activation') y = activated(y, step.kind);
        else if (step.op === 'shuffle') y = channelShuffle(y, step.groups);
        else {
          y = groupedConv2d(y, filters[i]!, step.groups, step.stride);
          if (step.active) y = tf.relu(y);
        }
      }
      return y;
    });
  return { fn, release: () => tf.dispose(filters.filter((filter) => filter !== null)) };
}

function activated(x: tf.Tensor4D, kind: ActivationKind): tf.Tensor4D {
  switch (kind) {
    case 'relu':
      return tf.relu(x);
    case 'relu6':
      return tf.relu6(x);
    case 'hard-swish':
      return tf.mul(x, tf.clipByValue(tf.add(tf.mul(x, 1 / 6), 0.5), 0, 1));
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'swish':
      return tf.mul(x, tf.sigmoid(x));
    case 'tanh':
      return tf.tanh(x);
  }
}
