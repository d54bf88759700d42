import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { compile } from '../../../models/runtime/compile.ts';
import { compileTrainingStep } from '../../../models/runtime/training/compile-training-step.ts';
import { eager, toHost, toTensor, worstError } from '../runtime/support.ts';
import { inputsOf, lossFunction, withGradients } from './run.ts';
import { CHOICES, DIMENSION, exampleOf, int32, nameOf } from './support.ts';

const executor = await createOnnxRuntimeNode();

describe.each(CHOICES.map((choice) => [nameOf(choice), choice] as const))('%s', (_, choice) => {
  test('one compiled graph has the loss and gradients of every batch, whoever is in it', async () => {
    const first = exampleOf(choice, 1);
    const fn = withGradients(first);
    const compiled = await compile(fn, inputsOf(first), { executor, freeBatch: false });
    const batches = [first, exampleOf(choice, 2), { ...exampleOf(choice, 3), labels: int32([2, 2, 2, 2, 2, 2, 2, 2]) }];
    for (const batch of batches) {
      const inputs = inputsOf(batch);
      expect(worstError(eager(fn, ...inputs), await compiled.run(...inputs), 0.01)).toBeLessThan(2e-4);
    }
    await compiled.release();
  });

  test('ten compiled training steps are ten eager ones, and the loss falls', async () => {
    const [compiledLosses, eagerLosses] = [await trained(choice, true), await trained(choice, false)];
    for (const [i, loss] of compiledLosses.entries()) {
      expect(Math.abs(loss - eagerLosses[i]!)).toBeLessThan(1e-3 * Math.max(1, Math.abs(loss)));
    }
    expect(compiledLosses.at(-1)!).toBeLessThan(compiledLosses[0]!);
  });
});

/** Losses of ten steps of a linear layer and the loss's own weights on one batch of four people. */
async function trained(choice: (typeof CHOICES)[number], compiled: boolean): Promise<number[]> {
  const example = { ...exampleOf(choice, 11), labels: int32([0, 0, 1, 1, 2, 2, 3, 3]) };
  const random = seededRandom(5);
  const layer = Array.from({ length: DIMENSION ** 2 }, (_, k) => (k % (DIMENSION + 1) === 0 ? 1 : 0) + 0.2 * random());
  const variables = tf.tidy(() => [
    tf.variable(tf.tensor2d(layer, [DIMENSION, DIMENSION])),
    ...Object.values(example.weights).map((w) => tf.variable(toTensor(w))),
  ]);
  const [weight, ...own] = variables as [tf.Variable, ...tf.Variable[]];
  const loss = lossFunction(example);
  const optimizer = tf.train.adam(0.01);
  const step = (x?: tf.Tensor, labels?: tf.Tensor) => ({
    loss: optimizer.minimize(
      () => loss(tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D), labels!, ...own) as tf.Scalar,
      true,
      variables,
    ) as tf.Scalar,
  });
  const inputs = [example.embeddings, example.labels];
  const losses: number[] = [];
  if (compiled) {
    const ready = await compileTrainingStep(step, inputs, { executor });
    for (let i = 0; i < 10; i++) losses.push((await ready.run(inputs)).loss!.data[0]!);
    await ready.release();
  } else {
    for (let i = 0; i < 10; i++) losses.push(tf.tidy(() => toHost(step(...inputs.map(toTensor)).loss).data[0]!));
  }
  tf.dispose(variables);
  optimizer.dispose();
  return losses;
}
