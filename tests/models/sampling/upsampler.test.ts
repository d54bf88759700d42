import type * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { initialVector, packingOf, unpacked } from '../../../models/embed/networks/packed-weights.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { type Plane, planeOf } from '../../../models/padding/plane.ts';
import { compile } from '../../../models/runtime/compile.ts';
import type { HostTensor } from '../../../models/runtime/types.ts';
import { gridPattern } from '../../../models/sampling/checkerboard.ts';
import { runUpsampler } from '../../../models/sampling/run-upsampler.ts';
import { upsampler, upsamplerCost, upsamplerIds, upsamplerWeights } from '../../../models/sampling/upsampler.ts';

test('plain JavaScript makes the pictures that the runtime makes, for every way, scale and kernel', async () => {
  const executor = await createOnnxRuntimeNode();
  const random = seededRandom(3);
  const some = (rows: number, columns: number): Plane =>
    planeOf(
      rows,
      columns,
      Array.from({ length: rows * columns }, () => 255 * random()),
    );
  const host = ({ rows, columns, values }: Plane): HostTensor => ({
    dtype: 'float32',
    shape: [1, rows, columns, 1],
    data: Float32Array.from(values, (value) => value / 255 - 0.5),
  });
  for (const [scale, kernel] of [
    [2, 3],
    [2, 4],
    [4, 5],
  ] as const) {
    const [small, large] = [some(5, 7), some(5 * scale, 7 * scale)];
    for (const id of upsamplerIds.filter((one) => one === 'transposed' || kernel === scale + 1)) {
      const choice = { id, scale, kernel };
      const packing = packingOf(upsamplerWeights(choice));
      const data = initialVector(packing, 5).map((value) => value + 0.2 * (random() - 0.5));
      const vector: HostTensor = { dtype: 'float32', shape: [data.length], data };
      const fn = (a: tf.Tensor, b: tf.Tensor, w: tf.Tensor) =>
        upsampler(choice, a as tf.Tensor4D, b as tf.Tensor4D, unpacked(w, packing));
      const compiled = await compile(fn as never, [host(small), host(large), vector], { executor, freeBatch: false });
      const [y] = await compiled.run(host(small), host(large), vector);
      await compiled.release();
      const found = runUpsampler(choice, small, large, data);
      expect(y!.shape).toEqual([1, found.rows, found.columns, 1]);
      for (let i = 0; i < found.values.length; i++)
        expect(found.values[i]! / 255 - 0.5, `${id} ${scale} ${kernel}`).toBeCloseTo(y!.data[i] as number, 4);
    }
  }
  const choice = { id: 'subPixel', scale: 2, kernel: 3 } as const;
  expect(() => runUpsampler(choice, some(2, 2), some(4, 4), [1])).toThrow(RangeError);
  expect(() => runUpsampler(choice, some(2, 2), some(5, 4), [1])).toThrow(RangeError);
  expect(() => upsamplerWeights({ id: 'transposed', scale: 4, kernel: 3 })).toThrow(RangeError);
});

test('by hand: weights, operations, and a pattern that repeats', () => {
  // 9 · 16 + 16 and 9 · 16 · 4 + 4.
  expect(upsamplerCost({ id: 'subPixel', scale: 2, kernel: 3 }, 10)).toEqual({ weights: 160 + 580, macs: 1440 + 5760 });
  expect(upsamplerCost({ id: 'transposed', scale: 2, kernel: 3 }, 10)).toEqual({
    weights: 160 + 145,
    macs: 1440 + 1440,
  });
  // Columns 3 and 1 by turns: phase means 3 and 1, one from their mean.
  expect(gridPattern(planeOf(2, 5, [3, 1, 3, 1, 9, 3, 1, 3, 1, 9]), 2)).toBe(1);
});
