import { type Random, seededRandom } from '../metrics/seeded-random.ts';
import { borderError } from '../padding/border-error.ts';
import { convolve, outputSize, spanOf, type Window } from '../padding/convolve.ts';
import { type KernelId, kernelOf } from '../padding/kernels.ts';
import { type Amounts, allSides, type PaddingKind, pad, paddingKinds } from '../padding/pad.ts';
import { lumaOf, type Plane, planeOf } from '../padding/plane.ts';
import { CHIP_FRAMING } from '../synth/difficulties.ts';
import { identityOf } from '../synth/draw-identity.ts';
import { figureOf } from '../synth/figure.ts';
import { NEAR_FRONTAL, nuisanceOf } from '../synth/nuisance.ts';
import { createRenderer } from '../synth/render.ts';
import { type CheckResult, conclude, type Finding, type Progress, type Task, verdictOfCount } from './check.ts';

/** What frameworks are asked, for a test to answer otherwise. */
export interface Frameworks {
  /** Outputs of a line of n by a layer that was told its kernel alone: TensorFlow.js. */
  readonly byDefault: (n: number, k: number) => number;
  /** Before and after, for the padding that TensorFlow calls `same`. */
  readonly same: (n: number, k: number, stride: number) => readonly [number, number];
}

/** TensorFlow.js itself: its layer's own shape, and the padding it computes. */
async function tensorflow(): Promise<Frameworks> {
  const [{ layers }, { backend_util }] = await Promise.all([
    import('@tensorflow/tfjs-layers'),
    import('@tensorflow/tfjs-core'),
  ]);
  return {
    byDefault: (n, k) =>
      (layers.conv2d({ filters: 1, kernelSize: k }).computeOutputShape([null, n, n, 1]) as number[])[1]!,
    same(n, k, stride) {
      const { padInfo } = backend_util.computeConv2DInfo([1, n, n, 1], [k, k, 1, 1], stride, 1, 'same');
      return [padInfo.top, padInfo.bottom];
    },
  };
}

interface Parts {
  readonly pad: typeof pad;
  readonly convolve: typeof convolve;
  readonly frameworks: () => Promise<Frameworks>;
}
export const PARTS: Parts = { pad, convolve, frameworks: tensorflow };

interface CheckInput {
  readonly seed: number;
  /** Synthetic people whose faces are cropped. */
  readonly people: number;
}

/** Tries every small size, holds frameworks to their word, and measures on faces what each kind of padding invents. */
async function* check({ seed, people }: CheckInput, parts: Parts = PARTS): AsyncGenerator<Progress, CheckResult> {
  const total = 3 + people;
  let done = 0;
  const told = (): Progress => ({ done: done++, total });
  yield told();
  const sizes = halves(parts);
  yield told();
  const frameworks = await parts.frameworks();
  const [n, k] = [112, 3];
  const defaultSize = frameworks.byDefault(n, k);
  const uneven = frameworks.same(n, k, 2);
  yield told();
  const mirrors = mirrorsOf(seededRandom(seed), parts);
  const sums = Object.fromEntries(paddingKinds.map((kind) => [kind, 0])) as Record<PaddingKind, number>;
  let [inside, zeroWorst, measured] = [0, 0, 0];
  const render = createRenderer(144);
  for (let person = 0; person < people; person++) {
    yield told();
    const drawn = render(
      figureOf(identityOf(seed * 1000 + person)),
      nuisanceOf(seed * 2000 + person, NEAR_FRONTAL, CHIP_FRAMING),
    );
    const uncropped = lumaOf(drawn);
    for (const [id, taps] of [
      ['mean', 3],
      ['gauss', 7],
      ['edges', 5],
    ] as const satisfies readonly (readonly [KernelId, number])[]) {
      const errors = paddingKinds.map((kind) => {
        const kernel = kernelOf(id, taps);
        const by = Math.floor(taps / 2);
        const window = { stride: 1, dilation: 1 };
        const error = borderError({ uncropped, margin: 16, by, kind, constant: 128, kernel, window }, parts.pad);
        sums[kind] += error.mean;
        inside = Math.max(inside, error.inside);
        return error.mean;
      });
      measured++;
      if (errors[0] === Math.max(...errors)) zeroWorst++;
    }
  }
  const means = Object.fromEntries(paddingKinds.map((kind) => [kind, sums[kind] / measured])) as typeof sums;
  const findings: Finding[] = [
    {
      id: 'half',
      verdict: sizes.oddKept < sizes.odd ? 'does-not-hold' : sizes.otherKept < sizes.other ? 'holds-when' : 'holds',
      figures: { ...sizes },
    },
    {
      id: 'examples',
      verdict: verdictOfCount(
        [
          [3, 1],
          [7, 3],
        ].filter(([taps, by]) => sizeOf(112, taps!, by!, { stride: 1, dilation: 1 }, parts) === 112).length,
        2,
      ),
      figures: {
        three: sizeOf(112, 3, 1, { stride: 1, dilation: 1 }, parts),
        seven: sizeOf(112, 7, 3, { stride: 1, dilation: 1 }, parts),
        n: 112,
      },
    },
    {
      id: 'formula',
      verdict: sizes.wrong === 0 ? 'holds' : 'does-not-hold',
      figures: { tried: sizes.odd + sizes.other, wrong: sizes.wrong },
    },
    {
      // Zero is the kind; that anything is padded at all is not the default.
      id: 'default',
      verdict: defaultSize === n ? 'holds' : defaultSize === n - k + 1 ? 'holds-when' : 'does-not-hold',
      figures: { n, k, size: defaultSize, lost: n - defaultSize },
    },
    {
      id: 'uneven',
      verdict: uneven[0] === uneven[1] ? 'holds' : 'does-not-hold',
      figures: { n, k, before: uneven[0], after: uneven[1] },
    },
    {
      id: 'mirror',
      verdict: mirrors.differ === 0 ? 'holds' : 'does-not-hold',
      figures: { ...mirrors },
    },
    {
      id: 'inside',
      verdict: inside === 0 ? 'holds' : 'does-not-hold',
      figures: { people, inside },
    },
    {
      id: 'error',
      verdict: verdictOfCount(measured - zeroWorst, measured),
      figures: { measured, zeroWorst, people, ...means },
    },
  ];
  return conclude(findings);
}

