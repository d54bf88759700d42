import { seededRandom } from '../../metrics/seeded-random.ts';
import { allSides, pad } from '../../padding/pad.ts';
import { type Plane, planeOf } from '../../padding/plane.ts';
import { unevenness } from '../../sampling/checkerboard.ts';
import { PARTS, type Parts } from './parts.ts';

/** So many kernels of k × k as a layer begins with: normal, variance 1/k² (LeCun et al. 1998), one input channel. */
export function randomKernels(k: number, count: number, seed: number): Plane[] {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ (k * 7919));
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, () =>
    planeOf(
      k,
      k,
      Array.from({ length: k * k }, () => normal() / k),
    ),
  );
}

/** What a layer makes of one map: a map a kernel. */
export const transposedMaps = (x: Plane, kernels: readonly Plane[], stride: number, parts: Parts = PARTS): Plane[] =>
  kernels.map((kernel) => parts.transposedConvolve(x, kernel, { stride, padding: 0 }));

/** The cure (Odena, Dumoulin, Olah 2016): enlarge by interpolation, then convolve at stride 1; the border goes on with its edge pixel. Kernels of one size. */
export function resizedMaps(x: Plane, kernels: readonly Plane[], stride: number, parts: Parts = PARTS): Plane[] {
  const large = parts.resize(x, x.rows * stride, x.columns * stride, 'linear');
  const k = kernels[0]?.rows ?? 1;
  const [before, after] = [Math.floor((k - 1) / 2), Math.ceil((k - 1) / 2)];
  const padded = pad(large, { top: before, bottom: after, left: before, right: after }, 'replicate');
  return kernels.map((kernel) => parts.convolve(padded, kernel, { stride: 1, dilation: 1 }));
}

/** Half the sum of squares of what a strided convolution and a ReLU make of a picture: something to take a gradient of. */
export function stridedLoss(x: Plane, kernels: readonly Plane[], stride: number, parts: Parts = PARTS): number {
  let sum = 0;
  for (const kernel of kernels)
    for (const value of parts.convolve(x, kernel, { stride, dilation: 1 }).values) sum += Math.max(0, value) ** 2 / 2;
  return sum;
}

/** Its gradient towards the picture, by backpropagation: through the convolution goes its transpose. As large as the windows reach. */
export function stridedGradient(x: Plane, kernels: readonly Plane[], stride: number, parts: Parts = PARTS): Plane {
  let sum: Plane | null = null;
  for (const kernel of kernels) {
    const y = parts.convolve(x, kernel, { stride, dilation: 1 });
    const active = { ...y, values: y.values.map((value) => Math.max(0, value)) };
    const back = parts.transposedConvolve(active, kernel, { stride, padding: 0 });
    if (sum === null) sum = back;
    else for (let i = 0; i < back.values.length; i++) sum.values[i]! += back.values[i]!;
  }
  if (sum === null) throw new RangeError('a layer has at least one kernel');
  return sum;
}

export interface Unevenness {
  readonly transposed: number;
  readonly gradient: number;
  readonly resized: number;
}

/** Outputs along each side of the noise whose gradient is taken: many places speak for each phase. */
const PLACES = 10;

/**
 * The checkerboard of untrained layers, strength by phase: of a constant picture over all maps; of the gradient on a picture of +1 and −1 at random, where every
 * place of a phase is another case. Constant pictures are as large as it takes for a place that all stamps reach.
 */
export function untrainedUnevenness(
  { k, stride, channels, seed }: { k: number; stride: number; channels: number; seed: number },
  parts: Parts = PARTS,
): Unevenness {
  const kernels = randomKernels(k, channels, seed);
  const random = seededRandom(seed ^ 0x2545f491);
  const plane = (side: number, of: () => number): Plane => planeOf(side, side, Array.from({ length: side * side }, of));
  const side = Math.ceil(k / stride) + 3;
  const ones = plane(side, () => 1);
  const noise = plane((PLACES - 1) * stride + k, () => (random() < 0.5 ? -1 : 1));
  return {
    transposed: unevenness(transposedMaps(ones, kernels, stride, parts), stride, k - 1),
    gradient: unevenness(stridedGradient(noise, kernels, stride, parts), stride, k - 1),
    resized: unevenness(resizedMaps(ones, kernels, stride, parts), stride, k - 1),
  };
}

/** A picture around which a kernel of k finds zeros, so that it reaches every pixel equally often. */
export const fullyPadded = (x: Plane, k: number): Plane => pad(x, allSides(k - 1), 'zero');
