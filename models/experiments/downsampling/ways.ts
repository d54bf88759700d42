import { convolve } from '../../padding/convolve.ts';
import { kernelOf } from '../../padding/kernels.ts';
import { allSides, pad } from '../../padding/pad.ts';
import { type Plane, planeOf } from '../../padding/plane.ts';
import { averagePool, blurPool, maxBlurPool, maxPool } from '../../sampling/pool.ts';
import { randomKernels } from '../transposed-conv/untrained.ts';

/** All halve the sides. */
export const STRIDE = 2;
export const wayIds = ['max', 'strided', 'average', 'blur', 'maxBlur'] as const;
export type WayId = (typeof wayIds)[number];

export const weightIds = ['edges', 'gauss', 'one', 'random'] as const;
/** Of the strided convolution: it does what its weights do. `one`: keeps every second pixel; `random`: as an untrained layer's. */
export type WeightId = (typeof weightIds)[number];

export interface WayChoice {
  readonly weights: WeightId;
  /** Taps of the strided convolution along each side, odd. */
  readonly k: number;
  /** Of the blur before pixels are left out. */
  readonly taps: number;
  readonly seed: number;
}

export const strideKernel = ({ weights, k, seed }: WayChoice): Plane => {
  if (weights === 'one') return planeOf(1, 1, [1]);
  return weights === 'random' ? randomKernels(k, 1, seed)[0]! : kernelOf(weights, k);
};

/** A plane of even sides at half of them. */
export type Shrink = (x: Plane, way: WayId, choice: WayChoice) => Plane;

export const shrink: Shrink = (x, way, choice) => {
  switch (way) {
    case 'max':
      return maxPool(x, 2, STRIDE);
    case 'average':
      return averagePool(x, 2, STRIDE);
    case 'blur':
      return blurPool(x, choice.taps, STRIDE);
    case 'maxBlur':
      return maxBlurPool(x, 2, choice.taps, STRIDE);
    case 'strided': {
      const kernel = strideKernel(choice);
      return convolve(pad(x, allSides(Math.floor(kernel.rows / 2)), 'replicate'), kernel, {
        stride: STRIDE,
        dilation: 1,
      });
    }
  }
};
