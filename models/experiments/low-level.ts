import { degradations } from '../degrade/degrade.ts';
import { type CheckResult, conclude, type Finding, type Progress, verdictOfCount } from './check.ts';
import type { EngineTools } from './in-engine.ts';
import { across, checkDegradation, look } from './low-level/look.ts';
import type { CheckInput, Measured, measure, Seen } from './low-level/measure.ts';
import type { distance, train } from './low-level/train.ts';

const LIMITS = { people: [2, 60], asked: [1, 12], steps: [1, 2000] } as const;

/** The notes' statements on restoring pictures, on invented faces that training did not see. */
async function* check(
  input: CheckInput,
  tools: EngineTools,
  measured?: typeof measure,
): AsyncGenerator<Progress, CheckResult> {
  checkDegradation({ ...input, degradation: degradations[0] });
  for (const [name, [low, high]] of Object.entries(LIMITS)) {
    const value = input[name as keyof typeof LIMITS];
    if (!(Number.isInteger(value) && value >= low && value <= high))
      throw new RangeError(`low-level: ${name} is a whole number from ${low} to ${high}`);
  }
  const run = measured ?? (await import('./low-level/measure.ts')).measure;
  return conclude(findingsOf(yield* run(input, tools)));
}

/** EDSR (B. Lim et al., CVPR Workshops 2017): 32 blocks of two 3 × 3 convolutions of 256 channels, at a quarter of a picture's pixels for ×2. */
const EDSR_MACS = (pixels: number): number => (pixels / 4) * (32 * 2 + 1) * 9 * 256 * 256 + pixels * 9 * 256 * 3;
const VGA = 640 * 480;
/** A frame of a camera with 30 a second. */
const FRAME_MS = 1000 / 30;
/** A smaller change of PSNR is not seen, and within what another seed would change. */
const NOTICED = 0.05;
/** Of the faces: of fewer nearer, chance may have chosen which. */
const MOST = 0.75;

function findingsOf({ twins, restored, measured, moved, blurred, losses, cost }: Seen): Finding[] {
  const others = restored.flatMap((one) => one.others);
  const worse = others.filter((gain) => gain < 0).length;
  const elsewhere = restored.flatMap(({ gain, weaker, stronger }) => [weaker < gain / 2, stronger < gain / 2]);
  const fewer = restored.filter(({ leaves, gain }) => leaves < gain / 2).length;
  const falls = elsewhere.filter(Boolean).length + fewer;
  const cases = elsewhere.length + restored.length;
  const [byPsnr, bySsim] = (['psnr', 'ssim'] as const).map((by) => disagreements(measured, by)) as [Count, Count];
  const { pixels, features } = losses;
  const drop = pixels.psnr - features.psnr;
  const nearer = features.far.filter((far, i) => far < pixels.far[i]!).length;
  const independent = average(features.far) < average(pixels.far) && nearer >= MOST * pixels.far.length;
  const rate = cost.flops / cost.ms;
  const small = ((cost.flops / cost.pixels) * VGA) / rate;
  const large = (2 * EDSR_MACS(VGA)) / rate;
  const raised = restored.filter(({ gain }) => gain > NOTICED);
  const farther = raised.filter(({ farTrained, farDegraded }) => farTrained > farDegraded).length;
  return [
    {
      id: 'illposed',
      verdict: twins.differing === 0 && Number.isFinite(twins.apart) ? 'holds' : 'does-not-hold',
      figures: { ...twins },
    },
    {
      id: 'restores',
      verdict: verdictOfCount(raised.length, restored.length),
      figures: {
        ...{ of: restored.length, raised: raised.length, mean: average(restored.map(({ gain }) => gain)) },
        classical: restored.filter((one) => one.classicalGain > NOTICED).length,
        above: restored.filter((one) => one.gainBeside > one.classicalGain).length,
      },
    },
    {
      id: 'one',
      verdict: verdictOfCount(worse, others.length),
      figures: { of: others.length, worse, own: average(restored.map(({ gain }) => gain)), mean: average(others) },
    },
    {
      id: 'strengths',
      verdict: verdictOfCount(falls, cases),
      figures: {
        ...{ cases, falls, own: average(restored.map(({ gain }) => gain)) },
        weaker: average(restored.map((one) => one.weaker)),
        stronger: average(restored.map((one) => one.stronger)),
        leaves: average(restored.map((one) => one.leaves)),
      },
    },
    {
      // One pair ranked the other way may be chance; a tenth of them is not.
      id: 'eye',
      verdict:
        byPsnr.other > byPsnr.pairs / 10 && bySsim.other > bySsim.pairs / 10
          ? 'holds'
          : byPsnr.other + bySsim.other > 0
            ? 'holds-when'
            : 'does-not-hold',
      figures: {
        ...{ pairs: byPsnr.pairs, psnr: byPsnr.other, ssim: bySsim.other },
        ...{ moved: moved.psnr, blurred: blurred.psnr, movedFar: moved.far, blurredFar: blurred.far },
      },
    },
    {
      id: 'gan',
      verdict:
        drop > 0 && independent ? 'holds' : drop > 0 && features.eye < pixels.eye ? 'holds-when' : 'does-not-hold',
      figures: {
        ...{ drop, eyePixels: pixels.eye, eyeFeatures: features.eye },
        ...{ farPixels: average(pixels.far), farFeatures: average(features.far), nearer, of: pixels.far.length },
      },
    },
    {
      id: 'flops',
      verdict: small > FRAME_MS ? 'holds' : large > FRAME_MS ? 'holds-when' : 'does-not-hold',
      figures: {
        ...{ small: ((cost.flops / cost.pixels) * VGA) / 1e9, large: (2 * EDSR_MACS(VGA)) / 1e12 },
        ...{ rate: rate / 1e6, smallMs: small, largeSeconds: large / 1000, faceMs: cost.ms },
      },
    },
    {
      id: 'tasks',
      verdict: raised.length === 0 ? 'does-not-hold' : verdictOfCount(farther, raised.length),
      figures: {
        ...{ of: raised.length, farther },
        degraded: average(restored.map(({ farDegraded }) => farDegraded)),
        trained: average(restored.map(({ farTrained }) => farTrained)),
      },
    },
  ];
}

interface Count {
  readonly pairs: number;
  readonly other: number;
}

/** Of all pairs of degraded faces: how many a measure ranks the other way than the app's own network does. */
function disagreements(all: readonly Measured[], by: 'psnr' | 'ssim'): Count {
  let [pairs, other] = [0, 0];
  for (const [i, a] of all.entries())
    for (const b of all.slice(i + 1)) {
      pairs++;
      if ((a[by] - b[by]) * (a.far - b.far) > 0) other++;
    }
  return { pairs, other };
}

const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

// What runs in the engine brings a runtime along, which a page's worker has no use for.
const inEngine: { train: typeof train; distance: typeof distance } = {
  async *train(...given) {
    return yield* (await import('./low-level/train.ts')).train(...given);
  },
  async *distance(...given) {
    return yield* (await import('./low-level/train.ts')).distance(...given);
  },
};

export const tasks = { check, look, across, ...inEngine };
