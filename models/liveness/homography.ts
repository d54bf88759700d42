/** Row-major 3 × 3 with the last number 1: x' = (h0·x + h1·y + h2) / (h6·x + h7·y + 1), y' likewise with h3 … h5. */
export type Homography = Float64Array;

/**
 * The homography that carries `from` onto `to`, points as x, y one after another: the direct linear transform with Hartley's normalisation
 * (Hartley & Zisserman 2004, "Multiple View Geometry", algorithm 4.2), solved by normal equations of eight unknowns. Two pictures of one
 * plane, however they were taken, are related by one; two pictures of a head that turned are not.
 *
 * @returns null when the points do not determine one (fewer than four, or on a line)
 */
export function estimateHomography(from: Float64Array, to: Float64Array): Homography | null {
  const count = from.length / 2;
  if (from.length !== to.length || count < 4) return null;
  const p = normalisation(from);
  const q = normalisation(to);
  if (p === null || q === null) return null;
  const normal = new Float64Array(8 * 9);
  const row = new Float64Array(9);
  for (let i = 0; i < count; i++) {
    const x = (from[2 * i]! - p.x) * p.scale;
    const y = (from[2 * i + 1]! - p.y) * p.scale;
    for (let axis = 0; axis < 2; axis++) {
      const target = axis === 0 ? (to[2 * i]! - q.x) * q.scale : (to[2 * i + 1]! - q.y) * q.scale;
      row.fill(0);
      row[axis * 3] = x;
      row[axis * 3 + 1] = y;
      row[axis * 3 + 2] = 1;
      row[6] = -x * target;
      row[7] = -y * target;
      row[8] = target;
      for (let r = 0; r < 8; r++) for (let c = 0; c < 9; c++) normal[r * 9 + c]! += row[r]! * row[c]!;
    }
  }
  const h = solve8(normal);
  return h && denormalised(h, p, q);
}

/** Where a homography puts a point. */
export function project(h: Homography, x: number, y: number): readonly [number, number] {
  const w = h[6]! * x + h[7]! * y + h[8]!;
  return [(h[0]! * x + h[1]! * y + h[2]!) / w, (h[3]! * x + h[4]! * y + h[5]!) / w];
}

/** Root mean square distance between `to` and where the best homography puts `from`, in their unit; null when there is no such homography. */
export function homographyResidual(from: Float64Array, to: Float64Array): number | null {
  const h = estimateHomography(from, to);
  if (h === null) return null;
  let sum = 0;
  for (let i = 0; i < from.length; i += 2) {
    const [x, y] = project(h, from[i]!, from[i + 1]!);
    sum += (x - to[i]!) ** 2 + (y - to[i + 1]!) ** 2;
  }
  return Math.sqrt(sum / (from.length / 2));
}

interface Normalisation {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Centre in the origin, mean distance √2. */
function normalisation(points: Float64Array): Normalisation | null {
  const count = points.length / 2;
  let x = 0;
  let y = 0;
  for (let i = 0; i < points.length; i += 2) {
    x += points[i]! / count;
    y += points[i + 1]! / count;
  }
  let spread = 0;
  for (let i = 0; i < points.length; i += 2) spread += Math.hypot(points[i]! - x, points[i + 1]! - y) / count;
  return spread > 0 ? { x, y, scale: Math.SQRT2 / spread } : null;
}

/** Gauss–Jordan with partial pivoting on 8 × (8 + 1). */
function solve8(m: Float64Array): Float64Array | null {
  for (let column = 0; column < 8; column++) {
    let pivot = column;
    for (let r = column + 1; r < 8; r++) if (Math.abs(m[r * 9 + column]!) > Math.abs(m[pivot * 9 + column]!)) pivot = r;
    const size = m[pivot * 9 + column]!;
    if (!(Math.abs(size) > 1e-9)) return null;
    for (let c = 0; c < 9; c++) {
      const kept = m[column * 9 + c]!;
      m[column * 9 + c] = m[pivot * 9 + c]! / size;
      if (pivot !== column) m[pivot * 9 + c] = kept;
    }
    for (let r = 0; r < 8; r++) {
      const factor = m[r * 9 + column]!;
      if (r === column || factor === 0) continue;
      for (let c = 0; c < 9; c++) m[r * 9 + c]! -= factor * m[column * 9 + c]!;
    }
  }
  return Float64Array.from({ length: 8 }, (_, r) => m[r * 9 + 8]!);
}

/** Q⁻¹ · H · P, scaled to a last number of 1. */
function denormalised(h: Float64Array, p: Normalisation, q: Normalisation): Homography | null {
  const [a, b, c, d, e, f, g, k] = h as unknown as [number, number, number, number, number, number, number, number];
  // H · P: columns scaled, translation folded in.
  const rows = [
    [a, b, c],
    [d, e, f],
    [g, k, 1],
  ].map(([u, v, w]) => [u! * p.scale, v! * p.scale, w! - u! * p.scale * p.x - v! * p.scale * p.y]) as number[][];
  const [first, second, last] = rows as [number[], number[], number[]];
  const out = new Float64Array(9);
  for (let i = 0; i < 3; i++) {
    out[i] = first[i]! / q.scale + q.x * last[i]!;
    out[3 + i] = second[i]! / q.scale + q.y * last[i]!;
    out[6 + i] = last[i]!;
  }
  const scale = out[8]!;
  if (!(Math.abs(scale) > 1e-12)) return null;
  return out.map((value) => value / scale);
}
