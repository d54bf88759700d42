import { cut, type Plane, planeOf } from '../padding/plane.ts';
import { convolve } from '../restore/run-restorer.ts';
import { pixelShuffle } from './pixel-shuffle.ts';
import { resize } from './resize.ts';
import { transposedConvolve } from './transposed-convolve.ts';
import { FEATURES, lastShape, type UpsamplerChoice, upsamplerCost } from './upsampler.ts';

/**
 * The upsampler in plain JavaScript, for one picture where no runtime is open: the same numbers as the compiled one, up to rounding.
 * @param small brightness, 0 … 255, [h, w]
 * @param enlarged [s·h, s·w], what is added to
 * @param packed all weights, in the order of `upsamplerWeights`
 * @throws RangeError where there are not as many weights, or the sizes do not fit
 */
export function runUpsampler(choice: UpsamplerChoice, small: Plane, enlarged: Plane, packed: ArrayLike<number>): Plane {
  const { id, scale, kernel } = choice;
  const { rows, columns } = small;
  const [high, wide] = [rows * scale, columns * scale];
  if (enlarged.rows !== high || enlarged.columns !== wide)
    throw new RangeError(`the enlarged picture is ${high} × ${wide}`);
  if (packed.length !== upsamplerCost(choice, 1).weights) throw new RangeError('these are another upsampler’s weights');
  const vector = Float32Array.from(packed);
  let at = 0;
  const take = (size: number): Float32Array => {
    at += size;
    return vector.subarray(at - size, at);
  };
  const first = { from: 1, to: FEATURES, filter: take(9 * FEATURES), bias: take(FEATURES) };
  const outputs = id === 'subPixel' ? scale * scale : 1;
  const filter = take(lastShape(choice).reduce((a, b) => a * b, 1));
  const last = { from: FEATURES, to: outputs, filter, bias: take(outputs) };
  const x = Float32Array.from(small.values, (value) => value / 255 - 0.5);
  const maps = convolve(x, rows, columns, first, true);
  const added =
    id === 'transposed'
      ? transposedSum(channelsOf(maps, rows, columns, FEATURES), filter, kernel, scale, last.bias[0]!)
      : id === 'interpolated'
        ? channelsOf(
            convolve(interleaved(enlargedAll(maps, rows, columns, scale)), high, wide, last, false),
            high,
            wide,
            1,
          )[0]!
        : pixelShuffle(channelsOf(convolve(maps, rows, columns, last, false), rows, columns, outputs), scale);
  return { ...enlarged, values: enlarged.values.map((value, i) => value + 255 * added.values[i]!) };
}

const enlargedAll = (maps: Float32Array, rows: number, columns: number, scale: number): Plane[] =>
  channelsOf(maps, rows, columns, FEATURES).map((map) => resize(map, rows * scale, columns * scale, 'linear'));

/** TensorFlow's `same`: as a convolution at this stride would have padded the large picture, ⌊(k − s) / 2⌋ before and the rest after. */
function transposedSum(maps: readonly Plane[], filter: Float32Array, k: number, scale: number, bias: number): Plane {
  const { rows, columns } = maps[0]!;
  const [high, wide] = [rows * scale, columns * scale];
  const values = new Float64Array(high * wide).fill(bias);
  for (const [c, map] of maps.entries()) {
    const own = planeOf(
      k,
      k,
      Array.from({ length: k * k }, (_, tap) => filter[tap * FEATURES + c]!),
    );
    const whole = transposedConvolve(map, own, { stride: scale, padding: Math.floor((k - scale) / 2) });
    const part = cut(whole, 0, 0, high, wide);
    for (let i = 0; i < values.length; i++) values[i]! += part.values[i]!;
  }
  return { rows: high, columns: wide, values };
}

function channelsOf(maps: Float32Array, rows: number, columns: number, count: number): Plane[] {
  return Array.from({ length: count }, (_, c) =>
    planeOf(
      rows,
      columns,
      Array.from({ length: rows * columns }, (_, i) => maps[i * count + c]!),
    ),
  );
}

function interleaved(planes: readonly Plane[]): Float32Array {
  const out = new Float32Array(planes.length * planes[0]!.values.length);
  for (const [c, { values }] of planes.entries())
    for (let i = 0; i < values.length; i++) out[i * planes.length + c] = values[i]!;
  return out;
}
