import { initialVector } from '../embed/networks/packed-weights.ts';
import { escapes } from './batch-lr/escape.ts';
import {
  BATCHES,
  type GridProgress,
  type GridRun,
  networkOf,
  RATES,
  targetOf,
  trainGrid,
  WITHOUT_BOUND,
} from './batch-lr/grid.ts';
import { type GradientNoise, gradientNoise, noiseSlope } from './batch-lr/noise.ts';
import { type CheckResult, conclude, type Finding, type Progress, type Verdict } from './check.ts';
import type { EngineTools } from './in-engine.ts';
import { facesOf, type LabelledPictures } from './small/faces.ts';
import { packingsOf } from './small/learner.ts';

export interface GridInput {
  readonly seed: number;
  readonly people: number;
  /** Of each person; a multiple of the largest batch in all, so that every batch sees every picture. */
  readonly pictures: number;
  readonly epochs: number;
  readonly batches?: readonly number[];
  readonly rates?: readonly number[];
}

/** What a training of the grid comes to. */
export interface GridResult {
  readonly runs: readonly GridRun[];
  /** At the weights that all begin with. */
  readonly noise: GradientNoise;
}

const LIMITS = { seed: [0, 0xffffffff], people: [2, 40], pictures: [1, 200], epochs: [1, 200] } as const;

/** @throws RangeError where a page asks for what nobody would wait for */
function checkInput(input: GridInput): void {
  for (const [name, [low, high]] of Object.entries(LIMITS)) {
    const value = input[name as keyof typeof LIMITS];
    if (!(value >= low && value <= high && Number.isInteger(value)))
      throw new RangeError(`batch-lr: ${name} is a whole number from ${low} to ${high}`);
  }
}

/** So many times the epochs are more: they are counted on few steps and scatter by a tenth or so. */
const GROWN = 1.25;

const picturesOf = ({ seed, people, pictures }: GridInput): LabelledPictures =>
  facesOf({ seed, people, pictures, side: 16, difficulty: 'benchmark' }, 'train');

function beginning(faces: LabelledPictures, seed: number) {
  const { trained, moving } = packingsOf(networkOf(faces));
  return { weights: initialVector(trained, seed), moving: initialVector(moving, seed) };
}

/** The grid of batch sizes and rates, each network told as soon as it has learnt, and the noise of the gradient. */
async function* train(input: GridInput, tools: EngineTools): AsyncGenerator<GridProgress, GridResult> {
  checkInput(input);
  yield { done: 0, total: 1, runs: [] };
  const faces = picturesOf(input);
  const runs = yield* trainGrid(input, faces, tools, input.batches, input.rates);
  return { runs, noise: await gradientNoise(faces, beginning(faces, input.seed), input.seed, tools) };
}

/** How the check comes by its runs; a test puts in others to see a verdict change. */
export type GridTrainer = typeof train;

/** The notes' statements on batch size and learning rate, and their question, answered by a grid trained here and now. */
async function* check(
  input: GridInput,
  tools: EngineTools,
  trainer: GridTrainer = train,
): AsyncGenerator<Progress, CheckResult> {
  const training = trainer(input, tools);
  for (;;) {
    const { done, value } = await training.next();
    if (done === true) return conclude(findingsOf(value, input));
    yield { done: value.done, total: value.total };
  }
}

/** Of pairs beyond the largest stable rate the ratio says little: the middle one is not moved by them. 0: there is none. */
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Of these runs the one with the lowest final loss. */
const lowest = (runs: readonly GridRun[]): GridRun =>
  runs.reduce((best, run) =>
    (run.loss ?? Number.POSITIVE_INFINITY) < (best.loss ?? Number.POSITIVE_INFINITY) ? run : best,
  );

