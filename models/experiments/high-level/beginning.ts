import type * as tf from '@tensorflow/tfjs-core';
import { packingOf, unpacked } from '../../embed/networks/packed-weights.ts';
import { ridge } from '../../linear/ridge.ts';
import { CELL_CHANNELS } from '../../restore/cells.ts';
import { compile } from '../../runtime/compile.ts';
import type { EngineTools } from '../in-engine.ts';
import { CELLS, FEATURES, features, SLOW, taskWeights } from './networks.ts';

/** Of squared lengths of 1. */
const LAMBDA = 1e-3;
/** More would be waited for: the answer takes the square of it. */
const MOST = 480;

interface Known {
  readonly cells: readonly Float32Array[];
  readonly labels: readonly number[];
}

/**
 * The recogniser's best last layer for first ones as they are, in closed form: ridge regression from features to whose face it is, which up to scale is
 * linear discriminant analysis (P. Belhumeur et al., "Eigenfaces vs. Fisherfaces", TPAMI 1997; T. Hastie et al., JASA 89, 1994). It spares most steps.
 * @param initial all weights, packed; the last layer's are replaced in a copy
 */
export async function beginning(
  { cells, labels }: Known,
  people: number,
  initial: Float32Array,
  { executor }: EngineTools,
): Promise<Float32Array> {
  const rows = Math.min(MOST, cells.length);
  const packing = packingOf(taskWeights(people));
  const shape = [rows, CELLS, CELLS, CELL_CHANNELS];
  const described = await compile(
    (x, vector) => features(x as tf.Tensor4D, unpacked(vector as tf.Tensor, packing)),
    [
      { dtype: 'float32', shape },
      { dtype: 'float32', shape: [packing.length] },
    ],
    { executor, name: 'features', strict: false, freeBatch: false },
  );
  const each = CELLS * CELLS * CELL_CHANNELS;
  const data = new Float32Array(rows * each);
  // Evenly from all where there are too many.
  const chosen = Array.from({ length: rows }, (_, i) => Math.floor((i * cells.length) / rows));
  for (const [row, i] of chosen.entries()) data.set(cells[i]!, row * each);
  const [made] = await described.run(
    { dtype: 'float32', shape, data },
    { dtype: 'float32', shape: [packing.length], data: initial },
  );
  await described.release();
  const x = Float64Array.from(made!.data as Float32Array);
  const y = new Float64Array(rows * people);
  for (const [row, i] of chosen.entries()) y[row * people + labels[i]!] = 1;
  const middle = lessMean(x, rows, FEATURES);
  lessMean(y, rows, people);
  const theta = ridge(x, y, { rows, inputs: FEATURES, outputs: people }, LAMBDA);
  const vector = initial.slice();
  const bias = vector.subarray(vector.length - people);
  vector.set(
    theta.map((value) => value * SLOW),
    vector.length - people - theta.length,
  );
  // The mean of all faces is like nobody.
  for (let i = 0; i < FEATURES; i++) for (let k = 0; k < people; k++) bias[k]! -= middle[i]! * theta[i * people + k]!;
  return vector;
}

/** Takes each column's mean from it; returns the means. */
function lessMean(table: Float64Array, rows: number, columns: number): Float64Array {
  const means = new Float64Array(columns);
  for (let i = 0; i < table.length; i++) means[i % columns]! += table[i]! / rows;
  for (let i = 0; i < table.length; i++) table[i]! -= means[i % columns]!;
  return means;
}
