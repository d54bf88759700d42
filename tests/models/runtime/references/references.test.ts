import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../../models/runtime/compile.ts';
import type { TensorFunction } from '../../../../models/runtime/trace.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { eager, worstError } from '../support.ts';
import { executor } from '../training/nets.ts';
import { numbersOf, REFERENCE_NETWORKS } from './networks.ts';

interface Reference {
  readonly loss: number;
  /** Base64 of float32. */
  readonly gradients: Readonly<Record<string, string>>;
}

/** By PyTorch 1.13 in double precision; `make.py` made it. */
const references: Readonly<Record<string, Reference>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'references.json'), 'utf8'),
);

function floats(base64: string): Float32Array {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  return new Float32Array(bytes.buffer);
}

describe('gradients of whole networks are PyTorch’s', () => {
  test.each(REFERENCE_NETWORKS)('$name', async (network) => {
    const { parameters, images } = numbersOf(network);
    const names = Object.keys(parameters);
    const lossAndGradients: TensorFunction = (x, ...given) => {
      const loss = (...weights: tf.Tensor[]) =>
        network.loss(Object.fromEntries(names.map((name, i) => [name, weights[i] as tf.Tensor])), x as tf.Tensor4D);
      const { value, grads } = tf.valueAndGrads(loss)(given);
      return [value, ...grads];
    };
    const inputs = [images, ...Object.values(parameters)];
    const reference = references[network.name] as Reference;
    const expected: HostTensor[] = [
      { dtype: 'float32', shape: [], data: Float32Array.of(reference.loss) },
      ...Object.entries(parameters).map(([name, { shape }]): HostTensor => {
        return { dtype: 'float32', shape, data: floats(reference.gradients[name] as string) };
      }),
    ];
    const compiled = await compile(lossAndGradients, inputs, { executor, freeBatch: false });
    const actual = await compiled.run(...inputs);
    await compiled.release();
    expect(worstError(expected, actual)).toBeLessThan(1e-4);
    expect(worstError(expected, eager(lossAndGradients, ...inputs))).toBeLessThan(1e-4);
    for (const gradient of actual.slice(1)) expect(gradient.data.some((x) => Math.abs(x) > 1e-4)).toBe(true);
  });
});