/** Pairs of runs that both reached the target, of which the second has `batch` times the first's batch and `rate` times its rate. */
export function epochRatios(runs: readonly GridRun[], batch: number, rate: number): number[] {
  return runs.flatMap((one) => {
    const other = runs.find(
      (each) => each.batch === one.batch * batch && Math.abs(each.rate / (one.rate * rate) - 1) < 1e-6,
    );
    if (one.epochsToTarget === null || other === undefined || other.epochsToTarget === null) return [];
    return [other.epochsToTarget / one.epochsToTarget];
  });
}

function findingsOf({ runs, noise }: GridResult, { people, batches = BATCHES, rates = RATES }: GridInput): Finding[] {
  const [small, large] = [Math.min(...batches), Math.max(...batches)];
  const [slow, quick] = [Math.min(...rates), Math.max(...rates)];
  const at = (batch: number, rate: number): GridRun => runs.find((run) => run.batch === batch && run.rate === rate)!;
  const best = (batch: number): GridRun => lowest(runs.filter((run) => run.batch === batch));
  const slope = noiseSlope(noise);
  const [bestSmall, bestLarge] = [best(small), best(large)];
  const exponent = Math.log(bestLarge.rate / bestSmall.rate) / Math.log(large / small);
  const guessing = Math.log(people);
  const learns = ({ loss }: GridRun): boolean => loss !== null && loss < targetOf(people);
  const [wildSmall, wildLarge] = [at(small, quick), at(large, quick)];
  // Per picture.
  const secondsOf = ({ batch, curve }: GridRun): number => curve.at(-1)!.seconds / (curve.at(-1)!.step * batch);
  const [perPictureSmall, perPictureLarge] = [secondsOf(at(small, slow)), secondsOf(at(large, slow))];
  const same = median(epochRatios(runs, 2, 1));
  const linear = median(epochRatios(runs, 2, 2));
  const root = median(epochRatios(runs, 4, 2)) ** 0.5;
  const [low, high] = [escapes(0.05), escapes(0.5)];
  const found = (value: number | null): number => value ?? WITHOUT_BOUND;
  return [
    {
      id: 'noise',
      verdict: slope < -0.7 ? 'holds' : slope < 0 ? 'holds-when' : 'does-not-hold',
      figures: { slope, scale: noise.scale, small: noise.relative[0]!.noise, large: noise.relative.at(-1)!.noise },
    },
    {
      id: 'larger',
      verdict: bestLarge.rate > bestSmall.rate ? 'holds' : 'does-not-hold',
      figures: { small, large, rateSmall: bestSmall.rate, rateLarge: bestLarge.rate, exponent },
    },
    {
      id: 'rules',
      verdict: nearer(Math.abs(Math.log2(linear || 1)), Math.abs(Math.log2(root || 1))),
      figures: { linear, root, same },
    },
    {
      id: 'faster',
      verdict: perPictureLarge < perPictureSmall ? 'holds' : 'does-not-hold',
      figures: { small, large, times: perPictureSmall / perPictureLarge },
    },
    {
      id: 'escape',
      verdict: high > low ? 'holds' : 'does-not-hold',
      figures: { low, high, starts: 40 },
    },
    {
      // Where the large batch fails at the same rate too, it is the rate and not the batch.
      id: 'overshoot',
      verdict: learns(wildSmall) ? 'does-not-hold' : learns(wildLarge) ? 'holds' : 'holds-when',
      figures: {
        small,
        large,
        rate: quick,
        lossSmall: found(wildSmall.loss),
        lossLarge: found(wildLarge.loss),
        guessing,
      },
    },
    {
      id: 'epochs',
      verdict: same <= GROWN ? 'does-not-hold' : linear > GROWN ? 'holds' : 'holds-when',
      figures: { same, linear, root, pairs: epochRatios(runs, 2, 1).length },
    },
  ];
}

/** Linear scaling keeps the epochs nearer to what they were than square-root scaling; about as near where they differ by less than a twentieth. */
const nearer = (linear: number, root: number): Verdict =>
  Math.abs(linear - root) < 0.07 ? 'holds-when' : linear < root ? 'holds' : 'does-not-hold';

export const tasks = { check, train };
