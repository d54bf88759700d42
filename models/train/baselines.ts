import type { EagerExecutor, Executor } from '../runtime/types.ts';
import { loaded } from './batches.ts';
import { atUnitLength } from './embedding-program.ts';
import { figuresOf } from './figures.ts';
import type { PictureSource } from './picture-source.ts';
import { componentsOfGram } from './principal-components.ts';
import type { EmbeddingFigures } from './reports.ts';
import { similarities } from './similarities.ts';

/** Pictures are brought to this side at most: details below that are of no use to a comparison of pixels. */
const LARGEST_SIDE = 32;
/** Pictures that the mean and the components are learnt from. */
const LEARNT_FROM = 800;
const COMPONENTS = 128;

/**
 * What no training gets: raw pixels, and their projection on principal components of the training part at equal variance
 * (whitened, which for faces is the stronger of the two kinds). Both less the training part's mean, by cosine.
 * @param people who each picture of the source shows
 */
export async function pixelBaselines(
  source: PictureSource,
  train: Int32Array,
  test: Int32Array,
  executor: Executor | EagerExecutor,
): Promise<{ readonly pixels: EmbeddingFigures; readonly pca: EmbeddingFigures }> {
  const learnt = everyNth(train, LEARNT_FROM);
  const known = await pixelsOf(source, learnt);
  const { dimension } = known;
  const mean = meanOf(known.rows, dimension);
  const probes = (await pixelsOf(source, test)).rows;
  subtract(known.rows, mean);
  subtract(probes, mean);
  const people = test.map((picture) => source.labels[picture]!);
  const gram = await similarities(known.rows, dimension, executor);
  const { directions, variances } = componentsOfGram(known.rows, gram, learnt.length, COMPONENTS);
  const projected = project(probes, directions, variances, dimension);
  const measured = async (rows: Float32Array, length: number) =>
    figuresOf(await similarities(atUnitLength(rows, length), length, executor), people);
  return { pixels: await measured(probes, dimension), pca: await measured(projected, variances.length) };
}

/** `count` of them at even distances. */
export function everyNth(items: Int32Array, count: number): Int32Array {
  if (items.length <= count) return items;
  return Int32Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}

async function pixelsOf(
  source: PictureSource,
  pictures: Int32Array,
): Promise<{ rows: Float32Array; dimension: number }> {
  const step = Math.ceil(source.size / LARGEST_SIDE);
  const side = Math.floor(source.size / step);
  const dimension = side * side * 3;
  const rows = new Float32Array(pictures.length * dimension);
  for (let i = 0; i < pictures.length; i++) {
    const [bytes] = await loaded(source, pictures.subarray(i, i + 1));
    const row = rows.subarray(i * dimension, (i + 1) * dimension);
    for (let y = 0; y < side * step; y++)
      for (let x = 0; x < side * step; x++) {
        const to = (Math.floor(y / step) * side + Math.floor(x / step)) * 3;
        for (let c = 0; c < 3; c++) row[to + c]! += bytes![(y * source.size + x) * 3 + c]! / (step * step);
      }
  }
  return { rows, dimension };
}

function meanOf(rows: Float32Array, dimension: number): Float64Array {
  const mean = new Float64Array(dimension);
  for (let i = 0; i < rows.length; i++) mean[i % dimension]! += rows[i]!;
  return mean.map((sum) => (sum * dimension) / rows.length);
}

function subtract(rows: Float32Array, mean: Float64Array): void {
  for (let i = 0; i < rows.length; i++) rows[i]! -= mean[i % mean.length]!;
}

function project(
  rows: Float32Array,
  directions: Float32Array,
  variances: Float64Array,
  dimension: number,
): Float32Array {
  const [count, components] = [rows.length / dimension, variances.length];
  const projected = new Float32Array(count * components);
  for (let i = 0; i < count; i++)
    for (let c = 0; c < components; c++) {
      let sum = 0;
      for (let d = 0; d < dimension; d++) sum += rows[i * dimension + d]! * directions[c * dimension + d]!;
      projected[i * components + c] = sum / Math.sqrt(variances[c]!);
    }
  return projected;
}
