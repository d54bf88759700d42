import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { composeLoss } from '../../../models/losses/compose.ts';
import { REDUCERS, type ReducerId } from '../../../models/losses/reducers.ts';
import { LOSSES } from '../../../models/losses/registry.ts';
import { MINERS } from '../../../models/miners/registry.ts';
import { compile } from '../../../models/runtime/compile.ts';
import { eager, randomInput, worstError } from '../runtime/support.ts';
import { exampleOf, GENTLE, int32 } from './support.ts';

const executor = await createOnnxRuntimeNode();
const pairLosses = LOSSES.all.filter(({ kind }) => kind === 'pairs').map(({ id }) => id);
const reducers = Object.keys(REDUCERS) as ReducerId[];
/** Every loss with every miner, and every two of loss, miner and reducer in some of them. */
const crossed = pairLosses.flatMap((loss, i) =>
  MINERS.ids.map((miner, k) => [loss, miner, reducers[(i + k) % reducers.length]!] as const),
);

/** What a miner chooses depends on the vectors, too, but must stay out of the gradient: by every way a loss uses it. */
describe('a loss of mined pairs', () => {
  test.each(crossed)(
    'has finite gradients, compiled as eager: %s of pairs mined by %s, reduced by %s',
    async (loss, miner, reducer) => {
      const { value } = composeLoss({ loss, miner, reducer, options: GENTLE[loss] ?? {} });
      const fn = (x: tf.Tensor, y: tf.Tensor, noise: tf.Tensor) => {
        const labels = y as tf.Tensor1D;
        const of = (v: tf.Tensor) => value({ embeddings: v as tf.Tensor2D, labels, noise: noise as tf.Tensor2D });
        const { value: total, grad } = tf.valueAndGrad(of)(x);
        return [total, grad];
      };
      const noise = randomInput([8, 8], 0, 1, 3);
      const { embeddings, labels } = exampleOf({ loss }, 21);
      const compiled = await compile(fn as never, [embeddings, labels, noise], { executor, freeBatch: false });
      for (const people of [labels, int32([0, 0, 1, 1, 2, 2, 3, 3]), int32([1, 1, 1, 1, 1, 1, 1, 1])]) {
        const inputs = [embeddings, people, noise];
        const expected = eager(fn as never, ...inputs);
        for (const { data } of expected) expect([...data].every(Number.isFinite)).toBe(true);
        expect(worstError(expected, await compiled.run(...inputs), 0.01)).toBeLessThan(5e-4);
      }
      await compiled.release();
    },
  );
});
