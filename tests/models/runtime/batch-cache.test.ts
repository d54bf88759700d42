import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { BatchCache } from '../../../models/runtime/batch-cache.ts';
import { compile } from '../../../models/runtime/compile.ts';
import { eager, randomInput, worstError } from './support.ts';
import { executor } from './training/nets.ts';

test('the item used longest ago goes', async () => {
  const log: string[] = [];
  const cache = new BatchCache(
    2,
    async (batch) => {
      log.push(`make ${batch}`);
      return batch;
    },
    async (batch) => {
      log.push(`release ${batch}`);
    },
  );
  for (const batch of [1, 2, 1, 3, 2]) expect(await cache.use(batch, async (item) => item * 10)).toBe(batch * 10);
  expect(log).toEqual(['make 1', 'make 2', 'make 3', 'release 2', 'make 2', 'release 1']);
  await cache.clear();
  expect(log.slice(6)).toEqual(['release 3', 'release 2']);
});

test('one that cannot be made is asked for again', async () => {
  let attempts = 0;
  const make = async () => {
    attempts++;
    throw new Error('no');
  };
  const cache = new BatchCache(1, make, async () => undefined);
  await expect(cache.use(1, async () => 1)).rejects.toThrow('no');
  await expect(cache.use(1, async () => 1)).rejects.toThrow('no');
  expect(attempts).toBe(2);
});

/** Depends on the batch other than in proportion. */
const tilted = (x: tf.Tensor) => tf.mul(x, tf.sqrt(tf.scalar((x.shape[0] as number) + 1)));

test('where the batch cannot be free, other sizes get graphs of their own, if asked for', async () => {
  const example = { dtype: 'float32', shape: [2, 3] } as const;
  const fixed = await compile(tilted, [example], { executor });
  await expect(fixed.run(randomInput([4, 3], 0, 1, 1))).rejects.toThrow('was given');
  await fixed.release();
  const many = await compile(tilted, [example], { executor, otherBatches: 2 });
  expect(many.freeBatch).toBe(false);
  await Promise.all(
    [2, 4, 5, 6, 4].map(async (n) => {
      const input = randomInput([n, 3], 0, 1, n);
      expect(worstError(eager(tilted, input), await many.run(input))).toBeLessThan(1e-6);
    }),
  );
  await expect(many.run(randomInput([4, 2], 0, 1, 1))).rejects.toThrow('was given');
  await many.release();
  await expect(many.run(randomInput([4, 3], 0, 1, 1))).rejects.toThrow('released');
});
