/** Side of a block. */
export const BLOCK = 8;

/** Row u, column x: C(u)/2 · cos((2x + 1) u π / 16), an orthonormal matrix. */
const BASIS = Float64Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [i >> 3, i & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

/**
 * The 8 × 8 discrete cosine transform of type II, orthonormal, as JPEG has it: N. Ahmed, T. Natarajan, K. R. Rao, "Discrete Cosine Transform", IEEE
 * Transactions on Computers 23, 1974; ITU-T T.81 (09/92), A.3.3. Rows of the result are vertical frequencies.
 * @param block 64 values, row by row
 * @param into where the 64 coefficients go; may be `block` itself
 */
export function dct8(block: Float64Array, into: Float64Array = new Float64Array(64)): Float64Array {
  return both(block, into, BASIS, 8, 1);
}

/** Back from coefficients to values: the transpose of an orthonormal matrix is its inverse. */
export function inverseDct8(coefficients: Float64Array, into: Float64Array = new Float64Array(64)): Float64Array {
  return both(coefficients, into, BASIS, 1, 8);
}

const between = new Float64Array(64);

/** M · X · Mᵀ, where M's element (u, x) lies at u · down + x · along. */
function both(from: Float64Array, to: Float64Array, matrix: Float64Array, down: number, along: number): Float64Array {
  for (let u = 0; u < 8; u++)
    for (let y = 0; y < 8; y++) {
      let sum = 0;
      for (let x = 0; x < 8; x++) sum += matrix[u * down + x * along]! * from[y * 8 + x]!;
      between[y * 8 + u] = sum;
    }
  for (let v = 0; v < 8; v++)
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let y = 0; y < 8; y++) sum += matrix[v * down + y * along]! * between[y * 8 + u]!;
      to[v * 8 + u] = sum;
    }
  return to;
}
