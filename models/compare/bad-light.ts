import { seededRandom } from '../metrics/seeded-random.ts';
import type { PictureSource } from '../train/picture-source.ts';

/** How much light is left on the bright and on the dark side, and the deviation of the noise that a camera then makes, of 255. */
const BRIGHT = 0.55;
const DARK = 0.12;
const NOISE = 7;

/**
 * A picture as it would be late in the evening with one lamp: light falls from one side (which one depends on the seed), little
 * of it arrives, and the camera makes noise. In place of what was there nothing is invented.
 * @param from size · size · 3 bytes, RGB
 */
export function inBadLight(from: Uint8Array, size: number, seed: number): Uint8Array {
  const random = seededRandom(Math.imul(seed + 1, 0x9e3779b1));
  const angle = 2 * Math.PI * random();
  const [across, down] = [Math.cos(angle) / size, Math.sin(angle) / size];
  const result = new Uint8Array(from.length);
  for (let y = 0, at = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const lit = 0.5 + (x - size / 2) * across + (y - size / 2) * down;
      const light = DARK + (BRIGHT - DARK) * Math.max(0, Math.min(1, lit));
      for (let c = 0; c < 3; c++, at++) {
        // Three even numbers are nearly a normal one, with deviation ½.
        const noise = NOISE * 2 * (random() + random() + random() - 1.5);
        result[at] = Math.max(0, Math.min(255, Math.round(from[at]! * light + noise)));
      }
    }
  return result;
}

/** The pictures of a source, and behind them the same again in bad light: picture i of n is i + n there. */
export function withBadLight(source: PictureSource): PictureSource {
  const count = source.labels.length;
  return {
    size: source.size,
    labels: Int32Array.from([...source.labels, ...source.labels]),
    references: [...source.references, ...source.references.map((reference) => `${reference} in bad light`)],
    async picture(index) {
      const bytes = await source.picture(index % count);
      return index < count ? bytes : inBadLight(bytes, source.size, index);
    },
  };
}
