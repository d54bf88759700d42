import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { DISTANCES, type DistanceId } from '../../../models/losses/distances.ts';
import { withDefaults } from '../../../models/losses/options.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { MINERS } from '../../../models/miners/registry.ts';
import { asPairs, asTriplets } from '../../../models/miners/selection.ts';
import { compile } from '../../../models/runtime/compile.ts';
import type { HostTensor } from '../../../models/runtime/types.ts';
import '../../../models/runtime/gradients.ts';
import { eager, worstError } from '../runtime/support.ts';
import { everyPair, NAIVE_PAIRS, NAIVE_TRIPLETS, type Seen, tripletsOf } from './naive.ts';

await tf.setBackend('cpu');
const executor = await createOnnxRuntimeNode();
fc.configureGlobal({ seed: 20_28, numRuns: 15 });

const COUNT = 8;
const WIDTH = 6;

function batch(seed: number, people = 3): [HostTensor, HostTensor, HostTensor] {
  const random = seededRandom(seed);
  const floats = (rows: number, columns: number, low: number): HostTensor => ({
    dtype: 'float32',
    shape: [rows, columns],
    data: Float32Array.from({ length: rows * columns }, () => low + (1 - low) * random()),
  });
  const labels = Int32Array.from({ length: COUNT }, () => Math.floor(random() * people));
  return [floats(COUNT, WIDTH, -1), { dtype: 'int32', shape: [COUNT], data: labels }, floats(COUNT, COUNT, 0)];
}

/** Triplet weights, pair weights, and the matrix they were chosen from. */
const mining =
  (id: string, distanceId: DistanceId) =>
  (x: tf.Tensor, y: tf.Tensor, noise: tf.Tensor): tf.Tensor[] => {
    const [embeddings, labels] = [x as tf.Tensor2D, y as tf.Tensor1D];
    const distance = DISTANCES[distanceId];
    const miner = MINERS.get(id);
    const matrix = distance.between(embeddings, embeddings);
    const selection = miner.select(
      { embeddings, labels, matrix, distance, noise: noise as tf.Tensor2D },
      withDefaults(id, miner.options),
    );
    const { mated, nonMated } = asPairs(selection);
    return [asTriplets(selection).weights, mated, nonMated, matrix];
  };

const listed = ({ data, shape }: HostTensor): string[] => {
  const found: string[] = [];
  for (const [k, weight] of data.entries()) {
    if (weight === 0) continue;
    expect(weight).toBe(1);
    found.push(shape.map((_, axis) => Math.floor(k / COUNT ** (shape.length - 1 - axis)) % COUNT).join());
  }
  return found.sort();
};
const keys = (lists: readonly (readonly number[])[]): string[] => lists.map((list) => list.join()).sort();

const seenIn = (id: string, distanceId: DistanceId, matrix: HostTensor, labels: HostTensor): Seen => {
  const sign = DISTANCES[distanceId].isSimilarity ? -1 : 1;
  const far = Array.from({ length: COUNT }, (_, i) =>
    Array.from({ length: COUNT }, (_, j) => sign * matrix.data[i * COUNT + j]!),
  );
  return { far, labels: [...labels.data], options: withDefaults(id, MINERS.get(id).options) };
};

const combinations = MINERS.ids.flatMap((id) => (['euclidean', 'cosine'] as const).map((d) => [id, d] as const));

