import type { Point } from '../image.ts';

/** A similarity of the plane without reflection: x' = a·x − b·y + tx, y' = b·x + a·y + ty. Scale is √(a² + b²). */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/**
 * The similarity that carries `from` onto `to` with the least squared error.
 * Umeyama 1991, "Least-squares estimation of transformation parameters between two point patterns"; in the plane and without
 * reflection its SVD reduces to the two sums below.
 *
 * @throws when the lists differ in length or all `from` points coincide
 */
export function estimateSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  if (from.length !== to.length) throw new Error('similarity: point lists differ in length');
  const p = mean(from);
  const q = mean(to);
  let dot = 0;
  let cross = 0;
  let spread = 0;
  for (let i = 0; i < from.length; i++) {
    const px = from[i]!.x - p.x;
    const py = from[i]!.y - p.y;
    const qx = to[i]!.x - q.x;
    const qy = to[i]!.y - q.y;
    dot += px * qx + py * qy;
    cross += px * qy - py * qx;
    spread += px * px + py * py;
  }
  if (!(spread > 0)) throw new Error('similarity: the points coincide');
  const a = dot / spread;
  const b = cross / spread;
  return { a, b, tx: q.x - a * p.x + b * p.y, ty: q.y - b * p.x - a * p.y };
}

/** @throws when the similarity has no extent (scale 0) */
export function invert({ a, b, tx, ty }: Similarity): Similarity {
  const square = a * a + b * b;
  if (!(square > 0)) throw new Error('similarity: scale 0 has no inverse');
  const ia = a / square;
  const ib = -b / square;
  return { a: ia, b: ib, tx: -(ia * tx - ib * ty), ty: -(ib * tx + ia * ty) };
}

export function apply(s: Similarity, point: Point): Point {
  return { x: s.a * point.x - s.b * point.y + s.tx, y: s.b * point.x + s.a * point.y + s.ty };
}

/** Factor by which lengths grow. */
export function scaleOf(s: Similarity): number {
  return Math.hypot(s.a, s.b);
}

function mean(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}
