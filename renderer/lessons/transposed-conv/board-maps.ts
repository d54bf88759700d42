import {
  randomKernels,
  resizedMaps,
  stridedGradient,
  transposedMaps,
} from '../../../models/experiments/transposed-conv/untrained.ts';
import { cut, type Plane } from '../../../models/padding/plane.ts';
import { resize } from '../../../models/sampling/resize.ts';
import { shortNumber } from '../../charts/digits.ts';
import { sumSaid } from '../parts/sum-said.ts';
import type { Settings } from './settings.ts';
import type { Words } from './texts.ts';

/** Side of the picture that is enlarged. */
const SMALL = 32;
export const boardWays = ['transposed', 'gradient', 'resized'] as const;
type BoardWay = (typeof boardWays)[number];

/** Strength over all maps, [SMALL · stride]² without the border where fewer stamps reach. */
export function untrainedOn(luma: Plane, { stride, k, maps, seed }: Pick<Settings, 'stride' | 'k' | 'maps' | 'seed'>) {
  const kernels = randomKernels(k, maps, seed);
  const small = scaled(resize(luma, SMALL, SMALL, 'cubic'));
  const large = scaled(resize(luma, SMALL * stride + k, SMALL * stride + k, 'cubic'));
  const from = stride * Math.ceil(k / stride);
  const side = stride * (SMALL - 2 * Math.ceil(k / stride));
  const inside = (plane: Plane): Plane => cut(plane, from, from, side, side);
  const all = {
    transposed: transposedMaps(small, kernels, stride).map(inside),
    // A gradient is the sum of what comes back from each kernel.
    gradient: kernels.map((kernel) => inside(stridedGradient(large, [kernel], stride))),
    resized: resizedMaps(small, kernels, stride).map(inside),
  };
  return {
    ...{ transposed: strength(all.transposed), gradient: sumOf(all.gradient), resized: strength(all.resized) },
    maps: all,
  };
}

const scaled = (plane: Plane): Plane => ({ ...plane, values: plane.values.map((value) => value / 255) });

/** A pixel of all maps together, written out. */
export function workedOut(shown: ReturnType<typeof untrainedOn>, way: BoardWay, row: number, column: number, t: Words) {
  const of = ({ values, columns }: Plane): number => values[row * columns + column]!;
  const own = shown.maps[way].map(of);
  const result = of(shown[way]);
  if (way === 'gradient')
    return sumSaid(
      own.map((value) => ({ weight: 1, value })),
      result,
      (count, sum) => t('others', { count, sum }),
    );
  const squares = own.slice(0, 4).map((value) => `${value < 0 ? `(${shortNumber(value)})` : shortNumber(value)}²`);
  return `√((${squares.join(' + ')}${own.length > 4 ? ' + …' : ''}) / ${own.length}) = ${shortNumber(result)}`;
}

function sumOf(maps: readonly Plane[]): Plane {
  const { rows, columns } = maps[0]!;
  const values = new Float64Array(rows * columns);
  for (const map of maps) for (let i = 0; i < values.length; i++) values[i]! += map.values[i]!;
  return { rows, columns, values };
}

/** Root mean square over maps of one size. */
function strength(maps: readonly Plane[]): Plane {
  const { rows, columns } = maps[0]!;
  const values = new Float64Array(rows * columns);
  for (const map of maps) for (let i = 0; i < values.length; i++) values[i]! += map.values[i]! ** 2 / maps.length;
  return { rows, columns, values: values.map(Math.sqrt) };
}
