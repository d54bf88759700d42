import { type DetectionRows, ROW } from './detection.ts';

/** Intersection over union of two rows' boxes, 0..1. */
export function rowIou(rows: DetectionRows, a: number, b: number): number {
  const shared = intersection(rows, a, b);
  return shared === 0 ? 0 : shared / (area(rows, a) + area(rows, b) - shared);
}

/** Share of the smaller of two rows' boxes that lies within the larger, 0..1. */
export function overlapOfSmaller(rows: DetectionRows, a: number, b: number): number {
  const shared = intersection(rows, a, b);
  return shared === 0 ? 0 : shared / Math.min(area(rows, a), area(rows, b));
}

function intersection(rows: DetectionRows, a: number, b: number): number {
  const i = a * ROW;
  const j = b * ROW;
  const width = Math.min(rows[i + 3]!, rows[j + 3]!) - Math.max(rows[i + 1]!, rows[j + 1]!);
  const height = Math.min(rows[i + 4]!, rows[j + 4]!) - Math.max(rows[i + 2]!, rows[j + 2]!);
  return width > 0 && height > 0 ? width * height : 0;
}

function area(rows: DetectionRows, index: number): number {
  const at = index * ROW;
  return (rows[at + 3]! - rows[at + 1]!) * (rows[at + 4]! - rows[at + 2]!);
}

/** Non-maximum suppression, the plain kind: of overlapping rows (IoU > `maxIou`) the best stays as it is. Rows come best first. */
export function suppress(rows: DetectionRows, maxIou: number): DetectionRows {
  return group(rows, maxIou, (members, into, at) =>
    into.set(rows.subarray(members[0]! * ROW, (members[0]! + 1) * ROW), at),
  );
}

/**
 * Weighted non-maximum suppression: a face is the score-weighted mean of the overlapping rows, its score the best one's.
 * It halves the jitter between frames against the plain kind (Bazarevsky et al. 2019, "BlazeFace", section 4.2).
 * Rows come best first, and leave best first.
 */
export function suppressWeighted(rows: DetectionRows, maxIou: number): DetectionRows {
  return group(rows, maxIou, (members, into, at) => {
    let sum = 0;
    for (const member of members) {
      const weight = rows[member * ROW]!;
      sum += weight;
      for (let k = 1; k < ROW; k++) into[at + k]! += weight * rows[member * ROW + k]!;
    }
    for (let k = 1; k < ROW; k++) into[at + k]! /= sum;
    into[at] = rows[members[0]! * ROW]!;
  });
}

/** Every row joins the group of the best row it overlaps; `emit` writes one row for a group. */
function group(
  rows: DetectionRows,
  maxIou: number,
  emit: (members: readonly number[], into: Float32Array, at: number) => void,
): DetectionRows {
  const count = rows.length / ROW;
  const taken = new Uint8Array(count);
  const out = new Float32Array(rows.length);
  let faces = 0;
  for (let i = 0; i < count; i++) {
    if (taken[i]) continue;
    const members = [i];
    for (let j = i + 1; j < count; j++) {
      if (taken[j] || rowIou(rows, i, j) <= maxIou) continue;
      taken[j] = 1;
      members.push(j);
    }
    emit(members, out, faces++ * ROW);
  }
  return out.slice(0, faces * ROW);
}
