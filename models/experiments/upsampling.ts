import { seededRandom } from '../metrics/seeded-random.ts';
import { convolve } from '../padding/convolve.ts';
import { allSides, pad } from '../padding/pad.ts';
import { type Plane, planeOf } from '../padding/plane.ts';
import { pixelShuffle } from '../sampling/pixel-shuffle.ts';
import { transposedConvolve } from '../sampling/transposed-convolve.ts';
import { type UpsamplerId, upsamplerCost, upsamplerIds } from '../sampling/upsampler.ts';
import { type CheckResult, conclude, type Finding, type Progress, verdictOfCount } from './check.ts';
import type { EngineTools } from './in-engine.ts';
import { type CostProgress, timeUpsamplers, type UpCosts } from './upsampling/cost.ts';
import { enlarge, type Figures, figuresOf, type UpId, upIds } from './upsampling/measure.ts';
import { facePairs, type Pair } from './upsampling/pairs.ts';
import { trainUpsampler } from './upsampling/train.ts';

export interface TrainInput {
  readonly seed: number;
  readonly scale: number;
  readonly kernel: number;
  readonly steps: number;
  /** To learn from; nobody of them is asked about. */
  readonly people: number;
}

export interface CheckInput extends TrainInput {
  readonly asked: number;
  readonly runs: number;
}

/** What has been learnt so far, by way. */
export type UpWeights = Readonly<Partial<Record<UpsamplerId, readonly number[]>>>;
export interface CurvePoint {
  readonly step: number;
  /** Mean squared error on what was learnt from, grey levels². */
  readonly loss: number;
}
export interface Trained {
  readonly weights: UpWeights;
  readonly curves: Readonly<Partial<Record<UpsamplerId, readonly CurvePoint[]>>>;
}
/** What one network has learnt since it was last heard of; the others are as they were. */
export interface News extends CurvePoint {
  readonly id: UpsamplerId;
  readonly weights: readonly number[];
}
export interface TrainProgress extends Progress {
  /** Null: none yet, or not this time. */
  readonly news: News | null;
}

export const heard = ({ weights, curves }: Trained, { id, weights: own, step, loss }: News): Trained => ({
  weights: { ...weights, [id]: own },
  curves: { ...curves, [id]: [...(curves[id] ?? []), { step, loss }] },
});
export const UNTRAINED: Trained = { weights: {}, curves: {} };

/** What of the check is exchanged by a test. */
export interface UnderTest {
  readonly trainUpsampler: typeof trainUpsampler;
  readonly timeUpsamplers: typeof timeUpsamplers;
  readonly pixelShuffle: typeof pixelShuffle;
  readonly facePairs: typeof facePairs;
}
export const UNDER_TEST: UnderTest = { trainUpsampler, timeUpsamplers, pixelShuffle, facePairs };

/** A step of the one that convolves the enlarged maps takes several times as long as the others'. */
const QUICKEST_FIRST = upsamplerIds.toReversed();

/** Trains the three small networks in turns, from the same faces and by the same steps, so that all three pictures become clear side by side. */
async function* train(
  input: TrainInput,
  tools: EngineTools,
  underTest: UnderTest = UNDER_TEST,
): AsyncGenerator<TrainProgress, Trained> {
  checkTraining(input);
  const { seed, scale, kernel, steps, people } = input;
  // A face takes about as long to be drawn as a few steps.
  const total = people + steps * upsamplerIds.length;
  let trained = UNTRAINED;
  const pairs: Pair[] = [];
  for (const pair of underTest.facePairs(seed, 'train', people, scale)) {
    yield { done: pairs.length, total, news: null };
    pairs.push(pair);
  }
  const learning = new Map(
    QUICKEST_FIRST.map((id) => [id, underTest.trainUpsampler({ id, scale, kernel }, pairs, { steps, seed }, tools)]),
  );
  try {
    while (learning.size > 0)
      for (const [id, run] of learning) {
        const next = await run.next();
        if (next.done === true) {
          learning.delete(id);
          continue;
        }
        const news = { id, ...next.value };
        trained = heard(trained, news);
        const done = upsamplerIds.reduce((sum, one) => sum + (trained.curves[one]?.at(-1)?.step ?? 0), people);
        yield { done, total, news };
      }
  } finally {
    for (const run of learning.values()) await run.return(new Float32Array());
  }
  return trained;
}

