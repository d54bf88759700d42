import { atUnitLength } from '../../train/embedding-program.ts';
import { componentsOfGram } from '../../train/principal-components.ts';
import type { Faces } from './camera-faces.ts';
import { type Rows, scoresOf } from './measures.ts';

/** Numbers that raw pictures are: each less the mean of the pictures learnt from, at length 1. */
export function pixelSpace(faces: Faces, pictures: readonly number[], learntFrom: readonly number[]): Rows {
  const mean = meanOf(faces, learntFrom);
  const rows = centred(faces, pictures, mean);
  return { rows: atUnitLength(rows, mean.length), dimension: mean.length, labels: labelsOf(faces, pictures) };
}

/** Principal components of the pictures learnt from, at equal variance (as models/train/baselines.ts), at length 1. */
export function pcaSpace(
  faces: Faces,
  pictures: readonly number[],
  learntFrom: readonly number[],
  components: number,
): Rows {
  const mean = meanOf(faces, learntFrom);
  const known = centred(faces, learntFrom, mean);
  const gram = scoresOf({ rows: known, dimension: mean.length });
  const { directions, variances } = componentsOfGram(known, gram, learntFrom.length, components);
  const rows = project(centred(faces, pictures, mean), mean.length, directions, variances, true);
  return { rows: atUnitLength(rows, variances.length), dimension: variances.length, labels: labelsOf(faces, pictures) };
}

/** An embedding laid flat to be looked at: its own first principal components, in their own unit. */
export function flattened({ rows, dimension, labels }: Rows, components: number): number[][] {
  const n = labels.length;
  const mean = new Float32Array(dimension);
  for (let i = 0; i < rows.length; i++) mean[i % dimension]! += rows[i]! / n;
  const known = rows.map((value, i) => value - mean[i % dimension]!);
  const gram = scoresOf({ rows: known, dimension });
  const { directions, variances } = componentsOfGram(known, gram, n, components);
  const flat = project(known, dimension, directions, variances, false);
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: components }, (_, c) => (c < variances.length ? flat[i * variances.length + c]! : 0)),
  );
}

const labelsOf = ({ labels }: Faces, pictures: readonly number[]): Int32Array =>
  Int32Array.from(pictures, (picture) => labels[picture]!);

function meanOf(faces: Faces, pictures: readonly number[]): Float32Array {
  const mean = new Float32Array(faces.size * faces.size * 3);
  for (const picture of pictures)
    for (const [d, value] of (faces.picture(picture) as Uint8Array).entries()) mean[d]! += value / pictures.length;
  return mean;
}

function centred(faces: Faces, pictures: readonly number[], mean: Float32Array): Float32Array {
  const rows = new Float32Array(pictures.length * mean.length);
  for (const [k, picture] of pictures.entries())
    for (const [d, value] of (faces.picture(picture) as Uint8Array).entries())
      rows[k * mean.length + d] = value - mean[d]!;
  return rows;
}

function project(
  rows: Float32Array,
  dimension: number,
  directions: Float32Array,
  variances: Float64Array,
  whiten: boolean,
): Float32Array {
  const [n, components] = [rows.length / dimension, variances.length];
  const flat = new Float32Array(n * components);
  for (let i = 0; i < n; i++)
    for (let c = 0; c < components; c++) {
      let sum = 0;
      for (let d = 0; d < dimension; d++) sum += rows[i * dimension + d]! * directions[c * dimension + d]!;
      flat[i * components + c] = whiten ? sum / Math.sqrt(variances[c]!) : sum;
    }
  return flat;
}
