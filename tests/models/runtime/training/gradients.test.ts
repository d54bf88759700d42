import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../../models/runtime/compile.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { eager, randomInput, worstError } from '../support.ts';
import { LAYERS, OBLONG, VOLUMES } from './layers.ts';
import { type Case, LOSSES, type Loss } from './losses.ts';
import { executor } from './nets.ts';

const inputsOf = ({ shapes }: Case): HostTensor[] => shapes.map((shape, i) => randomInput([...shape], -1, 1, 40 + i));

const withGradients =
  (loss: Loss) =>
  (...xs: tf.Tensor[]) => {
    const { value, grads } = tf.valueAndGrads((...ys) => loss(...ys))(xs);
    return [value, ...grads];
  };

describe.each(Object.entries({ ...LOSSES, ...LAYERS, ...VOLUMES }))('%s', (_, one) => {
  test('has the loss and gradients that it has eagerly', async () => {
    const inputs = inputsOf(one);
    const fn = withGradients(one.loss);
    const compiled = await compile(fn, inputs, { executor, freeBatch: false });
    expect(worstError(eager(fn, ...inputs), await compiled.run(...inputs))).toBeLessThan(1e-5);
    await compiled.release();
  });
});

/** Central differences of the compiled loss, in float32: half a percent is what a step of 0.01 leaves. */
describe.each(Object.entries({ ...LOSSES, ...OBLONG, ...VOLUMES }))('%s', (_, one) => {
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
