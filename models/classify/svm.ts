import { rowCount, rowOf, type Table, tableOf } from '../linear/table.ts';
import { type Kernel, kernelValue } from './kernels.ts';
import { solveDual } from './support-vectors.ts';

/** Two classes told apart: positive decision values are `first`'s. */
export interface Machine {
  readonly first: number;
  readonly second: number;
  readonly kernel: Kernel;
  /** The support vectors [s, d], and αᵢyᵢ of each. */
  readonly vectors: Table;
  readonly weights: Float64Array;
  readonly bias: number;
}

/** A machine for each pair of classes, which vote (one against one, as LIBSVM). */
export interface Svm {
  readonly machines: readonly Machine[];
  readonly classes: readonly number[];
}

export interface SvmOptions {
  readonly kernel: Kernel;
  /** What a violated margin costs. */
  readonly c: number;
  readonly tolerance?: number;
}

/**
 * A support vector machine (Cortes, Vapnik, "Support-vector networks", 1995) on a table [n, d] with the class of each row.
 * @throws RangeError where there are not two classes
 */
export function trainSvm(table: Table, labels: ArrayLike<number>, { kernel, c, tolerance = 1e-3 }: SvmOptions): Svm {
  const n = rowCount(table);
  const classes = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  if (classes.length < 2) throw new RangeError('a dividing surface needs two classes');
  const machines = classes.flatMap((first, a) =>
    classes.slice(a + 1).map((second): Machine => {
      const rows = Array.from({ length: n }, (_, i) => i).filter((i) => labels[i] === first || labels[i] === second);
      const signs = Int8Array.from(rows, (i) => (labels[i] === first ? 1 : -1));
      const gram = new Float64Array(rows.length ** 2);
      for (const [p, i] of rows.entries())
        for (let q = 0; q <= p; q++) {
          const value = kernelValue(kernel, table, i, table, rows[q]!);
          gram[p * rows.length + q] = value;
          gram[q * rows.length + p] = value;
        }
      const { alphas, bias } = solveDual(gram, signs, c, { tolerance });
      const kept = rows.map((_, p) => p).filter((p) => alphas[p]! > 0);
      return {
        first,
        second,
        kernel,
        vectors: tableOf(kept.map((p) => rowOf(table, rows[p]!))),
        weights: Float64Array.from(kept, (p) => alphas[p]! * signs[p]!),
        bias,
      };
    }),
  );
  return { machines, classes };
}

/** f(x) = Σ αᵢyᵢK(xᵢ, x) + b of row `i`. */
export function decisionValue({ kernel, vectors, weights, bias }: Machine, queries: Table, i: number): number {
  let sum = bias;
  for (let s = 0; s < weights.length; s++) sum += weights[s]! * kernelValue(kernel, vectors, s, queries, i);
  return sum;
}

/** The class that most machines vote for, of equals the first; [m, d] → [m]. */
export function svmAnswers({ machines, classes }: Svm, queries: Table): Int32Array {
  return Int32Array.from({ length: rowCount(queries) }, (_, i) => {
    const votes = new Map(classes.map((label) => [label, 0]));
    for (const machine of machines) {
      const winner = decisionValue(machine, queries, i) > 0 ? machine.first : machine.second;
      votes.set(winner, votes.get(winner)! + 1);
    }
    return [...votes].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
  });
}
