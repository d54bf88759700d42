export const vectorOf = (dimension: number, seed: number): Float32Array => {
  const vector = Float32Array.from({ length: dimension }, (_, i) => Math.sin(seed * 12.9898 + i * 78.233));
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
};

export const consent = { textVersion: 'test', at: '2026-01-01T00:00:00.000Z', by: 'test' };

export const template = (seed: number, modelId = 'm') => ({
  modelId,
  vector: vectorOf(64, seed),
  quality: 0.8,
  origin: 'photo',
  crop: Buffer.from(`the picture of ${seed} `.repeat(40)),
});
