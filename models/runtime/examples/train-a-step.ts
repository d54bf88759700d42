/** A whole step of training, compiled: forward pass, gradients, optimiser. */
import * as tf from '@tensorflow/tfjs-core';
import { compileTrainingStep } from '../training/compile-training-step.ts';
import type { Executor, HostTensor } from '../types.ts';

/** Fits y = 2 x₁ − x₂ + 1. @returns the loss of every step, and the weights learned */
export async function trainAStep(executor: Executor): Promise<{ losses: number[]; weights: number[] }> {
  const [kernel, bias] = tf.tidy(() => [tf.variable(tf.zeros([2, 1])), tf.variable(tf.zeros([1]))]);
  const optimizer = tf.train.adam(0.1);
  const step = (x?: tf.Tensor, y?: tf.Tensor) => ({
    loss: optimizer.minimize(
      () => tf.losses.meanSquaredError(y!, tf.add(tf.matMul(x as tf.Tensor2D, kernel as never), bias)) as tf.Scalar,
      true,
    ) as tf.Scalar,
  });

  const batch = (i: number): HostTensor[] => {
    const x = Float32Array.from({ length: 32 }, (_, k) => (Math.sin((k + 32 * i) * 12.9898) * 43758.5453) % 1);
    const y = Float32Array.from({ length: 16 }, (_, k) => 2 * x[2 * k]! - x[2 * k + 1]! + 1);
    return [
      { dtype: 'float32', shape: [16, 2], data: x },
      { dtype: 'float32', shape: [16, 1], data: y },
    ];
  };
  const trained = await compileTrainingStep(step, batch(0), { executor });
  const losses: number[] = [];
  for (let i = 0; i < 300; i++) {
    // The rate is an input of the graph: a schedule is a number a step.
    const { loss } = await trained.run(batch(i), { learningRate: 0.1 * 0.99 ** i });
    losses.push(loss?.data[0] as number);
  }
  await trained.updateVariables(); // from the runtime into tf.Variables
  const weights = [...kernel.dataSync(), ...bias.dataSync()];
  await trained.release();
  optimizer.dispose();
  tf.dispose([kernel, bias]);
  return { losses, weights };
}
