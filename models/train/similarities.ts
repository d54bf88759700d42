import * as tf from '@tensorflow/tfjs-core';
import { compile } from '../runtime/compile.ts';
import type { EagerExecutor, Executor } from '../runtime/types.ts';

/** Rows of a block: one compiled product serves any number of vectors. */
const BLOCK = 256;

/**
 * Every row's dot product with every row: [n, n], row-major; of unit vectors their comparison scores.
 * @param rows [n, dimension], row-major
 */
export async function similarities(
  rows: Float32Array,
  dimension: number,
  executor: Executor | EagerExecutor,
): Promise<Float32Array> {
  const count = rows.length / dimension;
  const shape = [BLOCK, dimension];
  const example = { dtype: 'float32', shape } as const;
  const product = await compile(
    (a, b) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D, false, true),
    [example, example],
    { executor, name: 'similarities', freeBatch: false },
  );
  try {
    const block = (start: number) => {
      const data = new Float32Array(BLOCK * dimension);
      data.set(rows.subarray(start * dimension, Math.min(count, start + BLOCK) * dimension));
      return { dtype: 'float32', shape, data } as const;
    };
    const scores = new Float32Array(count * count);
    for (let i0 = 0; i0 < count; i0 += BLOCK) {
      const left = block(i0);
      for (let j0 = i0; j0 < count; j0 += BLOCK) {
        const [part] = await product.run(left, j0 === i0 ? left : block(j0));
        copyBlock(part!.data as Float32Array, scores, count, i0, j0);
      }
    }
    return scores;
  } finally {
    await product.release();
  }
}

/** A block and its mirror image across the diagonal. */
function copyBlock(part: Float32Array, scores: Float32Array, count: number, i0: number, j0: number): void {
  const [rows, columns] = [Math.min(BLOCK, count - i0), Math.min(BLOCK, count - j0)];
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const score = part[i * BLOCK + j]!;
      scores[(i0 + i) * count + j0 + j] = score;
      scores[(j0 + j) * count + i0 + i] = score;
    }
}
