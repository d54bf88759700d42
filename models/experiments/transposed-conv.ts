import { seededRandom } from '../metrics/seeded-random.ts';
import { outputSize } from '../padding/convolve.ts';
import { type Plane, planeOf } from '../padding/plane.ts';
import { unevenness } from '../sampling/checkerboard.ts';
import { outputPaddingFor, phaseSums } from '../sampling/transposed-convolve.ts';
import { type CheckResult, conclude, type Finding, type Progress, type Task, verdictOfCount } from './check.ts';
import { drawnFaces } from './sampling-faces.ts';
import { PARTS, type Parts } from './transposed-conv/parts.ts';
import { blurIds, blurOf, byInverse, byTransposed, LAMBDAS, NO_CARE, observe } from './transposed-conv/restore.ts';
import { randomKernels, stridedGradient, stridedLoss, untrainedUnevenness } from './transposed-conv/untrained.ts';

interface CheckInput {
  readonly seed: number;
  /** Synthetic people whose faces are convolved. */
  readonly people: number;
  /** Kernels of the untrained layers. */
  readonly channels: number;
}

const [K_MOST, S_MOST] = [7, 4];
/** A picture is back where it is off by less than this many grey levels of 256. */
const BACK = 1;

/** Tries every small size and kernel, untrained layers and their gradients, and what a transposed convolution and an inverse filter give back of faces. */
async function* check(
  { seed, people, channels }: CheckInput,
  parts: Parts = PARTS,
): AsyncGenerator<Progress, CheckResult> {
  const strides = Array.from({ length: S_MOST - 1 }, (_, i) => i + 2);
  const total = 3 + strides.length + people;
  let done = 0;
  const told = (): Progress => ({ done: done++, total });
  yield told();
  const shapes = shapesBack(parts);
  yield told();
  const counted = countedBoards(parts);
  yield told();
  const differences = finiteDifferences(seed, parts);
  const untrained = { other: [] as number[], divisible: [] as number[], resized: [] as number[] };
  const gradient = { other: [] as number[], divisible: [] as number[] };
  let [unequal, tried] = [0, 0];
  for (const stride of strides) {
    yield told();
    for (let k = stride; k <= K_MOST; k++) {
      const found = untrainedUnevenness({ k, stride, channels, seed }, parts);
      const kind = k % stride === 0 ? 'divisible' : 'other';
      untrained[kind].push(found.transposed);
      untrained.resized.push(found.resized);
      gradient[kind].push(found.gradient);
      if (kind === 'other') continue;
      // One map by itself: its weights decide, however many inputs reach a pixel.
      for (const { values } of randomKernels(k, 8, seed)) {
        tried++;
        const sums = phaseSums(values.subarray(0, k), stride);
        if (Math.max(...sums) - Math.min(...sums) > 1e-9) unequal++;
      }
    }
  }
  const errors: Errors[] = [];
  for (const x of drawnFaces(seed, people, 112)) {
    yield told();
    for (const id of blurIds) errors.push(errorsOf(x, blurOf(id, 5, seed), seed, parts));
  }
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const most = (of: (one: Errors) => number): number => Math.max(...errors.map(of));
  const count = (of: (one: Errors) => number): number => errors.filter((one) => of(one) < BACK).length;
  const findings: Finding[] = [
    {
      id: 'inverse',
      verdict: verdictOfCount(
        count(({ transposed }) => transposed),
        errors.length,
      ),
      figures: {
        tried: errors.length,
        back: count(({ transposed }) => transposed),
        error: mean(errors.map(({ transposed }) => transposed)),
      },
    },
    {
      id: 'shape',
      verdict: verdictOfCount(shapes.plain, shapes.tried),
      figures: { ...shapes },
    },
    {
      id: 'outputPadding',
      verdict: verdictOfCount(shapes.padded, shapes.tried),
      figures: { ...shapes },
    },
    {
      id: 'board',
      verdict: verdictOfCount(counted.otherUneven + counted.divisibleUneven, counted.other + counted.divisible),
      figures: { ...counted },
    },
    {
      id: 'before',
      verdict: boardWhere(mean(untrained.other), mean(untrained.divisible)),
      figures: { other: mean(untrained.other), divisible: mean(untrained.divisible), channels },
    },
    {
      id: 'weights',
      verdict: verdictOfCount(tried - unequal, tried),
      figures: { tried, unequal },
    },
    {
      id: 'gradient',
      verdict: differences.most > 1e-6 ? 'does-not-hold' : boardWhere(mean(gradient.other), mean(gradient.divisible)),
      figures: { ...differences, other: mean(gradient.other), divisible: mean(gradient.divisible) },
    },
    {
      id: 'fix',
      verdict: Math.max(...untrained.resized) < 1e-9 ? 'holds' : 'does-not-hold',
      figures: { tried: untrained.resized.length, most: Math.max(...untrained.resized) },
    },
    {
      id: 'deconvolution',
      verdict: verdictOfCount(
        count(({ clean }) => clean),
        errors.length,
      ),
      figures: { tried: errors.length, back: count(({ clean }) => clean), most: most(({ clean }) => clean) },
    },
    {
      id: 'noise',
      verdict: verdictOfCount(errors.filter(({ naive, transposed }) => naive < transposed).length, errors.length),
      figures: {
        naive: mean(errors.map(({ naive }) => naive)),
        careful: mean(errors.map(({ careful }) => careful)),
        transposed: mean(errors.map(({ noisyTransposed }) => noisyTransposed)),
        better: errors.filter(({ careful, noisyTransposed }) => careful < noisyTransposed).length,
        tried: errors.length,
      },
    },
  ];
  return conclude(findings);
}

