import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { Graph } from '../../../../models/runtime/graph.ts';
import { plainVectors } from '../../../../models/runtime/passes/plain-vectors.ts';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import { traceStep } from '../../../../models/runtime/training/trace-step.ts';
import { randomInput, toTensor } from '../support.ts';
import { executor } from './nets.ts';

const LENGTHS = [3, 5, 4, 6];

/** Vectors that are trained by different gradients, and a moving average of each. */
function problem(optimizer: tf.Optimizer) {
  const make = (length: number, seed: number) =>
    tf.tidy(() => tf.variable(toTensor(randomInput([length], 0.5, 1, seed))));
  const vectors = LENGTHS.map((length, i) => make(length, i + 1));
  const averages = LENGTHS.map((length, i) => tf.tidy(() => tf.variable(make(length, i + 9), false)));
  const step = (x: tf.Tensor) => {
    const loss = () =>
      tf.addN(
        vectors.map((v, i) => tf.mean(i % 2 ? tf.square(tf.sub(v, x)) : tf.mul(tf.exp(v), tf.sum(tf.square(x))))),
      ) as tf.Scalar;
    for (const [i, average] of averages.entries())
      average.assign(tf.add(tf.mul(average, 0.9), tf.mul(vectors[i]!, 0.1)));
    return { loss: optimizer.minimize(loss, true, vectors) as tf.Scalar };
  };
  return { step, variables: [...vectors, ...averages] };
}

const OPTIMIZERS = {
  adam: () => tf.train.adam(0.01),
  momentum: () => tf.train.momentum(0.01, 0.9),
  rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.5),
};

test.each(Object.entries(OPTIMIZERS))('%s: vectors that are updated as one are what each would be', async (_, make) => {
  const x = randomInput([1], 0.5, 1, 3);
  const eager = problem(make());
  for (let i = 0; i < 3; i++) tf.tidy(() => void eager.step(toTensor(x)));
  const expected = eager.variables.map((variable) => [...variable.dataSync()]);

  const { step, variables } = problem(make());
  const { graph } = traceStep(step, [x], false);
  const updates = graph.nodes.filter(({ origin }) => origin === 'update');
  expect(updates.filter(({ op }) => op === 'Split').length).toBeGreaterThanOrEqual(2);
  const compiled = await compileTrainingStep(step, [x], { executor });
  for (let i = 0; i < 3; i++) await compiled.run([x]);
  await compiled.updateVariables();
  await compiled.release();
  for (const [i, variable] of variables.entries())
    for (const [k, number] of [...variable.dataSync()].entries()) expect(number).toBeCloseTo(expected[i]![k]!, 5);
});

test('numbers a channel are computed as a vector, without reshapes to and fro', () => {
  const graph = new Graph();
  graph.inputs.push({ name: 'x', dtype: 'float32', shape: [4] }, { name: 'y', dtype: 'float32', shape: [1, 4, 1, 1] });
  const wide = graph.node('Reshape', ['x', graph.ints([1, 4, 1, 1])]);
  const sum = graph.node('Add', [wide, 'y']);
  const value = graph.node('Reshape', [graph.node('Neg', [sum]), graph.ints([4])]);
  graph.outputs.push({ name: 'z', dtype: 'float32', shape: [4], value });
  const nodes = plainVectors(graph.nodes, graph);
  const needed = nodes.filter(
    ({ op, outputs }) => op !== 'Reshape' || nodes.some(({ inputs }) => inputs.includes(outputs[0]!)),
  );
  expect(needed.map(({ op }) => op)).toEqual(['Reshape', 'Add', 'Neg']);
  expect(nodes.find(({ op }) => op === 'Neg')?.outputs[0]).toBe(graph.outputs[0]?.value);
});

test('a product with a sum that is known to be zero is zero, one with zeros that somebody wrote is computed', () => {
  const graph = new Graph();
  graph.inputs.push({ name: 'x', dtype: 'float32', shape: [4] });
  graph.shapes.set('x', [4]);
  const zeros = graph.constant(new Float32Array(4), [4], 'float32');
  const product = graph.node('Mul', ['x', zeros]);
  graph.shapes.set(product, [4]);
  graph.outputs.push({ name: 'z', dtype: 'float32', shape: [4], value: graph.node('Add', ['x', product]) });
  graph.shapes.set(graph.outputs[0]!.value, [4]);
  expect(plainVectors(graph.nodes, graph)).toHaveLength(2);
  expect(plainVectors(graph.nodes, graph, new Set([zeros]))).toEqual([]);
  expect(graph.outputs[0]?.value).toBe('x');
});