export interface CostInput {
  readonly seed: number;
  readonly scale: number;
  readonly kernel: number;
  readonly runs: number;
}

/** Times every way on one face. */
async function* cost(input: CostInput, tools: EngineTools): AsyncGenerator<CostProgress, UpCosts> {
  checkTraining({ ...input, steps: 1, people: 1 });
  if (!isWithin(input.runs, 1, 1000)) throw new RangeError('upsampling: runs are 1 to 1000');
  const [pair] = facePairs(input.seed, 'test', 1, input.scale);
  return yield* timeUpsamplers(pair!, input, tools);
}

/** Trains, enlarges faces unseen in training, measures and times. */
async function* check(
  input: CheckInput,
  tools: EngineTools,
  underTest: UnderTest = UNDER_TEST,
): AsyncGenerator<Progress, CheckResult> {
  checkTraining(input);
  const { seed, scale, kernel, asked, runs } = input;
  if (!isWithin(asked, 1, 50) || !isWithin(runs, 1, 1000))
    throw new RangeError('upsampling: asked are 1 to 50, runs 1 to 1000');
  const share = 0.85;
  let weights: UpWeights = {};
  const training = train(input, tools, underTest);
  for (;;) {
    const next = await training.next();
    if (next.done === true) {
      ({ weights } = next.value);
      break;
    }
    yield { done: (share * next.value.done) / next.value.total, total: 1 };
  }
  const pairs = [...underTest.facePairs(seed, 'test', asked, scale)];
  const seen: Record<UpId, Figures>[] = [];
  let rightSize = 0;
  for (const pair of pairs) {
    yield { done: share + (0.05 * seen.length) / asked, total: 1 };
    const planes = each((id) => enlarge(pair, id, scale, kernel, weights)!);
    rightSize += upsamplerIds.filter((id) => planes[id].rows === scale * pair.small.rows).length;
    seen.push(each((id) => figuresOf(planes[id], pair.truth, scale)));
  }
  const same = sameThing(seed, scale, underTest);
  yield { done: 0.92, total: 1 };
  const timing = underTest.timeUpsamplers(pairs[0]!, { scale, kernel, runs, seed }, tools);
  let costs: UpCosts;
  for (;;) {
    const next = await timing.next();
    if (next.done === true) {
      costs = next.value;
      break;
    }
    yield { done: 0.92 + (0.08 * next.value.done) / next.value.total, total: 1 };
  }
  return conclude(findingsOf(input, pairs, seen, { rightSize, same, costs }));
}

