import type { RgbImage } from '../image.ts';
import type { Network } from '../network.ts';
import { chipTensor } from './chip-tensor.ts';
import { normalise } from './normalise.ts';
import type { ModelRecord } from './record.ts';

/** Aligned chips → templates of length 1, in the same order. */
export type Embedder = (chips: readonly RgbImage[]) => Promise<Float32Array[]>;

/**
 * An embedder for a record over its network. With `mirrorAverage` a template is the direction of the mean of the face's vector and its
 * mirror image's. Chips go through together where the network takes any batch, else one after the other.
 *
 * @throws when the network's output is not `[n, dimension]`
 */
export function createEmbedder(record: ModelRecord, network: Network): Embedder {
  const step = network.batch === 'free' ? Number.POSITIVE_INFINITY : network.batch;
  const { dimension } = record;

  const vectors = async (chips: readonly RgbImage[], mirror: boolean): Promise<Float32Array> => {
    const [output] = await network.run(chipTensor(chips, record, mirror));
    if (output?.data.length !== chips.length * dimension)
      throw new Error(`embedding: ${record.id} did not answer ${dimension} numbers a face`);
    return output.data as Float32Array;
  };

  const embedGroup = async (chips: readonly RgbImage[]): Promise<Float32Array[]> => {
    const sum = Float32Array.from(await vectors(chips, false));
    if (record.mirrorAverage) {
      const mirrored = await vectors(chips, true);
      for (let i = 0; i < sum.length; i++) sum[i]! += mirrored[i]!;
    }
    return chips.map((_, n) => normalise(sum.subarray(n * dimension, (n + 1) * dimension)));
  };

  return async (chips) => {
    const templates: Float32Array[] = [];
    for (let at = 0; at < chips.length; at += step) templates.push(...(await embedGroup(chips.slice(at, at + step))));
    return templates;
  };
}
