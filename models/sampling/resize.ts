import type { Plane } from '../padding/plane.ts';

export const resizeKinds = ['nearest', 'linear', 'cubic'] as const;
export type ResizeKind = (typeof resizeKinds)[number];

export interface ResizeOptions {
  /** Of the cubic: −0.5 reproduces parabolas (Keys 1981; Pillow, MATLAB), −0.75 is what OpenCV and PyTorch's bicubic take. */
  readonly a?: number;
  /** Shrinking, the kernel is made wider by the scale, so that nothing finer than the output can show folds into it. Default true. */
  readonly antialias?: boolean;
}

/** Which places of a line go into one of a resized line, and how much each counts; weights sum to 1. */
export interface ResizeTaps {
  readonly places: readonly number[];
  readonly weights: readonly number[];
}

/**
 * A line of n as a line of m. Pixels are areas: place i lies at (i + ½) n / m − ½ (half-pixel centres, PyTorch's align_corners=False). Beyond the ends the last one
 * goes on for linear and cubic; where a widened kernel is cut off there, what is left of it is scaled to sum 1, as Pillow does.
 */
export function resizeTaps(n: number, m: number, kind: ResizeKind, options: ResizeOptions = {}): readonly ResizeTaps[] {
  const { a = -0.5, antialias = true } = options;
  const scale = n / m;
  const widened = antialias && scale > 1 ? scale : 1;
  const support = (kind === 'cubic' ? 2 : 1) * widened;
  return Array.from({ length: m }, (_, i): ResizeTaps => {
    if (kind === 'nearest') return { places: [Math.min(n - 1, Math.floor((i + 0.5) * scale))], weights: [1] };
    const centre = (i + 0.5) * scale - 0.5;
    const [from, to] = [Math.ceil(centre - support), Math.floor(centre + support)];
    const sums = new Map<number, number>();
    let total = 0;
    for (let at = from; at <= to; at++) {
      const inside = Math.min(n - 1, Math.max(0, at));
      if (widened > 1 && inside !== at) continue;
      const weight = KERNELS[kind]((at - centre) / widened, a);
      if (weight === 0) continue;
      total += weight;
      sums.set(inside, (sums.get(inside) ?? 0) + weight);
    }
    return { places: [...sums.keys()], weights: [...sums.values()].map((weight) => weight / total) };
  });
}

const KERNELS = {
  linear: (x: number): number => Math.max(0, 1 - Math.abs(x)),
  /** R. G. Keys, "Cubic convolution interpolation for digital image processing", 1981. */
  cubic(x: number, a: number): number {
    const d = Math.abs(x);
    if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
    return d < 2 ? a * (((d - 5) * d + 8) * d - 4) : 0;
  },
} as const;

/** A plane at another size, rows and columns each by {@link resizeTaps}. @throws RangeError where a side is not at least 1 */
export function resize(
  plane: Plane,
  rows: number,
  columns: number,
  kind: ResizeKind,
  options: ResizeOptions = {},
): Plane {
  if (!(rows >= 1 && columns >= 1)) throw new RangeError(`no picture has ${rows} × ${columns} pixels`);
  const across = resizeTaps(plane.columns, columns, kind, options);
  const down = resizeTaps(plane.rows, rows, kind, options);
  const wide = new Float64Array(plane.rows * columns);
  for (let y = 0; y < plane.rows; y++)
    for (const [x, { places, weights }] of across.entries()) {
      let sum = 0;
      for (let k = 0; k < places.length; k++) sum += weights[k]! * plane.values[y * plane.columns + places[k]!]!;
      wide[y * columns + x] = sum;
    }
  const values = new Float64Array(rows * columns);
  for (const [y, { places, weights }] of down.entries())
    for (let k = 0; k < places.length; k++) {
      const [from, weight] = [places[k]! * columns, weights[k]!];
      for (let x = 0; x < columns; x++) values[y * columns + x]! += weight * wide[from + x]!;
    }
  return { rows, columns, values };
}
