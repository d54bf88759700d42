/**
 * Scales a vector to length 1, in a new array.
 * @throws on a vector that has no direction (zero, NaN or infinite): a broken network must not become a template
 */
export function normalise(vector: ArrayLike<number>): Float32Array {
  let square = 0;
  for (let i = 0; i < vector.length; i++) square += vector[i]! * vector[i]!;
  if (!(square > 0 && Number.isFinite(square))) throw new Error('embedding: a vector without direction');
  const scale = 1 / Math.sqrt(square);
  const unit = new Float32Array(vector.length);
  for (let i = 0; i < vector.length; i++) unit[i] = vector[i]! * scale;
  return unit;
}
