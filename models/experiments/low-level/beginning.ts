import { ridge } from '../../linear/ridge.ts';
import { seededRandom } from '../../metrics/seeded-random.ts';
import { CELL_CHANNELS } from '../../restore/cells.ts';
import { WIDTH } from '../../restore/restorer-weights.ts';
import { convolve, layersOf, sideBySide } from '../../restore/run-restorer.ts';
import type { Cells } from './train-restorer.ts';

/** Side of the parts that are looked at, in cells, and how many of them. */
const PART = 12;
const PARTS = 8;
const SEEN = CELL_CHANNELS + WIDTH;
const LAMBDA = 1e-4;

/**
 * The best last layer for hidden layers as they are, in closed form: the network begins where a linear filter of the picture and of random features ends
 * (A. Rahimi, B. Recht, "Random Features for Large-Scale Kernel Machines", NIPS 2007), which spares it most of its steps.
 * @param initial all weights, packed; the last layer's are replaced in a copy
 */
export function beginning(all: readonly Cells[], initial: Float32Array, seed: number): Float32Array {
  const random = seededRandom(seed ^ 0x243f6a88);
  const vector = initial.slice();
  const [first, second, last] = layersOf(vector);
  // The outermost places of a part see zeros that a picture would not have there.
  const inner = PART - 2;
  const rows = PARTS * inner * inner;
  const inputs = 9 * SEEN + 1;
  const x = new Float64Array(rows * inputs);
  const y = new Float64Array(rows * CELL_CHANNELS);
  let row = 0;
  for (let k = 0; k < PARTS; k++) {
    const { columns, rows: height, degraded, clean } = all[Math.floor(random() * all.length)]!;
    const [left, top] = [columns, height].map((side) => Math.floor(random() * (side - PART + 1))) as [number, number];
    const part = cut(degraded, columns, left, top);
    const wanted = cut(clean, columns, left, top);
    const hidden = convolve(convolve(part, PART, PART, first, true), PART, PART, second, true);
    const seen = sideBySide(part, CELL_CHANNELS, hidden, WIDTH);
    for (let v = 1; v <= inner; v++)
      for (let u = 1; u <= inner; u++, row++) {
        let to = row * inputs;
        for (let dy = -1; dy <= 1; dy++) {
          const at = ((v + dy) * PART + u - 1) * SEEN;
          x.set(seen.subarray(at, at + 3 * SEEN), to);
          to += 3 * SEEN;
        }
        x[to] = 1;
        const at = (v * PART + u) * CELL_CHANNELS;
        for (let c = 0; c < CELL_CHANNELS; c++) y[row * CELL_CHANNELS + c] = wanted[at + c]! - part[at + c]!;
      }
  }
  const theta = ridge(x, y, { rows, inputs, outputs: CELL_CHANNELS }, LAMBDA);
  last.filter.set(theta.subarray(0, last.filter.length));
  last.bias.set(theta.subarray(last.filter.length));
  return vector;
}

function cut(cells: Float32Array, columns: number, left: number, top: number): Float32Array {
  const line = PART * CELL_CHANNELS;
  const part = new Float32Array(PART * line);
  for (let y = 0; y < PART; y++) {
    const start = ((top + y) * columns + left) * CELL_CHANNELS;
    part.set(cells.subarray(start, start + line), y * line);
  }
  return part;
}