describe.each(combinations)('%s by %s', (id, distance) => {
  test.skipIf(id === 'distance-weighted')('chooses what plain loops choose', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 6 }), (seed, people) => {
        const inputs = batch(seed, people);
        const [triplets, mated, nonMated, matrix] = eager(mining(id, distance) as never, ...inputs) as HostTensor[];
        const seen = seenIn(id, distance, matrix!, inputs[1]);
        const pairs = NAIVE_PAIRS[id]?.(seen);
        if (pairs) {
          expect(listed(mated!)).toEqual(keys(pairs.mated));
          expect(listed(nonMated!)).toEqual(keys(pairs.nonMated));
        }
        expect(listed(triplets!)).toEqual(keys(pairs ? tripletsOf(pairs) : NAIVE_TRIPLETS[id]!(seen)));
      }),
    );
  });

  test('chooses the same compiled, and nothing for one person, identical vectors or zeros but 0s and 1s', async () => {
    const first = batch(1);
    const compiled = await compile(mining(id, distance) as never, first, { executor, freeBatch: false });
    const [x, , noise] = first;
    const same: HostTensor = { ...x, data: new Float32Array(COUNT * WIDTH).fill(0.5) };
    const zeros: HostTensor = { ...x, data: new Float32Array(COUNT * WIDTH) };
    const alone: HostTensor = { dtype: 'int32', shape: [COUNT], data: new Int32Array(COUNT).fill(2) };
    // Halves and zeros are exact in every order of summing, so that ties are ties on both sides.
    for (const inputs of [
      first,
      batch(2),
      batch(3),
      [x, alone, noise],
      [same, first[1], noise],
      [zeros, first[1], noise],
    ]) {
      const chosen = await compiled.run(...inputs);
      const expected = eager(mining(id, distance) as never, ...inputs);
      expect(worstError(expected.slice(0, 3), chosen.slice(0, 3))).toBe(0);
      for (const weights of chosen.slice(0, 3)) listed(weights);
    }
    expect(listed((await compiled.run(x, alone, noise))[0]!)).toEqual([]);
    await compiled.release();
  });

  test('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    eager(mining(id, distance) as never, ...batch(1));
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** 1/q(d) of two rows brought to unit length, with the miner's usual cutoff and limit. */
function inverseDensity(a: readonly number[], b: readonly number[]): number {
  const d = Math.hypot(...a.map((v, k) => v / Math.hypot(...a) - b[k]! / Math.hypot(...b)));
  const clipped = Math.max(d, 0.5);
  return d >= 1.4 ? 0 : 1 / (clipped ** (WIDTH - 2) * (1 - clipped ** 2 / 4) ** ((WIDTH - 3) / 2));
}

describe('distance-weighted', () => {
  test('draws for each mated pair the non-mated image at which the summed 1/q(d) passes the noise', () => {
    let drawn = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const [x, labels, noise] = batch(seed);
      // Rows around a common one, so that distances from 0.3 to beyond the limit occur.
      const gathered = { ...x, data: x.data.map((v, k) => v + (k % WIDTH === 0 ? 0.9 : 0)) as Float32Array };
      const [triplets] = eager(
        mining('distance-weighted', 'euclidean') as never,
        gathered,
        labels,
        noise,
      ) as HostTensor[];
      const found = new Set(listed(triplets!));
      const rows = Array.from({ length: COUNT }, (_, i) => [...gathered.data.slice(i * WIDTH, (i + 1) * WIDTH)]);
      for (const [a, p] of everyPair({ labels: [...labels.data] }).mated as [number, number][]) {
        const shares = rows.map((row, n) => (labels.data[n] === labels.data[a] ? 0 : inverseDensity(rows[a]!, row)));
        const total = shares.reduce((sum, share) => sum + share, 0);
        const u = noise.data[a * COUNT + p]! * total;
        let passed = 0;
        for (const [n, share] of shares.entries()) {
          const [from, to] = [passed, passed + share];
          passed = to;
          // Within rounding of a boundary either neighbour is right.
          if (Math.min(Math.abs(from - u), Math.abs(to - u)) < 1e-4 * total) continue;
          expect(found.has(`${a},${p},${n}`), `seed ${seed}: ${a},${p},${n}`).toBe(share > 0 && from <= u && u < to);
          if (from <= u && u < to) drawn++;
        }
      }
    }
    expect(drawn).toBeGreaterThan(150);
  });

  test('refuses to go without noise', () => {
    const [x, labels] = batch(1);
    expect(() =>
      eager(
        ((a: tf.Tensor, b: tf.Tensor) => mining('distance-weighted', 'cosine')(a, b, undefined as never)) as never,
        x,
        labels,
      ),
    ).toThrow('needs noise');
  });
});
