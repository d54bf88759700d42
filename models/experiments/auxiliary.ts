import { normalQuantile, studentQuantile } from '../metrics/normal.ts';
import { type Crossing, crossingOf } from './auxiliary/crossing.ts';
import { type FirstGradients, normsWith } from './auxiliary/first-gradients.ts';
import type { Activation } from './auxiliary/network.ts';
import {
  BATCH,
  type DeepRun,
  gradientsAtFirst,
  type PairProgress,
  type PairSettings,
  type Point,
  trainPairs,
} from './auxiliary/runs.ts';
import { type CheckResult, conclude, type Finding, type Progress } from './check.ts';
import type { EngineTools } from './in-engine.ts';

export interface AuxiliaryInput {
  readonly seed: number;
  /** Pairs of networks, from seeds that follow each other. */
  readonly repeats: number;
  readonly depth: number;
  readonly activation: Activation;
  /** After which layer the branch sees the maps, from 1 and before the last. */
  readonly branch: number;
  readonly weight: number;
  readonly steps: number;
  /** Of each of the people to learn from, and as many to be asked about; default 12. */
  readonly pictures?: number;
}

/** What a page may ask for; nobody would wait for more. */
export const LIMITS = {
  ...{ seed: [0, 0xffffffff], repeats: [1, 12], depth: [3, 16], branch: [1, 15], weight: [0, 2], steps: [32, 512] },
} as const;

/** Of stochastic gradient descent with momentum: about the largest at which networks of each kind still learn. */
const RATES: Readonly<Record<Activation, number>> = { relu: 0.02, tanh: 0.03, sigmoid: 0.1 };
const PEOPLE = 8;
const PICTURES = 12;

/** @throws RangeError where a page asks for what nobody would wait for, or for a branch that is none */
function pairOf(input: AuxiliaryInput): PairSettings {
  for (const [name, [low, high]] of Object.entries(LIMITS)) {
    const value = input[name as keyof typeof LIMITS];
    if (!(value >= low && value <= high && (name === 'weight' || Number.isInteger(value))))
      throw new RangeError(`auxiliary: ${name} is a number from ${low} to ${high}`);
  }
  if (!Object.hasOwn(RATES, input.activation)) throw new RangeError('auxiliary: there is no such activation');
  if (input.branch >= input.depth) throw new RangeError('auxiliary: the branch is before the last layer');
  const { depth, activation, branch, weight, steps, pictures = PICTURES } = input;
  if (!(Number.isInteger(pictures) && pictures >= BATCH / PEOPLE && pictures <= 100))
    throw new RangeError('auxiliary: pictures are from 4 to 100 of each person');
  return { depth, activation, branch, weight, steps, rate: RATES[activation], people: PEOPLE, pictures };
}

const seedsOf = ({ seed, repeats }: AuxiliaryInput): number[] => Array.from({ length: repeats }, (_, i) => seed + i);

/** The gradients before anything is learnt, wherever the branch may be. */
async function* gradients(input: AuxiliaryInput, tools: EngineTools): AsyncGenerator<Progress, FirstGradients> {
  const pair = pairOf(input);
  yield { done: 0, total: 1 };
  return await gradientsAtFirst(pair, input.seed, tools);
}

/** Trains the pairs; a run is told as it ends. */
async function* train(
  input: AuxiliaryInput,
  tools: EngineTools,
): AsyncGenerator<PairProgress, { readonly runs: readonly DeepRun[] }> {
  return { runs: yield* trainPairs(pairOf(input), seedsOf(input), tools) };
}

/** How the check comes by its runs and gradients; a test puts in others to see a verdict change. */
export const TRAINED = { trainPairs, gradientsAtFirst };

/** The notes' four statements on the auxiliary classifier, by networks trained here and now. */
async function* check(
  input: AuxiliaryInput,
  tools: EngineTools,
  trained: typeof TRAINED = TRAINED,
): AsyncGenerator<Progress, CheckResult> {
  const pair = pairOf(input);
  yield { done: 0, total: 1 };
  const vanishing = await trained.gradientsAtFirst({ ...pair, activation: 'sigmoid' }, input.seed, tools);
  const training = trained.trainPairs(pair, seedsOf(input), tools);
  for (;;) {
    const { done, value } = await training.next();
    if (done === true) return conclude(findingsOf(pair, value, vanishing));
    yield { done: value.done, total: value.total };
  }
}

/** A mean over pairs, and half of its 95 % interval; without an end where there are too few to tell a spread from. */
export function meanOfPairs(values: readonly number[]): { readonly mean: number; readonly half: number } {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  if (n < 3) return { mean, half: Number.POSITIVE_INFINITY };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { mean, half: studentQuantile(normalQuantile(0.975), n - 1) * Math.sqrt(variance / n) };
}

const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** The lead of the branched networks at each measured step, means over pairs. */
export function leadOf(runs: readonly DeepRun[], of: (point: Point) => number): { steps: number[]; lead: number[] } {
  const [plain, branched] = [false, true].map((which) => runs.filter((run) => run.branched === which)) as [
    DeepRun[],
    DeepRun[],
  ];
  const steps = plain[0]!.points.map(({ step }) => step);
  const at = (all: readonly DeepRun[], i: number): number => average(all.map(({ points }) => of(points[i]!)));
  return { steps, lead: steps.map((_, i) => at(branched, i) - at(plain, i)) };
}

