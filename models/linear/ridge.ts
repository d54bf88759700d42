/**
 * Θ that minimises Σ ‖yᵢ − Θᵀxᵢ‖² + λ n ‖Θ‖², several outputs at a time: the normal equations by Cholesky's factors (A. E. Hoerl, R. W. Kennard, "Ridge
 * Regression", Technometrics 12, 1970). With λ above 0 there is always one answer.
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
  const gram = new Float64Array(d * d);
  const theta = new Float64Array(d * k);
  for (let row = 0; row < n; row++) {
    const [xs, ys] = [x.subarray(row * d, (row + 1) * d), y.subarray(row * k, (row + 1) * k)];
    for (let i = 0; i < d; i++) {
      const value = xs[i]!;
      if (value === 0) continue; // of rectified features half are
      for (let j = 0, at = i * d; j <= i; j++, at++) gram[at]! += value * xs[j]!;
      for (let j = 0, at = i * k; j < k; j++, at++) theta[at]! += value * ys[j]!;
    }
  }
  for (let i = 0; i < d; i++) gram[i * d + i]! += lambda * n;
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) {
      let sum = gram[i * d + j]!;
      for (let l = 0; l < j; l++) sum -= gram[i * d + l]! * gram[j * d + l]!;
      gram[i * d + j] = i === j ? Math.sqrt(sum) : sum / gram[j * d + j]!;
    }
  for (let c = 0; c < k; c++) {
    for (let i = 0; i < d; i++) {
      let sum = theta[i * k + c]!;
      for (let l = 0; l < i; l++) sum -= gram[i * d + l]! * theta[l * k + c]!;
      theta[i * k + c] = sum / gram[i * d + i]!;
    }
    for (let i = d - 1; i >= 0; i--) {
      let sum = theta[i * k + c]!;
      for (let l = i + 1; l < d; l++) sum -= gram[l * d + i]! * theta[l * k + c]!;
      theta[i * k + c] = sum / gram[i * d + i]!;
    }
  }
  return theta;
}
