import { type ResidualLossId, residualLoss } from '../losses/residual.ts';
import { leastAbsolute } from './least-absolute.ts';
import { leastSquares, SingularError } from './least-squares.ts';
import { rowCount, type Table } from './table.ts';

export interface LinearFit {
  /** [d] */
  readonly theta: Float64Array;
  /** (1/n) Σ ℓ(yᵢ − xᵢ·θ), what is minimised. */
  readonly mean: number;
  readonly rounds: number;
}

interface Options {
  readonly beta?: number;
  /** Of smooth L1: largest mean slope that may be left, and how often the weights may be set anew. */
  readonly tolerance?: number;
  readonly roundsMost?: number;
}

/** A linear model under one of the three losses. A fit under test takes its place in the experiments. */
export type FitLinear = (table: Table, y: ArrayLike<number>, loss: ResidualLossId, options?: Options) => LinearFit;

/**
 * θ that minimises (1/n) Σ ℓ(yᵢ − xᵢ·θ): L2 by orthogonal reflections, L1 exactly as a linear programme, smooth L1 by least squares
 * whose weights min(1/β, 1/|r|) follow the residuals, which never goes up (Holland, Welsch, "Robust regression using iteratively
 * reweighted least-squares", 1977), or Newton's step where that goes lower.
 * @param table [n, d], n ≥ d (an intercept is a column of ones); y [n]
 * @throws SingularError where the columns depend on one another
 */
export const fitLinear: FitLinear = (table, y, loss, options = {}) => {
  const { beta = 1 } = options;
  const { theta, rounds } =
    loss === 'l2'
      ? { theta: leastSquares(table, y), rounds: 1 }
      : loss === 'l1'
        ? leastAbsolute(table, y)
        : reweighted(table, y, beta, options);
  return { theta, mean: meanLoss(table, y, theta, loss, beta), rounds };
};

/** (1/n) Σ ℓ(yᵢ − xᵢ·θ). */
export function meanLoss(
  table: Table,
  y: ArrayLike<number>,
  theta: ArrayLike<number>,
  loss: ResidualLossId,
  beta: number,
): number {
  const { value } = residualLoss(loss, beta);
  return residualsOf(table, y, theta).reduce((sum, r) => sum + value(r), 0) / rowCount(table);
}

/** Its gradient in θ, [d]. */
export function meanLossGradient(
  table: Table,
  y: ArrayLike<number>,
  theta: ArrayLike<number>,
  loss: ResidualLossId,
  beta: number,
): Float64Array {
  const { slope } = residualLoss(loss, beta);
  const { dimension: d, values } = table;
  const n = rowCount(table);
  const gradient = new Float64Array(d);
  residualsOf(table, y, theta).forEach((r, i) => {
    const at = slope(r) / n;
    for (let k = 0; k < d; k++) gradient[k]! -= at * values[i * d + k]!;
  });
  return gradient;
}

/** yᵢ − xᵢ·θ, [n]. */
export function residualsOf(
  { values, dimension: d }: Table,
  y: ArrayLike<number>,
  theta: ArrayLike<number>,
): Float64Array {
  return Float64Array.from({ length: values.length / d }, (_, i) => {
    let sum = y[i]!;
    for (let k = 0; k < d; k++) sum -= values[i * d + k]! * theta[k]!;
    return sum;
  });
}

function reweighted(
  table: Table,
  y: ArrayLike<number>,
  beta: number,
  { tolerance = 1e-10, roundsMost = 500 }: Options,
): { theta: Float64Array; rounds: number } {
  let theta = leastSquares(table, y);
  for (let rounds = 1; ; rounds++) {
    const gradient = meanLossGradient(table, y, theta, 'smooth-l1', beta);
    if (rounds >= roundsMost || gradient.every((value) => Math.abs(value) <= tolerance)) return { theta, rounds };
    const weights = residualsOf(table, y, theta).map((r) => 1 / Math.max(beta, Math.abs(r)));
    const slow = leastSquares(table, y, weights);
    const quick = newtonStep(table, y, theta, beta, gradient);
    const height = (at: Float64Array): number => meanLoss(table, y, at, 'smooth-l1', beta);
    theta = quick !== null && height(quick) <= height(slow) ? quick : slow;
  }
}

/** Newton's step: exact once it is settled which residuals lie on the parabola. Null where those do not determine θ. */
function newtonStep(
  table: Table,
  y: ArrayLike<number>,
  theta: Float64Array,
  beta: number,
  gradient: Float64Array,
): Float64Array | null {
  const { dimension: d, values } = table;
  const hessian = new Float64Array(d * d);
  residualsOf(table, y, theta).forEach((r, i) => {
    if (Math.abs(r) >= beta) return;
    for (let a = 0; a < d; a++)
      for (let b = 0; b < d; b++) hessian[a * d + b]! += values[i * d + a]! * values[i * d + b]!;
  });
  try {
    const step = leastSquares(
      { values: hessian, dimension: d },
      gradient.map((value) => value * beta * rowCount(table)),
    );
    return theta.map((value, k) => value - step[k]!);
  } catch (error) {
    if (error instanceof SingularError) return null;
    throw error;
  }
}