function findingsOf(
  { scale, kernel, steps, people, asked }: CheckInput,
  pairs: readonly Pair[],
  seen: readonly Record<UpId, Figures>[],
  { rightSize, same, costs }: { rightSize: number; same: number; costs: UpCosts },
): Finding[] {
  const mean = (of: (one: Record<UpId, Figures>) => number): number =>
    seen.reduce((sum, one) => sum + of(one), 0) / seen.length;
  const psnrs = each((id) => mean((one) => one[id].psnr));
  const ssims = each((id) => mean((one) => one[id].ssim));
  const patterns = each((id) => mean((one) => one[id].pattern));
  const cases = seen.length * upsamplerIds.length;
  const better = seen.reduce((sum, one) => sum + upsamplerIds.filter((id) => one[id].psnr > one.cubic.psnr).length, 0);
  const ordered = seen.filter((one) => one.nearest.psnr < one.linear.psnr && one.linear.psnr < one.cubic.psnr).length;
  const order = (of: Record<UpId, number>): string => upIds.toSorted((a, b) => of[a] - of[b]).join();
  const pixels = pairs[0]!.small.values.length;
  const macs = (id: UpsamplerId): number => upsamplerCost({ id, scale, kernel }, pixels).macs;
  const gridless = Math.max(patterns.interpolated, patterns.subPixel);
  return [
    {
      id: 'three',
      verdict: verdictOfCount(rightSize, cases),
      figures: { scale, rightSize, cases },
    },
    {
      id: 'order',
      verdict: verdictOfCount(ordered, asked),
      figures: { asked, ordered, nearest: psnrs.nearest, linear: psnrs.linear, cubic: psnrs.cubic },
    },
    {
      id: 'learnt',
      verdict: verdictOfCount(better, cases),
      figures: { steps, people, better, cases, ...psnrs },
    },
    {
      id: 'same',
      verdict: same < 1e-9 ? 'holds' : 'does-not-hold',
      figures: { scale, kernel: 3 * scale, same },
    },
    {
      id: 'grid',
      verdict:
        patterns.transposed > 2 * gridless ? 'holds' : patterns.transposed > gridless ? 'holds-when' : 'does-not-hold',
      figures: { kernel, scale, ...patterns },
    },
    {
      id: 'agree',
      verdict: order(psnrs) === order(ssims) ? 'holds' : 'does-not-hold',
      figures: each((id) => ssims[id]),
    },
    {
      id: 'cheap',
      verdict: macs('subPixel') < macs('interpolated') ? 'holds' : 'does-not-hold',
      figures: {
        interpolated: macs('interpolated') / 1e6,
        subPixel: macs('subPixel') / 1e6,
        transposed: macs('transposed') / 1e6,
      },
    },
    {
      id: 'time',
      verdict: costs.subPixel.median < costs.interpolated.median ? 'holds' : 'does-not-hold',
      figures: each((id) => costs[id].median),
    },
  ];
}

/**
 * A sub-pixel convolution of 3 × 3, and the transposed convolution of 3s × 3s whose weights are those, put in other places: the largest difference (W. Shi et al.,
 * "Is the deconvolution layer the same as a convolutional layer?", arXiv:1609.07009, 2016).
 */
function sameThing(seed: number, s: number, { pixelShuffle: shuffle }: UnderTest): number {
  const random = seededRandom(seed);
  const some = (side: number): Plane =>
    planeOf(
      side,
      side,
      Array.from({ length: side * side }, () => random() - 0.5),
    );
  const x = some(6);
  const kernels = Array.from({ length: s * s }, () => some(3));
  const padded = pad(x, allSides(1), 'zero');
  const bySubPixel = shuffle(
    kernels.map((kernel) => convolve(padded, kernel, { stride: 1, dilation: 1 })),
    s,
  );
  // Output (s·y + a, s·x + b) takes input (y + i − 1) times w_ab[i]: the stamp's tap of that input lies at s·(2 − i) + a.
  const values = new Float64Array(9 * s * s);
  for (const [phase, kernel] of kernels.entries())
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++)
        values[(s * (2 - i) + Math.floor(phase / s)) * 3 * s + s * (2 - j) + (phase % s)] = kernel.values[i * 3 + j]!;
  const byTransposed = transposedConvolve(x, planeOf(3 * s, 3 * s, values), { stride: s, padding: s });
  return bySubPixel.values.reduce((most, value, i) => Math.max(most, Math.abs(value - byTransposed.values[i]!)), 0);
}

const each = <T>(of: (id: UpId) => T): Record<UpId, T> =>
  Object.fromEntries(upIds.map((id) => [id, of(id)])) as Record<UpId, T>;

const isWithin = (value: number, low: number, high: number): boolean =>
  Number.isInteger(value) && value >= low && value <= high;

/** @throws RangeError where a page asks for what nobody would wait for */
function checkTraining({ seed, scale, kernel, steps, people }: TrainInput): void {
  if (!isWithin(seed, 0, 0xffffffff)) throw new RangeError('upsampling: a seed is a whole number below 2³²');
  if (scale !== 2 && scale !== 4) throw new RangeError('upsampling: 2 or 4 times as large');
  if (!isWithin(kernel, scale, 12)) throw new RangeError('upsampling: the kernel is from the scale to 12');
  if (!isWithin(steps, 1, 20_000)) throw new RangeError('upsampling: steps are 1 to 20000');
  if (!isWithin(people, 1, 100)) throw new RangeError('upsampling: people are 1 to 100');
}

export const tasks = { check, train, cost };
