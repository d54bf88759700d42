import * as tf from '@tensorflow/tfjs-core';
import { composeLoss } from '../../../models/losses/compose.ts';
import type { HostTensor } from '../../../models/runtime/types.ts';
import type { Example } from './support.ts';

type Fn = (...inputs: tf.Tensor[]) => tf.Tensor;

/** Vectors, labels, then the loss's own weights. */
export const inputsOf = ({ embeddings, labels, weights }: Example): HostTensor[] => [
  embeddings,
  labels,
  ...Object.values(weights),
];

/** The loss of an example as a function of its inputs. */
export function lossFunction({ choice, weights }: Example): Fn {
  const names = Object.keys(weights);
  const { value } = composeLoss(choice);
  return (embeddings, labels, ...own) =>
    value({
      embeddings: embeddings as tf.Tensor2D,
      labels: labels as tf.Tensor1D,
      weights: Object.fromEntries(names.map((name, i) => [name, own[i]!])),
    });
}

/** The loss and its gradients towards vectors and own weights. */
export function withGradients(example: Example): (...inputs: tf.Tensor[]) => tf.Tensor[] {
  const loss = lossFunction(example);
  return (embeddings, labels, ...own) => {
    const { value, grads } = tf.valueAndGrads((x, ...w) => loss(x!, labels!, ...w))([embeddings!, ...own]);
    return [value, ...grads];
  };
}
