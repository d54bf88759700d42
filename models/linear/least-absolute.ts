import { seededRandom } from '../metrics/seeded-random.ts';
import { leastSquares } from './least-squares.ts';
import { rowCount, rowOf, type Table, tableOf } from './table.ts';

/** So little is added to y, in parts of its size, that no two corners coincide: simplex steps could go round in a circle there. */
const apart = 1e-10;

/**
 * θ that minimises Σ |yᵢ − xᵢ·θ|, exactly: some minimum passes through d of the points, so one goes from such a corner to the next
 * as long as that pays, as far as a weighted median says (Bloomfield, Steiger, "Least Absolute Deviations Curve-Fitting", SIAM J. Sci.
 * Stat. Comput. 1, 1980). It ends where multipliers between −1 and 1 for the d points prove the minimum.
 * @param table [n, d], n ≥ d; y [n]
 * @throws SingularError where the columns depend on one another
 */
export function leastAbsolute(table: Table, y: ArrayLike<number>): { theta: Float64Array; rounds: number } {
  const { dimension: d, values } = table;
  const n = rowCount(table);
  const random = seededRandom(1);
  const size = Array.from(y).reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const moved = Float64Array.from(y, (value) => value + apart * size * (random() - 0.5));
  const product = (i: number, theta: Float64Array): number => {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += values[i * d + k]! * theta[k]!;
    return sum;
  };
  let basis = firstBasis(table, moved);
  for (let rounds = 0; ; rounds++) {
    const corner = tableOf(basis.map((i) => rowOf(table, i)));
    const theta = leastSquares(
      corner,
      basis.map((i) => moved[i]!),
    );
    const inside = new Set(basis);
    const residual = Float64Array.from({ length: n }, (_, i) => moved[i]! - product(i, theta));
    const pull = new Float64Array(d);
    for (let i = 0; i < n; i++)
      if (!inside.has(i)) for (let k = 0; k < d; k++) pull[k]! -= Math.sign(residual[i]!) * values[i * d + k]!;
    const multipliers = leastSquares(transposed(corner), pull);
    const worst = multipliers.reduce((best, m, k) => (Math.abs(m) > Math.abs(multipliers[best]!) ? k : best), 0);
    const excess = Math.abs(multipliers[worst]!) - 1;
    if (excess <= 1e-9 || rounds >= 50 * n) {
      // The corner itself, without what was added.
      return {
        theta: leastSquares(
          corner,
          basis.map((i) => y[i]!),
        ),
        rounds,
      };
    }
    const along = leastSquares(
      corner,
      basis.map((_, k) => (k === worst ? -Math.sign(multipliers[worst]!) : 0)),
    );
    const stops: { i: number; at: number; weight: number }[] = [];
    for (let i = 0; i < n; i++) {
      if (inside.has(i)) continue;
      const speed = product(i, along);
      const at = residual[i]! / speed;
      if (at > 0 && Number.isFinite(at)) stops.push({ i, at, weight: 2 * Math.abs(speed) });
    }
    stops.sort((a, b) => a.at - b.at);
    let slope = -excess;
    const next = stops.find(({ weight }) => {
      slope += weight;
      return slope >= 0;
    });
    basis = basis.with(worst, next!.i);
  }
}

/** d rows of the smallest residuals of the least squares that determine θ. */
function firstBasis(table: Table, y: Float64Array): number[] {
  const { dimension: d, values } = table;
  const theta = leastSquares(table, y);
  const residual = (i: number): number =>
    Math.abs(y[i]! - theta.reduce((sum, value, k) => sum + value * values[i * d + k]!, 0));
  const order = Array.from({ length: rowCount(table) }, (_, i) => i).sort((a, b) => residual(a) - residual(b));
  const basis: number[] = [];
  const directions: Float64Array[] = [];
  for (const i of order) {
    const rest = rowOf(table, i);
    const length = Math.hypot(...rest);
    // Twice, so that rounding leaves nothing.
    for (let pass = 0; pass < 2; pass++)
      for (const direction of directions) {
        const share = direction.reduce((sum, value, k) => sum + value * rest[k]!, 0);
        for (let k = 0; k < d; k++) rest[k]! -= share * direction[k]!;
      }
    const left = Math.hypot(...rest);
    if (!(left > 1e-8 * length)) continue;
    basis.push(i);
    directions.push(rest.map((value) => value / left));
    if (basis.length === d) break;
  }
  return basis;
}

const transposed = ({ values, dimension }: Table): Table => ({
  dimension,
  values: Float64Array.from(values, (_, k) => values[(k % dimension) * dimension + Math.floor(k / dimension)]!),
});
