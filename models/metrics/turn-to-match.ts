/**
 * Points of the plane, centred, turned about the origin (mirrored where that fits better) so that they lie as near as
 * possible to `target`: successive projections of changing embeddings then do not jump between views that are equally
 * good. Both `n · 2` numbers, point i of one belonging to point i of the other. Gives a new array.
 *
 * Orthogonal Procrustes (Schönemann, Psychometrika 31, 1966), which in the plane has a closed form.
 */
export function turnToMatch(points: Float32Array, target: Float32Array): Float32Array {
  const [from, to] = [centred(points), centred(target)];
  // m = Σ to · fromᵀ
  let [m00, m01, m10, m11] = [0, 0, 0, 0];
  for (let i = 0; i < Math.min(from.length, to.length); i += 2) {
    m00 += to[i]! * from[i]!;
    m01 += to[i]! * from[i + 1]!;
    m10 += to[i + 1]! * from[i]!;
    m11 += to[i + 1]! * from[i + 1]!;
  }
  const turned = Math.hypot(m00 + m11, m10 - m01);
  const mirrored = Math.hypot(m00 - m11, m10 + m01);
  const flip = mirrored > turned ? -1 : 1;
  const angle = flip === 1 ? Math.atan2(m10 - m01, m00 + m11) : Math.atan2(m10 + m01, m00 - m11);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const out = new Float32Array(from.length);
  for (let i = 0; i < from.length; i += 2) {
    const [x, y] = [from[i]!, from[i + 1]! * flip];
    out[i] = cos * x - sin * y;
    out[i + 1] = sin * x + cos * y;
  }
  return out;
}

function centred(points: Float32Array): Float32Array {
  let [x, y] = [0, 0];
  for (let i = 0; i < points.length; i += 2) {
    x += points[i]!;
    y += points[i + 1]!;
  }
  const n = Math.max(1, points.length / 2);
  return points.map((value, i) => value - (i % 2 === 0 ? x : y) / n);
}
