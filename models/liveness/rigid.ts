/**
 * How far one set of points is from being the other, turned, moved and scaled in space: root mean square distance left by the best
 * similarity, in the unit of `to`. Points are x, y, z one after another. Horn 1987, "Closed-form solution of absolute orientation using unit
 * quaternions": the rotation is the eigenvector of the largest eigenvalue of a symmetric 4 × 4 matrix. A head that turns stays itself; what a
 * mesh network makes of a tilted photo does not, since its depth is then invented.
 */
export function rigidResidual(from: Float64Array, to: Float64Array): number {
  if (from.length !== to.length || from.length < 9) throw new RangeError('rigid: point lists differ, or are too short');
  const p = centred(from);
  const q = centred(to);
  const s = new Float64Array(9);
  for (let i = 0; i < p.length; i += 3)
    for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) s[a * 3 + b]! += p[i + a]! * q[i + b]!;
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = s as unknown as Nine;
  const [w, x, y, z] = largestEigenvector([
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, yy - xx - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, zz - xx - yy],
  ]);
  const rotation = [
    [w * w + x * x - y * y - z * z, 2 * (x * y - w * z), 2 * (x * z + w * y)],
    [2 * (x * y + w * z), w * w - x * x + y * y - z * z, 2 * (y * z - w * x)],
    [2 * (x * z - w * y), 2 * (y * z + w * x), w * w - x * x - y * y + z * z],
  ] as const;
  let along = 0;
  let square = 0;
  let target = 0;
  for (let i = 0; i < p.length; i += 3) {
    for (let a = 0; a < 3; a++) {
      const row = rotation[a]!;
      const turned = row[0] * p[i]! + row[1] * p[i + 1]! + row[2] * p[i + 2]!;
      along += turned * q[i + a]!;
      square += turned * turned;
      target += q[i + a]! ** 2;
    }
  }
  if (!(square > 0)) throw new RangeError('rigid: the points coincide');
  // ‖s·R·p − q‖² at the best scale s = along / square.
  return Math.sqrt(Math.max(0, target - along ** 2 / square) / (p.length / 3));
}

type Nine = [number, number, number, number, number, number, number, number, number];
type Four = [number, number, number, number];

function centred(points: Float64Array): Float64Array {
  const mean = [0, 0, 0];
  for (let i = 0; i < points.length; i++) mean[i % 3]! += points[i]! / (points.length / 3);
  return points.map((value, i) => value - mean[i % 3]!);
}

/** Of a symmetric matrix, by Jacobi rotations: a few sweeps reach machine precision at this size. */
function largestEigenvector(matrix: number[][]): Four {
  const vectors: number[][] = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => Number(i === j)));
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let p = 0; p < 3; p++) {
      for (let q = p + 1; q < 4; q++) {
        const off = matrix[p]![q]!;
        if (Math.abs(off) < 1e-300) continue;
        const theta = (matrix[q]![q]! - matrix[p]![p]!) / (2 * off);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        turn(matrix, p, q, c, t * c);
        for (const row of vectors) {
          const [a, b] = [row[p]!, row[q]!];
          row[p] = c * a - t * c * b;
          row[q] = t * c * a + c * b;
        }
      }
    }
  }
  const best = [0, 1, 2, 3].reduce((at, i) => (matrix[i]![i]! > matrix[at]![at]! ? i : at), 0);
  return vectors.map((row) => row[best]!) as Four;
}

function turn(m: number[][], p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < 4; k++) {
    const [a, b] = [m[k]![p]!, m[k]![q]!];
    m[k]![p] = c * a - s * b;
    m[k]![q] = s * a + c * b;
  }
  for (let k = 0; k < 4; k++) {
    const [a, b] = [m[p]![k]!, m[q]![k]!];
    m[p]![k] = c * a - s * b;
    m[q]![k] = s * a + c * b;
  }
}
