import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeLoss } from '../../../models/losses/compose.ts';
import type { HostTensor } from '../../../models/runtime/types.ts';
import { eager, worstError } from '../runtime/support.ts';
import { inputsOf, lossFunction, withGradients } from './run.ts';
import { CHOICES, type Example, exampleOf, naiveValue, nameOf } from './support.ts';

fc.configureGlobal({ seed: 20_26, numRuns: 20 });

const seeds = fc.integer({ min: 1, max: 1_000_000 });
const sizes = fc.integer({ min: 2, max: 10 });

describe.each(CHOICES.map((choice) => [nameOf(choice), choice] as const))('%s', (_, choice) => {
  test('is what plain loops give', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, count) => {
        const example = exampleOf(choice, seed, count);
        const value = eager(lossFunction(example), ...inputsOf(example))[0]!.data[0]!;
        const expected = naiveValue(example);
        expect(Math.abs(value - expected)).toBeLessThan(2e-5 * Math.max(1, Math.abs(expected)));
      }),
    );
  });

  test('has the gradient of finite differences of plain loops, towards vectors and its own weights', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const example = exampleOf(choice, seed);
        const gradients = eager(withGradients(example), ...inputsOf(example)).slice(1);
        const expected = differences(example);
        expect(worstError(expected, gradients, 0.05)).toBeLessThan(2e-3);
      }),
      { numRuns: 6 },
    );
  });

  test('leaves no tensor behind', () => {
    const example = exampleOf(choice, 7);
    const before = tf.memory().numTensors;
    eager(withGradients(example), ...inputsOf(example));
    tf.tidy(() => {
      const [embeddings, labels, ...weights] = inputsOf(example).map((x) => tf.tensor(x.data, [...x.shape], x.dtype));
      const names = Object.keys(example.weights);
      composeLoss(choice).report({
        embeddings: embeddings as tf.Tensor2D,
        labels: labels as tf.Tensor1D,
        weights: Object.fromEntries(names.map((name, i) => [name, weights[i]!])),
      });
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** Central differences of the oracle in double precision, towards everything the loss has a gradient for. */
function differences(example: Example): HostTensor[] {
  const step = 1e-5;
  return Object.entries({ embeddings: example.embeddings, ...example.weights }).map(([input, tensor]) => ({
    ...tensor,
    data: Float32Array.from(tensor.data, (_, at) => {
      const up = naiveValue(example, { input, at, by: step });
      return (up - naiveValue(example, { input, at, by: -step })) / (2 * step);
    }),
  }));
}
