/** An inference function, compiled once and run at any batch size. */
import * as tf from '@tensorflow/tfjs-core';
import { compile } from '../compile.ts';
import type { Executor, HostTensor } from '../types.ts';

export async function compileAFunction(executor: Executor): Promise<HostTensor> {
  const weights = tf.tensor2d([1, 0, 0, 1, 1, 1], [3, 2]);
  const network = (x?: tf.Tensor) => tf.softmax(tf.matMul(x as tf.Tensor2D, weights));

  // Only types and shapes are needed; the first axis, the batch, stays free.
  const compiled = await compile(network, [{ dtype: 'float32', shape: [1, 3] }], { executor });
  weights.dispose(); // the graph has a copy

  const four = { dtype: 'float32', shape: [4, 3], data: new Float32Array(12).fill(0.5) } as const;
  const [probabilities] = await compiled.run(four);
  await compiled.release();
  return probabilities as HostTensor;
}
