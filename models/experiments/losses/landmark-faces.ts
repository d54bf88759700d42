import type { FivePoints } from '../../align/five-points.ts';
import type { RgbImage } from '../../image.ts';
import { rowCount, type Table } from '../../linear/table.ts';
import { identityOf } from '../../synth/draw-identity.ts';
import { type Figure, figureOf } from '../../synth/figure.ts';
import { landmarksOf } from '../../synth/landmarks.ts';
import { EVERYDAY, nuisanceOf } from '../../synth/nuisance.ts';
import { createRenderer } from '../../synth/render.ts';
import { largestEigenpairs } from '../../train/principal-components.ts';

/** Pixels of a side: of what is drawn, and of what the regression sees of it. */
export const FACE_SIDE = 48;
const SEEN_SIDE = 16;

/** Pictures of invented people, each person the same number of times, with the five points exactly where they are. */
export interface LandmarkFaces {
  /** [n, 16 · 16] grey, 0 … 1. */
  readonly pixels: Table;
  /** [n, 10] x and y of the five points, in pixels of a picture of 48. */
  readonly points: Table;
  readonly pictures: readonly RgbImage[];
}

/** Half the turns and shifts of everyday pictures, a third of their light: what a linear regression can follow. */
const difficulty = { ...EVERYDAY, pose: 0.5, light: 0.3, image: 0.5, occlusion: 0 };
const framing = { size: 1, x: 0.5, y: 0.5 };

/** Draws them, one at each step. */
export async function* drawLandmarkFaces(
  seed: number,
  people: number,
  each: number,
): AsyncGenerator<{ done: number; total: number }, LandmarkFaces> {
  const count = people * each;
  const render = createRenderer(FACE_SIDE);
  const pixels = new Float64Array(count * SEEN_SIDE ** 2);
  const points = new Float64Array(count * 10);
  const pictures: RgbImage[] = [];
  let figure: Figure | undefined;
  for (let i = 0; i < count; i++) {
    if (i % each === 0) figure = figureOf(identityOf(Math.imul(seed, 7919) + i / each));
    const nuisance = nuisanceOf(Math.imul(seed, 104_729) + i, difficulty, framing);
    const picture = render(figure!, nuisance);
    pictures.push(picture);
    pixels.set(shrunk(picture), i * SEEN_SIDE ** 2);
    points.set(flat(landmarksOf(figure!, nuisance, FACE_SIDE)), i * 10);
    yield { done: i + 1, total: count };
  }
  return {
    pixels: { values: pixels, dimension: SEEN_SIDE ** 2 },
    points: { values: points, dimension: 10 },
    pictures,
  };
}

export const flat = (points: FivePoints): number[] => points.flatMap(({ x, y }) => [x, y]);

/** Luma (Rec. 601) of means of 3 × 3 pixels, less its own mean and in units of its own spread: light alone moves no point. */
function shrunk({ width, data }: RgbImage): number[] {
  const block = width / SEEN_SIDE;
  const grey = Array.from({ length: SEEN_SIDE ** 2 }, (_, at) => {
    let sum = 0;
    for (let dy = 0; dy < block; dy++)
      for (let dx = 0; dx < block; dx++) {
        const from = ((Math.floor(at / SEEN_SIDE) * block + dy) * width + (at % SEEN_SIDE) * block + dx) * 3;
        sum += 0.299 * data[from]! + 0.587 * data[from + 1]! + 0.114 * data[from + 2]!;
      }
    return sum / (255 * block ** 2);
  });
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  const spread = Math.sqrt(grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length) || 1;
  return grey.map((value) => (value - mean) / spread);
}

/** The first `count` principal components of some pictures as features, with an intercept: how any picture is described. */
export function describer(pixels: Table, count: number): (pictures: Table) => Table {
  const { dimension, values } = pixels;
  const n = rowCount(pixels);
  const mean = new Float64Array(dimension);
  for (let i = 0; i < values.length; i++) mean[i % dimension]! += values[i]! / n;
  const centred = Float64Array.from(values, (value, i) => value - mean[i % dimension]!);
  const gram = new Float64Array(n * n);
  for (let a = 0; a < n; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let k = 0; k < dimension; k++) sum += centred[a * dimension + k]! * centred[b * dimension + k]!;
      gram[a * n + b] = sum;
      gram[b * n + a] = sum;
    }
  const { values: variances, vectors } = largestEigenpairs(gram, n, count);
  const directions = new Float64Array(count * dimension);
  for (let c = 0; c < count; c++)
    for (let i = 0; i < n; i++) {
      // So that each feature has variance 1 over these pictures.
      const factor = (vectors[c * n + i]! * Math.sqrt(n)) / variances[c]!;
      for (let k = 0; k < dimension; k++) directions[c * dimension + k]! += factor * centred[i * dimension + k]!;
    }
  return ({ values: raw }) => {
    const rows = raw.length / dimension;
    const features = new Float64Array(rows * (count + 1));
    for (let i = 0; i < rows; i++) {
      features[i * (count + 1)] = 1;
      for (let c = 0; c < count; c++) {
        let sum = 0;
        for (let k = 0; k < dimension; k++)
          sum += directions[c * dimension + k]! * (raw[i * dimension + k]! - mean[k]!);
        features[i * (count + 1) + c + 1] = sum;
      }
    }
    return { values: features, dimension: count + 1 };
  };
}