/** A board where it is far stronger for kernels that the stride does not divide. */
const boardWhere = (other: number, divisible: number) =>
  other < 0.05 ? 'does-not-hold' : divisible > other / 2 ? 'holds' : 'holds-when';

/** Every small convolution, and whether its transpose comes back to the size it began with. */
function shapesBack({ transposedConvolve }: Parts) {
  const seen = { tried: 0, plain: 0, padded: 0, strideOne: 0, strideOnePlain: 0, strided: 0, stridedPlain: 0 };
  for (let k = 1; k <= K_MOST; k++)
    for (let stride = 1; stride <= S_MOST; stride++)
      for (let padding = 0; padding <= Math.floor(k / 2); padding++)
        for (let n = K_MOST; n <= K_MOST + 7; n++) {
          const m = outputSize(n, k, padding, padding, { stride, dilation: 1 });
          const columns = (outputPadding: number): number =>
            transposedConvolve(planeOf(m, m, new Float64Array(m * m)), planeOf(k, k, new Float64Array(k * k)), {
              ...{ stride, padding, outputPadding },
            }).columns;
          const plain = columns(0) === n ? 1 : 0;
          seen.tried++;
          seen.plain += plain;
          seen.padded += columns(outputPaddingFor(n, k, { stride, padding })) === n ? 1 : 0;
          if (stride === 1) {
            seen.strideOne++;
            seen.strideOnePlain += plain;
          } else {
            seen.strided++;
            seen.stridedPlain += plain;
          }
        }
  return seen;
}

/** Kernels of ones on a picture of ones, at every stride: where the board is, and its numbers for 3 at 2. */
function countedBoards({ transposedConvolve }: Parts) {
  const seen = { other: 0, otherUneven: 0, divisible: 0, divisibleUneven: 0, least: 0, most: 0 };
  const ones = (side: number): Plane => planeOf(side, side, new Float64Array(side * side).fill(1));
  for (let stride = 2; stride <= S_MOST; stride++)
    for (let k = stride; k <= K_MOST; k++) {
      const board = transposedConvolve(ones(10), ones(k), { stride, padding: 0 });
      const kind = k % stride === 0 ? 'divisible' : 'other';
      seen[kind]++;
      if (unevenness(board, stride, k) > 1e-9) seen[`${kind}Uneven`]++;
      if (k !== 3 || stride !== 2) continue;
      const row = board.values.subarray(10 * board.columns + 6, 10 * board.columns + 12);
      const next = board.values.subarray(11 * board.columns + 6, 11 * board.columns + 12);
      seen.least = Math.min(...row, ...next);
      seen.most = Math.max(...row, ...next);
    }
  return seen;
}

/** Backpropagation's gradient of a strided convolution, by transposition, against what the loss really does when one pixel changes. */
function finiteDifferences(seed: number, parts: Parts) {
  const random = seededRandom(seed);
  let [tried, most] = [0, 0];
  for (const [k, stride] of [
    [3, 2],
    [4, 2],
    [5, 3],
  ] as const) {
    const side = k + 2 * stride;
    const x = planeOf(side, side, Array.from({ length: side * side }, random));
    const kernels = randomKernels(k, 2, seed);
    const gradient = stridedGradient(x, kernels, stride, parts);
    for (let i = 0; i < side * side; i++) {
      const at = (by: number): number => {
        const values = Float64Array.from(x.values);
        values[i]! += by;
        return stridedLoss({ ...x, values }, kernels, stride, parts);
      };
      const step = 1e-5;
      most = Math.max(most, Math.abs((at(step) - at(-step)) / (2 * step) - gradient.values[i]!));
      tried++;
    }
  }
  return { tried, most };
}

interface Errors {
  readonly transposed: number;
  readonly clean: number;
  readonly noisyTransposed: number;
  readonly naive: number;
  readonly careful: number;
}

/** Without noise and with noise of one grey level; the careful inverse has the best λ of a few. */
function errorsOf(x: Plane, kernel: Plane, seed: number, parts: Parts): Errors {
  const seen = observe(x, kernel, 0, seed, parts);
  const noisy = observe(x, kernel, 1, seed, parts);
  const inverse = byInverse(noisy, kernel, x, parts);
  return {
    transposed: byTransposed(seen, kernel, x, parts).error,
    clean: byInverse(seen, kernel, x, parts)(NO_CARE).error,
    noisyTransposed: byTransposed(noisy, kernel, x, parts).error,
    naive: inverse(NO_CARE).error,
    careful: Math.min(...LAMBDAS.map((lambda) => inverse(lambda).error)),
  };
}

export const tasks = { check } satisfies Record<string, Task<never, unknown>>;
