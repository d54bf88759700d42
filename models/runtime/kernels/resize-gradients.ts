import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import type { ResizeAttributes } from './resize.ts';
import { defineKernel, type Inputs } from './table.ts';

type Coordinates = Pick<ResizeAttributes, 'alignCorners' | 'halfPixelCenters'>;

/** Where the centre of an output pixel lies in the input. */
function sourceOf(index: number, from: number, to: number, { alignCorners, halfPixelCenters }: Coordinates): number {
  if (alignCorners && to > 1) return (index * (from - 1)) / (to - 1);
  const scale = from / to;
  return halfPixelCenters ? (index + 0.5) * scale - 0.5 : index * scale;
}

/** Interpolation along one axis as a matrix [to, from]: an output pixel's weights of the input pixels. */
function interpolation(from: number, to: number, c: Coordinates, nearest: boolean): Float32Array {
  const matrix = new Float32Array(to * from);
  const within = (i: number) => Math.min(from - 1, Math.max(0, i));
  for (let row = 0; row < to; row++) {
    const source = sourceOf(row, from, to, c);
    if (nearest) {
      const pixel = c.alignCorners || c.halfPixelCenters ? Math.floor(source + 0.5) : Math.floor(source);
      matrix[row * from + within(pixel)] = 1;
      continue;
    }
    const below = Math.max(0, Math.floor(source));
    const fraction = Math.max(0, source - below);
    for (const [pixel, weight] of [
      [below, 1 - fraction],
      [below + 1, fraction],
    ] as const) {
      const at = row * from + within(pixel);
      matrix[at] = (matrix[at] as number) + weight;
    }
  }
  return matrix;
}

/** Resizing is linear and separable: its gradient multiplies by both interpolation matrices, transposed. */
function resizeGradient(t: Tracer, images: Value, dy: Value, c: Coordinates, nearest: boolean): Value {
  const [, height, width] = images.shape as [number, number, number, number];
  const [, outHeight, outWidth] = dy.shape as [number, number, number, number];
  const columns = t.graph.constant(interpolation(width, outWidth, c, nearest), [outWidth, width], 'float32');
  const rows = t.graph.constant(interpolation(height, outHeight, c, nearest), [outHeight, height], 'float32');
  const narrowed = t.graph.node('MatMul', [t.full(dy, 'nchw'), columns]);
  const gradient = t.graph.node('MatMul', [t.transpose(rows, [1, 0]), narrowed]);
  return Value.computed(images.shape, dy.dtype, gradient, 'nchw');
}

defineKernel<Inputs<'images' | 'dy'>, Coordinates>('ResizeBilinearGrad', (t, { images, dy }, a) =>
  resizeGradient(t, images, dy, a, false),
);

defineKernel<Inputs<'images' | 'dy'>, Coordinates>('ResizeNearestNeighborGrad', (t, { images, dy }, a) =>
  resizeGradient(t, images, dy, a, true),
);
