import { squaredDistance, type Table } from '../linear/table.ts';

/** How alike two rows are: their dot product, or a Gaussian of their distance (radial basis function), exp(−γ‖a − b‖²). */
export type Kernel = { readonly id: 'linear' } | { readonly id: 'rbf'; readonly gamma: number };

export function kernelValue(kernel: Kernel, a: Table, i: number, b: Table, j: number): number {
  if (kernel.id === 'rbf') return Math.exp(-kernel.gamma * squaredDistance(a, i, b, j));
  let sum = 0;
  for (let d = 0; d < a.dimension; d++) sum += a.values[i * a.dimension + d]! * b.values[j * b.dimension + d]!;
  return sum;
}
