const bits = new DataView(new ArrayBuffer(4));

/**
 * The bits of a number as IEEE 754 binary16 (section 3.6), rounded to the nearest, ties to even; beyond 65 504 infinite.
 * The other way round is `halfToFloat` (../half.ts).
 */
export function floatToHalf(value: number): number {
  bits.setFloat32(0, value);
  const single = bits.getUint32(0);
  const sign = (single >>> 16) & 0x8000;
  const exponent = (single >>> 23) & 0xff;
  const fraction = single & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  const halved = exponent - 112;
  if (halved >= 31) return sign | 0x7c00;
  if (halved <= 0) {
    // Subnormal: the hidden bit joins the fraction, and all of it is shifted out of sight for the smallest.
    if (halved < -10) return sign;
    return sign | rounded(fraction | 0x800000, 14 - halved);
  }
  // A carry out of the fraction raises the exponent, to infinity if need be: the fields lie side by side.
  return sign | ((halved << 10) + rounded(fraction, 13));
}

/** Of all numbers. A loop: `from` with a function takes ten times as long, which millions of weights make noticeable. */
export function halvesOf(values: Float32Array): Uint16Array {
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = floatToHalf(values[i]!);
  return halves;
}

/** A whole number shifted right, rounded to the nearest, ties to even. */
function rounded(value: number, by: number): number {
  const kept = value >>> by;
  const rest = value & ((1 << by) - 1);
  const half = 1 << (by - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
