import { type Plane, planeOf } from './plane.ts';

export const kernelIds = ['mean', 'gauss', 'edges'] as const;
export type KernelId = (typeof kernelIds)[number];

/**
 * A kernel of k × k taps. `mean`: all alike, sum 1. `gauss`: σ = k / 5, sum 1. `edges`: the middle less the mean, sum 0 (a Laplacian where k is 3;
 * where k is even the four middle taps share it).
 */
export function kernelOf(id: KernelId, k: number): Plane {
  const middle = (k - 1) / 2;
  if (id === 'gauss') {
    const line = Array.from({ length: k }, (_, i) => Math.exp(-((i - middle) ** 2) / (2 * (k / 5) ** 2)));
    const sum = line.reduce((all, one) => all + one, 0);
    return planeOf(
      k,
      k,
      line.flatMap((a) => line.map((b) => (a * b) / sum ** 2)),
    );
  }
  const near = (i: number): boolean => Math.abs(i - middle) < 1;
  const own = k % 2 === 1 ? 1 : 1 / 4;
  return planeOf(
    k,
    k,
    Array.from({ length: k * k }, (_, i) => {
      if (id === 'mean') return 1 / k ** 2;
      return (near(Math.floor(i / k)) && near(i % k) ? own : 0) - 1 / k ** 2;
    }),
  );
}