const random = (next: Random, rows: number, columns: number): Plane =>
  planeOf(
    rows,
    columns,
    Array.from({ length: rows * columns }, () => Math.floor(next() * 256)),
  );

/** The outputs that a padded line of n really has; 0 where the kernel does not fit. */
function sizeOf(n: number, k: number, by: number, window: Window, { pad: padding, convolve: conv }: Parts): number {
  if (spanOf(k, window.dilation) > n + 2 * by) return 0;
  // One row high: the columns alone are asked.
  const amounts: Amounts = { top: 0, bottom: 0, left: by, right: by };
  return conv(padding(planeOf(1, n, new Float64Array(n)), amounts, 'zero'), planeOf(1, k, new Float64Array(k)), window)
    .columns;
}

/** ⌊k/2⌋ on each side, tried on real convolutions: odd kernels side by side and step by step, and all others. */
function halves(parts: Parts) {
  const seen = {
    odd: 0,
    oddKept: 0,
    other: 0,
    otherKept: 0,
    even: 0,
    evenKept: 0,
    strided: 0,
    stridedKept: 0,
    dilated: 0,
    dilatedKept: 0,
    wrong: 0,
  };
  for (let k = 1; k <= 9; k++)
    for (let n = 9; n <= 20; n++)
      for (const [stride, dilation] of [
        [1, 1],
        [2, 1],
        [3, 1],
        [1, 2],
        [1, 3],
      ] as const) {
        if (k === 1 && dilation > 1) continue; // one tap has no spacing
        const by = Math.floor(k / 2);
        const size = sizeOf(n, k, by, { stride, dilation }, parts);
        if (size !== outputSize(n, k, by, by, { stride, dilation })) seen.wrong++;
        const kept = size === n ? 1 : 0;
        if (k % 2 === 1 && stride === 1 && dilation === 1) {
          seen.odd++;
          seen.oddKept += kept;
          continue;
        }
        seen.other++;
        seen.otherKept += kept;
        if (stride > 1) {
          seen.strided++;
          seen.stridedKept += kept;
        } else if (dilation > 1) {
          seen.dilated++;
          seen.dilatedKept += kept;
        } else {
          seen.even++;
          seen.evenKept += kept;
        }
      }
  return seen;
}

/** Whether “mirror” names one thing: reflect against symmetric, and symmetric by one against replicate. */
function mirrorsOf(next: Random, { pad: padding }: Parts) {
  const seen = { tried: 0, differ: 0, byOneDiffer: 0 };
  for (let i = 0; i < 100; i++) {
    const plane = random(next, 6, 6);
    const by = 1 + (i % 4);
    const values = (kind: PaddingKind, amount: number): string => padding(plane, allSides(amount), kind).values.join();
    seen.tried++;
    if (values('reflect', by) !== values('symmetric', by)) seen.differ++;
    if (values('symmetric', 1) !== values('replicate', 1)) seen.byOneDiffer++;
  }
  return seen;
}

export const tasks = { check } satisfies Record<string, Task<never, unknown>>;
