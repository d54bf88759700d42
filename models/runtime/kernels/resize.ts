import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

export interface ResizeAttributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
  readonly size: [number, number];
}

for (const [kernel, mode] of [
  ['ResizeBilinear', 'linear'],
  ['ResizeNearestNeighbor', 'nearest'],
] as const) {
  defineKernel<Inputs<'images'>, ResizeAttributes>(
    kernel,
    (t, { images: x }, { alignCorners, halfPixelCenters, size }) => {
      const [batch, , , channels] = x.shape as [number, number, number, number];
      const [height, width] = size;
      const coordinates = alignCorners ? 'align_corners' : halfPixelCenters ? 'half_pixel' : 'asymmetric';
      const attributes = {
        mode,
        coordinate_transformation_mode: coordinates,
        ...(mode === 'nearest'
          ? { nearest_mode: alignCorners || halfPixelCenters ? 'round_prefer_ceil' : 'floor' }
          : {}),
      };
      const images = t.call('Cast', { x }, { dtype: 'float32' });
      const inputs = [t.full(images, 'nchw'), '', '', t.graph.ints([batch, channels, height, width])];
      const shape = [batch, height, width, channels];
      return Value.computed(shape, 'float32', t.graph.node('Resize', inputs, attributes), 'nchw');
    },
  );
}
