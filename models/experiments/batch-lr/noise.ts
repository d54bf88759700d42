import { seededRandom } from '../../metrics/seeded-random.ts';
import { shuffled } from '../../samplers/shuffle.ts';
import type { EngineTools } from '../in-engine.ts';
import type { LabelledPictures } from '../small/faces.ts';
import { Learner, type LearntVectors } from '../small/learner.ts';
import { networkOf } from './grid.ts';

/** How gradients of small batches scatter about the gradient of all pictures. */
export interface GradientNoise {
  /** Length of the gradient over all pictures, squared. */
  readonly signal: number;
  /** For each batch size: mean squared distance of its gradient from that, in units of `signal`. */
  readonly relative: readonly { readonly batch: number; readonly noise: number }[];
  /** The batch at which noise and signal are equal: tr Σ / |G|², the simple noise scale. */
  readonly scale: number;
}

/** Batches at which it is measured; all draws of one size together use up the pictures a few times. */
export const NOISE_BATCHES = [2, 8, 32] as const;
const DRAWS = 24;

/**
 * Measured at given weights: a step of gradient descent at rate 1 moves them by just the gradient. Batches are drawn without putting
 * back, so the distance from the gradient of all `n` pictures is (n − B) / (n − 1) · tr Σ / B: it is told without the first factor.
 *
 * McCandlish, Kaplan, Amodei, "An Empirical Model of Large-Batch Training", arXiv:1812.06162, §2.2.
 */
export async function gradientNoise(
  faces: LabelledPictures,
  weights: LearntVectors,
  seed: number,
  tools: EngineTools,
): Promise<GradientNoise> {
  const network = networkOf(faces);
  const count = faces.labels.length;
  const all = [...faces.labels.keys()];
  const gradientsOf = async (batch: number, draws: readonly (readonly number[])[]): Promise<Float32Array[]> => {
    const learner = await Learner.open({ network, batch, momentum: 0 }, tools);
    try {
      const found: Float32Array[] = [];
      for (const rows of draws) {
        await learner.place(weights);
        await learner.learn(faces, rows, 1);
        const after = (await learner.learnt()).weights;
        found.push(weights.weights.map((value, i) => value - after[i]!));
      }
      return found;
    } finally {
      await learner.release();
    }
  };
  const [whole] = (await gradientsOf(count, [all])) as [Float32Array];
  const signal = whole.reduce((sum, value) => sum + value * value, 0);
  const random = seededRandom(seed);
  const relative: { batch: number; noise: number }[] = [];
  let trace = 0;
  for (const batch of NOISE_BATCHES.filter((one) => one < count)) {
    const draws = Array.from({ length: DRAWS }, () => shuffled(all, random).slice(0, batch));
    const gradients = await gradientsOf(batch, draws);
    const distances = gradients.map((g) => g.reduce((sum, value, i) => sum + (value - whole[i]!) ** 2, 0));
    // As if there were pictures without end: of 128, a batch of 32 is a good part.
    const mean = (distances.reduce((a, b) => a + b, 0) / distances.length) * ((count - 1) / (count - batch));
    relative.push({ batch, noise: mean / signal });
    trace += mean * batch;
  }
  return { signal, relative, scale: trace / relative.length / signal };
}

/** The slope of log noise over log batch, by least squares: −1 where the noise is that of independent pictures. */
export function noiseSlope({ relative }: Pick<GradientNoise, 'relative'>): number {
  const points = relative.map(({ batch, noise }) => [Math.log(batch), Math.log(noise)] as const);
  const [mx, my] = [0, 1].map((k) => points.reduce((sum, point) => sum + point[k]!, 0) / points.length) as [
    number,
    number,
  ];
  const across = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return across / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}
