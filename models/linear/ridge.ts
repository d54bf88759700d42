/**
 * Θ that minimises Σ ‖yᵢ − Θᵀxᵢ‖² + λ n ‖Θ‖², several outputs at a time: the normal equations by Cholesky's factors (A. E. Hoerl, R. W. Kennard, "Ridge
 * Regression", Technometrics 12, 1970). With λ above 0 there is always one answer, found in whichever is smaller: as many unknowns as inputs, or, by
 * Θ = Xᵀ(XXᵀ + λ n I)⁻¹Y, as many as rows.
 * @param x [n, d] row by row; y [n, k] row by row
 * @param lambda above 0
 * @returns [d, k] row by row
 * @throws RangeError where sizes do not fit or λ is not above 0
 */
export function ridge(
  x: Float64Array | Float32Array,
  y: Float64Array | Float32Array,
  { rows: n, inputs: d, outputs: k }: { readonly rows: number; readonly inputs: number; readonly outputs: number },
  lambda: number,
): Float64Array {
  if (x.length !== n * d || y.length !== n * k) throw new RangeError('ridge: the tables are of other sizes');
  if (!(lambda > 0)) throw new RangeError(`ridge: λ of ${lambda}`);
  if (n >= d) return solve(...normalEquations(x, y, n, d, k), d, k, lambda * n);
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const a = x.subarray(i * d, (i + 1) * d);
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let l = 0, at = j * d; l < d; l++, at++) sum += a[l]! * x[at]!;
      gram[i * n + j] = sum;
    }
  }
  const shares = solve(gram, Float64Array.from(y), n, k, lambda * n);
  const theta = new Float64Array(d * k);
  for (let row = 0; row < n; row++) addProducts(theta, x.subarray(row * d, (row + 1) * d), shares, row * k, k);
  return theta;
}

type Rows = Float64Array;

/** XᵀX, its lower half, and XᵀY. */
function normalEquations(x: ArrayLike<number>, y: ArrayLike<number>, n: number, d: number, k: number) {
  const gram = new Float64Array(d * d);
  const theta = new Float64Array(d * k);
  // Four rows at a time: each sum is read and written a quarter as often. What is missing of the last four is zeros.
  const four = new Float64Array(4 * d);
  const [a, b, c, e] = [0, 1, 2, 3].map((r) => four.subarray(r * d, (r + 1) * d)) as [Rows, Rows, Rows, Rows];
  for (let row = 0; row < n; row += 4) {
    four.fill(0);
    for (let i = 0, from = row * d; i < 4 * d && from < n * d; i++, from++) four[i] = x[from]!;
    for (let i = 0; i < d; i++) {
      const [p, q, r, s] = [a[i]!, b[i]!, c[i]!, e[i]!];
      if (p === 0 && q === 0 && r === 0 && s === 0) continue; // of rectified features half are 0
      for (let j = 0, at = i * d; j <= i; j++, at++) gram[at]! += p * a[j]! + q * b[j]! + r * c[j]! + s * e[j]!;
    }
    for (let i = row; i < Math.min(n, row + 4); i++)
      addProducts(theta, four.subarray((i - row) * d, (i - row + 1) * d), y, i * k, k);
  }
  return [gram, theta] as const;
}

/** Adds x of one row times y's numbers from `from` on: [d, k]. */
function addProducts(to: Float64Array, x: ArrayLike<number>, y: ArrayLike<number>, from: number, k: number): void {
  for (let i = 0, at = 0; i < x.length; i++) {
    const value = x[i]!;
    for (let j = 0; j < k; j++, at++) to[at]! += value * y[from + j]!;
  }
}

/** (G + added · I)⁻¹ B in place of B [d, k], of a symmetric G [d, d] of which the lower half is there. */
function solve(gram: Float64Array, b: Float64Array, d: number, k: number, added: number): Float64Array {
  for (let i = 0; i < d; i++) gram[i * d + i]! += added;
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) {
      let sum = gram[i * d + j]!;
      for (let l = 0; l < j; l++) sum -= gram[i * d + l]! * gram[j * d + l]!;
      gram[i * d + j] = i === j ? Math.sqrt(sum) : sum / gram[j * d + j]!;
    }
  for (let c = 0; c < k; c++) {
    for (let i = 0; i < d; i++) {
      let sum = b[i * k + c]!;
      for (let l = 0; l < i; l++) sum -= gram[i * d + l]! * b[l * k + c]!;
      b[i * k + c] = sum / gram[i * d + i]!;
    }
    for (let i = d - 1; i >= 0; i--) {
      let sum = b[i * k + c]!;
      for (let l = i + 1; l < d; l++) sum -= gram[l * d + i]! * b[l * k + c]!;
      b[i * k + c] = sum / gram[i * d + i]!;
    }
  }
  return b;
}