/** Where the branched networks' accuracy overtakes for good. */
export const overtaking = (runs: readonly DeepRun[]): Crossing => {
  const { steps, lead } = leadOf(runs, ({ accuracy }) => accuracy);
  return crossingOf(steps, lead);
};

const percent = (share: number): number => Math.round(1000 * share) / 10;

/** A layer whose gradient is below this part of the last one's has hardly any. */
const VANISHED = 0.1;
/** So many times more is more than the branch's own loss adds. */
const MORE = 1.5;

function findingsOf(
  { depth, branch, weight, steps }: PairSettings,
  runs: readonly DeepRun[],
  vanishing: FirstGradients,
): Finding[] {
  const plain = runs.filter(({ branched }) => !branched);
  const pairs = plain.map((one) => [one, runs.find((run) => run.branched && run.seed === one.seed)!] as const);
  const pairwise = (of: (run: DeepRun) => number) => meanOfPairs(pairs.map(([one, other]) => of(other) - of(one)));
  const [sigmoidPlain, sigmoidBranched] = [null, branch].map((where) => normsWith(vanishing, where, weight)) as [
    number[],
    number[],
  ];
  const first = (norms: readonly number[]): number => norms[0]! / norms.at(-1)!;
  const [own, other] = [pairs[0]![0].gradients[0]!.norms, pairs[0]![1].gradients[0]!.norms];
  const ratios = own.map((norm, layer) => other[layer]! / norm);
  const above = Math.max(...ratios.slice(branch).map((ratio) => Math.abs(ratio - 1)));
  const [left, gained] = [
    average(pairs.map(([one]) => first(one.gradients[0]!.norms))),
    average(pairs.map(([one, two]) => two.gradients[0]!.norms[0]! / one.gradients[0]!.norms[0]!)),
  ];
  const quarter = (run: DeepRun, from: number): Point[] =>
    run.points.filter(({ step }) => step > from * steps && step <= (from + 0.25) * steps);
  const early = pairwise((run) => -average(quarter(run, 0).map(({ learnt }) => learnt)));
  const gap = pairwise((run) => -average(quarter(run, 0.75).map(({ learnt, asked }) => asked - learnt)));
  const late = pairwise((run) => average(quarter(run, 0.75).map(({ accuracy }) => accuracy)));
  const meanGap = (which: boolean): number =>
    average(
      runs
        .filter(({ branched }) => branched === which)
        .flatMap((run) => quarter(run, 0.75).map(({ learnt, asked }) => asked - learnt)),
    );
  const crossing = overtaking(runs);
  const each = pairs.map((pair) => overtaking(pair));
  const repeats = pairs.length;
  return [
    {
      id: 'fights',
      verdict:
        first(sigmoidPlain) < VANISHED && sigmoidBranched[0]! / sigmoidPlain[0]! > MORE ? 'holds' : 'does-not-hold',
      figures: {
        depth,
        branch,
        left: first(sigmoidPlain),
        branched: first(sigmoidBranched),
        times: sigmoidBranched[0]! / sigmoidPlain[0]!,
      },
    },
    {
      id: 'here',
      verdict: left >= VANISHED ? 'does-not-hold' : gained > MORE ? 'holds' : 'holds-when',
      figures: { left, times: gained },
    },
    {
      id: 'everywhere',
      verdict: above > 1e-3 ? 'holds' : 'does-not-hold',
      figures: { branch, depth, above, below: Math.max(...ratios.slice(0, branch)), from: branch + 1 },
    },
    {
      id: 'regularises',
      verdict: gap.mean - gap.half > 0 ? 'holds' : gap.mean + gap.half < 0 ? 'does-not-hold' : 'holds-when',
      figures: { repeats, plain: meanGap(false), branched: meanGap(true), gain: gap.mean, half: gap.half },
    },
    {
      // What cannot be told from chance has not been sped up.
      id: 'early',
      verdict: early.mean - early.half > 0 ? 'does-not-hold' : 'holds',
      figures: { repeats, gain: early.mean, half: early.half, until: Math.round(steps / 4) },
    },
    {
      id: 'overtakes',
      verdict:
        crossing.is === 'behind'
          ? 'does-not-hold'
          : crossing.is === 'crossing' && late.mean - late.half > 0
            ? 'holds'
            : 'holds-when',
      figures: {
        repeats,
        gain: percent(late.mean),
        half: percent(late.half),
        crossed: each.filter((one) => one.is === 'crossing').length,
        ahead: each.filter((one) => one.is === 'ahead').length,
        behind: each.filter((one) => one.is === 'behind').length,
      },
    },
    crossing.is === 'crossing'
      ? { id: 'crosses', verdict: 'holds', figures: { steps, step: Math.round(crossing.step) } }
      : {
          id: crossing.is === 'ahead' ? 'neverBehind' : 'notAhead',
          verdict: 'does-not-hold',
          figures: { steps },
        },
  ];
}

export const tasks = { check, gradients, train };
