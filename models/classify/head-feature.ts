/** A template as a head over a frozen backbone takes it: see `FrozenSpace` (models/compare). */
export function headFeature(template: Float32Array): Float32Array {
  const scale = Math.sqrt(template.length);
  return template.map((value) => value * scale);
}
