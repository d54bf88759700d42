import type { Plane } from '../padding/plane.ts';

/**
 * Sub-pixel convolution's second half: s² maps [rows, columns] become one of [s · rows, s · columns], map i standing at row ⌊i / s⌋ and column i mod s of
 * each s × s block (Shi et al., CVPR 2016; PyTorch's PixelShuffle). What comes before it is a plain convolution to s² maps.
 * @throws RangeError where there are not s² maps of one size
 */
export function pixelShuffle(maps: readonly Plane[], s: number): Plane {
  const [first] = maps;
  if (first === undefined || maps.length !== s * s || maps.some((map) => !isAlike(map, first)))
    throw new RangeError(`${s} times as large takes ${s * s} maps of one size`);
  const [rows, columns] = [first.rows * s, first.columns * s];
  const values = new Float64Array(rows * columns);
  for (const [i, map] of maps.entries())
    for (let y = 0; y < first.rows; y++)
      for (let x = 0; x < first.columns; x++)
        values[(y * s + Math.floor(i / s)) * columns + x * s + (i % s)] = map.values[y * first.columns + x]!;
  return { rows, columns, values };
}

/** The other way: every s-th pixel from each of the s² places of a block, so many maps. @throws RangeError where sides are no multiples of s */
export function pixelUnshuffle({ rows, columns, values }: Plane, s: number): Plane[] {
  if (rows % s !== 0 || columns % s !== 0) throw new RangeError(`${rows} × ${columns} has no whole ${s} × ${s} blocks`);
  const [high, wide] = [rows / s, columns / s];
  return Array.from({ length: s * s }, (_, i) => {
    const map = new Float64Array(high * wide);
    for (let y = 0; y < high; y++)
      for (let x = 0; x < wide; x++)
        map[y * wide + x] = values[(y * s + Math.floor(i / s)) * columns + x * s + (i % s)]!;
    return { rows: high, columns: wide, values: map };
  });
}

const isAlike = (a: Plane, b: Plane): boolean => a.rows === b.rows && a.columns === b.columns;
