import { leastSquares } from '../linear/least-squares.ts';
import { causalOrder, childrenOf } from './graph.ts';
import type { LinearModel } from './linear-model.ts';

/** A causal path and the product of its arrows' strengths. */
export interface TracedPath {
  readonly nodes: readonly string[];
  readonly strengths: readonly number[];
  readonly product: number;
}

/**
 * By how much the outcome changes where the cause is set one higher: over all causal paths the sum of their products (Wright, "The Method of
 * Path Coefficients", 1934). 0 where there is no such path.
 */
export function totalEffect(
  model: LinearModel,
  cause: string,
  outcome: string,
): { readonly effect: number; readonly paths: readonly TracedPath[] } {
  const strengthOf = (from: string, to: string): number =>
    model.arrows.find((arrow) => arrow.from === from && arrow.to === to)!.strength;
  const paths: TracedPath[] = [];
  const walk = (nodes: readonly string[], strengths: readonly number[]): void => {
    const last = nodes.at(-1)!;
    if (last === outcome) {
      paths.push({ nodes, strengths, product: strengths.reduce((a, b) => a * b, 1) });
      return;
    }
    for (const child of childrenOf(model, last)) walk([...nodes, child], [...strengths, strengthOf(last, child)]);
  };
  if (cause !== outcome) walk([cause], []);
  return { effect: paths.reduce((sum, { product }) => sum + product, 0), paths };
}

export type Covariances = (a: string, b: string) => number;

/** Asked for again and again of one model. */
const known = new WeakMap<LinearModel, Covariances>();

/** Covariances of all variables in cases without end: of noise carried along all ways, (I − B)⁻¹(I − B)⁻ᵀ. @throws CycleError */
export function covariancesOf(model: LinearModel): Covariances {
  const before = known.get(model);
  if (before !== undefined) return before;
  const order = causalOrder(model);
  const place = new Map(order.map((node, i) => [node, i]));
  const size = order.length;
  // A row a variable: how much of whose noise it is made of.
  const made = order.map((_, i) => Float64Array.from({ length: size }, (_, k) => (k === i ? 1 : 0)));
  for (const [i, node] of order.entries())
    for (const { from, to, strength } of model.arrows)
      if (to === node) for (let k = 0; k < size; k++) made[i]![k]! += strength * made[place.get(from)!]![k]!;
  const all = made.map((a) => made.map((b) => a.reduce((sum, part, k) => sum + part * b[k]!, 0)));
  const found: Covariances = (a, b) => all[place.get(a)!]![place.get(b)!]!;
  known.set(model, found);
  return found;
}

/** What the regression of `outcome` on `cause` and `given` says of `cause` in cases without end: no chance is left, only bias. */
export function limitSlope(model: LinearModel, cause: string, outcome: string, given: readonly string[]): number {
  const covariance = covariancesOf(model);
  return slopes(covariance, [cause, ...given], outcome)[0]!;
}

/** Correlation of two variables given others, in cases without end; 0 for all that is d-separated. */
export function limitCorrelation(model: LinearModel, a: string, b: string, given: readonly string[]): number {
  const covariance = covariancesOf(model);
  const of = (x: string): Float64Array => (given.length === 0 ? new Float64Array(0) : slopes(covariance, given, x));
  const [onA, onB] = [of(a), of(b)];
  const left = (x: string, onX: Float64Array, y: string): number =>
    given.reduce((sum, node, i) => sum - onX[i]! * covariance(node, y), covariance(x, y));
  return left(a, onA, b) / Math.sqrt(left(a, onA, a) * left(b, onB, b));
}

/** The normal equations of `outcome` on these variables. */
function slopes(covariance: Covariances, on: readonly string[], outcome: string): Float64Array {
  const values = on.flatMap((a) => on.map((b) => covariance(a, b)));
  return leastSquares(
    { values, dimension: on.length },
    on.map((a) => covariance(a, outcome)),
  );
}
