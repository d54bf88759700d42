import type { RgbImage } from '../image.ts';
import { cellsOf, pictureOfCells } from './cells.ts';
import { RESTORER_WEIGHTS } from './restorer-weights.ts';

export interface Convolution {
  readonly from: number;
  readonly to: number;
  readonly filter: Float32Array;
  readonly bias: Float32Array;
}

/** Numbers in a vector of all weights. */
export const RESTORER_LENGTH = RESTORER_WEIGHTS.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);

/**
 * The restorer in plain JavaScript, for one picture at a time where no runtime is open: 30 million multiply-accumulates for a face of 112 pixels.
 * Same numbers as the compiled one, up to rounding.
 * @param weights all of them, packed in the order of RESTORER_WEIGHTS
 * @throws RangeError where they are not as many, or a side of the picture is odd
 */
export function runRestorer(image: RgbImage, weights: ArrayLike<number>): RgbImage {
  if (weights.length !== RESTORER_LENGTH) throw new RangeError(`a restorer has ${RESTORER_LENGTH} weights`);
  const { width, height } = image;
  const [columns, rows] = [width / 2, height / 2];
  const cells = cellsOf(image);
  const [first, second, last] = layersOf(Float32Array.from(weights));
  const hidden = convolve(convolve(cells, rows, columns, first, true), rows, columns, second, true);
  const added = convolve(sideBySide(cells, first.from, hidden, second.to), rows, columns, last, false);
  return pictureOfCells(
    added.map((value, i) => value + cells[i]!),
    width,
    height,
  );
}

/** The layers of a vector of all weights. */
export function layersOf(weights: Float32Array): readonly [Convolution, Convolution, Convolution] {
  let at = 0;
  const take = (shape: readonly number[]): Float32Array => {
    const size = shape.reduce((a, b) => a * b, 1);
    at += size;
    return weights.subarray(at - size, at);
  };
  const layers: Convolution[] = [];
  for (let i = 0; i < RESTORER_WEIGHTS.length; i += 2) {
    const { shape } = RESTORER_WEIGHTS[i]!;
    const filter = take(shape);
    layers.push({ from: shape[2]!, to: shape[3]!, filter, bias: take(RESTORER_WEIGHTS[i + 1]!.shape) });
  }
  return layers as unknown as readonly [Convolution, Convolution, Convolution];
}

/** At each place the channels of one, then those of the other. */
export function sideBySide(a: Float32Array, ofA: number, b: Float32Array, ofB: number): Float32Array {
  const both = new Float32Array(a.length + b.length);
  for (let from = 0, other = 0, to = 0; from < a.length; from += ofA, other += ofB, to += ofA + ofB) {
    both.set(a.subarray(from, from + ofA), to);
    both.set(b.subarray(other, other + ofB), to + ofA);
  }
  return both;
}

/** 3 × 3, 'same', zeros beyond the edge; maps [rows, columns, channels]. */
export function convolve(
  maps: Float32Array,
  rows: number,
  columns: number,
  { from, to, filter, bias }: Convolution,
  rectified: boolean,
): Float32Array {
  const out = new Float32Array(rows * columns * to);
  const sum = new Float32Array(to);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      sum.set(bias);
      for (let ky = Math.max(0, 1 - y); ky < Math.min(3, rows + 1 - y); ky++)
        for (let kx = Math.max(0, 1 - x); kx < Math.min(3, columns + 1 - x); kx++) {
          const source = ((y + ky - 1) * columns + x + kx - 1) * from;
          let tap = (ky * 3 + kx) * from * to;
          for (let c = 0; c < from; c++) {
            const value = maps[source + c]!;
            for (let k = 0; k < to; k++, tap++) sum[k]! += value * filter[tap]!;
          }
        }
      const at = (y * columns + x) * to;
      for (let k = 0; k < to; k++) out[at + k] = rectified && sum[k]! < 0 ? 0 : sum[k]!;
    }
  return out;
}
