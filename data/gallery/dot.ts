/**
 * The comparison score of a row: the inner product of unit vectors, which is their cosine. Sums in double precision; four sums
 * side by side, since one alone would wait for its own last addition. The probe comes as doubles to spare a conversion a number.
 */
export function dot(rows: Float32Array, offset: number, probe: Float64Array): number {
  const size = probe.length;
  const whole = size - (size % 8);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  let at = offset;
  for (; i < whole; i += 8, at += 8) {
    a += rows[at]! * probe[i]! + rows[at + 4]! * probe[i + 4]!;
    b += rows[at + 1]! * probe[i + 1]! + rows[at + 5]! * probe[i + 5]!;
    c += rows[at + 2]! * probe[i + 2]! + rows[at + 6]! * probe[i + 6]!;
    d += rows[at + 3]! * probe[i + 3]! + rows[at + 7]! * probe[i + 7]!;
  }
  for (; i < size; i++, at++) a += rows[at]! * probe[i]!;
  return a + b + (c + d);
}
