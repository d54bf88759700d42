import { seededRandom } from '../metrics/seeded-random.ts';

/** Numbers with mean 0 and variance 1, the same for the same seed (G. E. P. Box, M. E. Muller, 1958). */
export function normalNumbers(seed: number): () => number {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x1f83d9ab);
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
