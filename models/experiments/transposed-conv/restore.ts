import { seededRandom } from '../../metrics/seeded-random.ts';
import { type KernelId, kernelOf } from '../../padding/kernels.ts';
import type { Plane } from '../../padding/plane.ts';
import { cut } from '../../padding/plane.ts';
import { rmsDifference } from '../sampling-faces.ts';
import { PARTS, type Parts } from './parts.ts';
import { fullyPadded, randomKernels } from './untrained.ts';

export const blurIds = ['gauss', 'mean', 'random'] as const;
/** `random`: as an untrained layer's. */
export type BlurId = (typeof blurIds)[number];

export const blurOf = (id: BlurId, k: number, seed: number): Plane =>
  id === 'random' ? randomKernels(k, 1, seed)[0]! : kernelOf(id satisfies KernelId, k);

/** The convolution of a picture at stride 1 with k − 1 zeros around it, and noise of this deviation: [n + k − 1]². */
export function observe(x: Plane, kernel: Plane, sigma: number, seed: number, { convolve }: Parts = PARTS): Plane {
  const seen = convolve(fullyPadded(x, kernel.rows), kernel, { stride: 1, dilation: 1 });
  if (sigma === 0) return seen;
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x51ab);
  const values = seen.values.map(
    (value) => value + sigma * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
  return { ...seen, values };
}

export interface Restored {
  readonly plane: Plane;
  /** Root mean square of what it is off, in the picture's units. */
  readonly error: number;
}

/** The transposed convolution with the same kernel, times whatever number brings it nearest: the shape is back, and at best this. */
export function byTransposed(
  observed: Plane,
  kernel: Plane,
  x: Plane,
  parts: Parts = PARTS,
): Restored & { readonly gain: number } {
  const back = parts.transposedConvolve(observed, kernel, { stride: 1, padding: kernel.rows - 1 });
  let [along, own] = [0, 0];
  for (let i = 0; i < back.values.length; i++) {
    along += back.values[i]! * x.values[i]!;
    own += back.values[i]! ** 2;
  }
  const gain = own === 0 ? 0 : along / own;
  const plane = { ...back, values: back.values.map((value) => gain * value) };
  return { plane, gain, error: rmsDifference(plane, x) };
}

/** The inverse filter, for one λ after the other. */
export function byInverse(
  observed: Plane,
  kernel: Plane,
  x: Plane,
  parts: Parts = PARTS,
): (lambda: number) => Restored {
  const filter = parts.inverseFilter(observed, kernel);
  return (lambda) => {
    const plane = filter(lambda);
    return { plane, error: rmsDifference(plane, x) };
  };
}

/** What the convolution itself left, cut to the picture's place. */
export function asSeen(observed: Plane, kernel: Plane, x: Plane): Restored {
  const margin = Math.floor((kernel.rows - 1) / 2);
  const plane = cut(observed, margin, margin, x.rows, x.columns);
  return { plane, error: rmsDifference(plane, x) };
}

/** No regularisation: what is left of it keeps a quotient from being 0 / 0. */
export const NO_CARE = 0;
export const LAMBDAS = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2] as const;
/** Deviations of noise in grey levels of 256. */
export const NOISES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30] as const;

export interface NoisePoint {
  readonly sigma: number;
  readonly transposed: number;
  readonly naive: number;
  readonly careful: number;
}

/** The error of each way over noise. */
export function overNoise(
  { x, kernel, lambda, seed }: { x: Plane; kernel: Plane; lambda: number; seed: number },
  parts: Parts = PARTS,
): NoisePoint[] {
  return NOISES.map((sigma) => {
    const observed = observe(x, kernel, sigma, seed, parts);
    const inverse = byInverse(observed, kernel, x, parts);
    return {
      sigma,
      transposed: byTransposed(observed, kernel, x, parts).error,
      naive: inverse(NO_CARE).error,
      careful: inverse(lambda).error,
    };
  });
}
