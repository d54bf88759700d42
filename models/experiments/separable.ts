import { type BlockKind, blockKinds, costOf, separableShare, stepsOf } from '../layers/convolutions/blocks.ts';
import { type CheckResult, conclude, type Finding, type Progress, verdictOfCount } from './check.ts';
import type { EngineTools } from './in-engine.ts';
import { mean } from './metric/spread.ts';
import { type BlockTiming, type TimeProgress, timeBlocks } from './separable/time.ts';
import { againstDense, TIMED_SIDE, type TimedBlock } from './separable/timed-block.ts';
import {
  type BlockPlan,
  type BlockProgress,
  type BlockRun,
  type BlockTraining,
  blockFaces,
  costOfBlocks,
  trainBlocks,
} from './separable/train.ts';

export interface TrainInput extends BlockTraining {
  readonly seed: number;
  /** Networks of each kind and width, from seeds that follow each other. */
  readonly repeats: number;
  readonly kinds: readonly BlockKind[];
  readonly widths: readonly number[];
}

export interface CheckInput extends BlockTraining {
  readonly seed: number;
  readonly repeats: number;
  /** Channels of the blocks that are counted. */
  readonly width: number;
  /** Of the first convolution of the networks that are trained. */
  readonly trainedWidth: number;
  readonly timedWidths: readonly number[];
  readonly runs: number;
}

/** What of the check is exchanged by a test. */
export interface UnderTest {
  readonly steps: typeof stepsOf;
  readonly faces: typeof blockFaces;
  readonly trainBlocks: typeof trainBlocks;
  readonly timeBlocks: typeof timeBlocks;
}
export const UNDER_TEST: UnderTest = { steps: stepsOf, faces: blockFaces, trainBlocks, timeBlocks };

type Limits = Readonly<Record<string, readonly [number, number]>>;
const PEOPLE_LIMITS: Limits = { people: [2, 40], pictures: [1, 200], asked: [1, 200] };
const TRAINING_LIMITS: Limits = { ...PEOPLE_LIMITS, epochs: [1, 1000], rate: [0, 100], repeats: [1, 10] };
const COMMON_LIMITS: Limits = { seed: [0, 0xffffffff], kernel: [1, 9], groups: [1, 64], expansion: [1, 8] };

/** @throws RangeError where a page asks for what nobody would wait for */
function within(input: object, limits: Limits): void {
  for (const [name, [low, high]] of Object.entries(limits)) {
    const value = (input as Record<string, unknown>)[name];
    if (!(typeof value === 'number' && value >= low && value <= high && (name === 'rate' || Number.isInteger(value))))
      throw new RangeError(`separable: ${name} is a number from ${low} to ${high}`);
  }
}

function listed(name: string, values: unknown, fits: (value: unknown) => boolean): void {
  if (!(Array.isArray(values) && values.length >= 1 && values.length <= 16 && values.every(fits)))
    throw new RangeError(`separable: ${name} is a list of one to sixteen of those that there are`);
}

const isWidth = (most: number) => (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
const isKind = (value: unknown): boolean => blockKinds.includes(value as BlockKind);

function checkTraining(input: TrainInput | CheckInput): void {
  within(input, COMMON_LIMITS);
  within(input, TRAINING_LIMITS);
  if (input.people * input.pictures < 32) throw new RangeError('separable: fewer pictures than a step takes');
}

const seedsOf = ({ seed, repeats }: { seed: number; repeats: number }): number[] =>
  Array.from({ length: repeats }, (_, i) => seed + i);

/** Networks of each kind and width; runs are told as they end. */
async function* train(
  input: TrainInput,
  tools: EngineTools,
): AsyncGenerator<BlockProgress, { readonly runs: readonly BlockRun[] }> {
  checkTraining(input);
  listed('kinds', input.kinds, isKind);
  listed('widths', input.widths, isWidth(64));
  yield { done: 0, total: 1 };
  const plans = input.widths.flatMap((width) => input.kinds.map((kind): BlockPlan => ({ kind, width })));
  return { runs: yield* trainBlocks(plans, seedsOf(input), input, blockFaces(input, input.seed), tools) };
}

/** Milliseconds of each kind at each width, told while they are measured. */
async function* time(
  input: BlockTiming,
  tools: EngineTools,
): AsyncGenerator<TimeProgress, { readonly blocks: readonly TimedBlock[] }> {
  within(input, { ...COMMON_LIMITS, runs: [1, 1000] });
  listed('kinds', input.kinds, isKind);
  listed('widths', input.widths, isWidth(512));
  yield { done: 0, total: 1 };
  return { blocks: yield* timeBlocks(input, tools) };
}

const LIGHT = blockKinds.filter((kind) => kind !== 'dense');

/** The notes' statement: counted, by networks trained here and now, and by the clock. */
async function* check(
  input: CheckInput,
  tools: EngineTools,
  underTest: UnderTest = UNDER_TEST,
): AsyncGenerator<Progress, CheckResult> {
  checkTraining(input);
  within(input, { width: [1, 1024], trainedWidth: [1, 64], runs: [1, 1000] });
  listed('timedWidths', input.timedWidths, isWidth(512));
  yield { done: 0, total: 1 };
  const plans: BlockPlan[] = blockKinds.map((kind) => ({ kind, width: input.trainedWidth }));
  const even: BlockPlan = { kind: 'dense', width: widthOfDense(input) };
  const faces = underTest.faces(input, input.seed);
  const runs = yield* part(underTest.trainBlocks([...plans, even], seedsOf(input), input, faces, tools), 0, 0.7);
  const timing = { ...input, kinds: blockKinds, widths: input.timedWidths };
  const blocks = yield* part(underTest.timeBlocks(timing, tools), 0.7, 0.3);
  const asked = faces.test.labels.length * input.repeats;
  return conclude([
    share(input, underTest.steps),
    fewer(input, underTest.steps),
    accuracy(runs, input.trainedWidth, asked),
    atEqualWeights(runs, input.trainedWidth, even, asked),
    faster(blocks),
  ]);
}

/** The width at which a dense network has at least as many weights in its blocks as the separable one. */
function widthOfDense(input: CheckInput): number {
  const wanted = costOfBlocks({ kind: 'separable', width: input.trainedWidth }, input).weights;
  let width = 1;
  while (costOfBlocks({ kind: 'dense', width }, input).weights < wanted) width++;
  return width;
}

async function* part<R>(
  running: AsyncGenerator<Progress, R>,
  from: number,
  share: number,
): AsyncGenerator<Progress, R> {
  for (;;) {
    const next = await running.next();
    if (next.done === true) return next.value;
    yield { done: from + (share * next.value.done) / next.value.total, total: 1 };
  }
}

const percent = (part: number): number => Math.round(1000 * part) / 10;

function countsOf({ width, kernel, groups, expansion }: CheckInput, steps: typeof stepsOf) {
  const choice = { input: width, output: width, kernel, stride: 1, groups, expansion };
  return (kind: BlockKind) => costOf(steps({ ...choice, kind }), TIMED_SIDE);
}

/** The formula against the layers' own weights, over widths and kernels. */
function share(input: CheckInput, steps: typeof stepsOf): Finding {
  const off = [8, 32, input.width, 256].flatMap((width) =>
    [1, 3, 5, 7].map((kernel) => {
      const of = countsOf({ ...input, width, kernel, groups: 1 }, steps);
      return Math.abs(of('separable').macs / of('dense').macs / separableShare(width, kernel) - 1);
    }),
  );
  const of = countsOf(input, steps);
  return {
    id: 'share',
    verdict: Math.max(...off) < 1e-9 ? 'holds' : 'does-not-hold',
    figures: {
      ...{ width: input.width, kernel: input.kernel, cases: off.length },
      formula: percent(separableShare(input.width, input.kernel)),
      counted: percent(of('separable').macs / of('dense').macs),
    },
  };
}

/** "A lot": to half or less, in each of the kinds that are called light. */
function fewer(input: CheckInput, steps: typeof stepsOf): Finding {
  const of = countsOf(input, steps);
  const dense = of('dense').weights;
  const parts = Object.fromEntries(LIGHT.map((kind) => [kind, of(kind).weights / dense]));
  return {
    id: 'fewer',
    verdict: verdictOfCount(LIGHT.filter((kind) => parts[kind]! <= 0.5).length, LIGHT.length),
    figures: {
      ...{ width: input.width, expansion: input.expansion, groups: input.groups },
      ...Object.fromEntries(LIGHT.map((kind) => [kind, percent(parts[kind]!)])),
    },
  };
}

/** Twice the standard error of the difference of two shares of so many pictures each. */
const noise = (a: number, b: number, asked: number): number =>
  2 * Math.sqrt((a * (1 - a) + b * (1 - b) + 1 / asked) / asked);
const accuracyOf = (runs: readonly BlockRun[], kind: BlockKind, width: number): number =>
  mean(runs.filter((run) => run.kind === kind && run.width === width).map((run) => run.accuracy));

/** Similar: not below by more than chance. */
function accuracy(runs: readonly BlockRun[], width: number, asked: number): Finding {
  const dense = accuracyOf(runs, 'dense', width);
  const of = LIGHT.map((kind) => ({ kind, accuracy: accuracyOf(runs, kind, width) }));
  const kept = of.filter((one) => dense - one.accuracy <= noise(dense, one.accuracy, asked));
  return {
    id: 'accuracy',
    verdict: verdictOfCount(kept.length, of.length),
    figures: {
      ...{ dense: percent(dense), kept: kept.length, of: of.length },
      ...Object.fromEntries(of.map((one) => [one.kind, percent(one.accuracy)])),
      noise: percent(noise(dense, dense, asked)),
    },
  };
}

/** With as many weights, dense is the narrower one. */
function atEqualWeights(runs: readonly BlockRun[], width: number, even: BlockPlan, asked: number): Finding {
  const [separable, dense] = [accuracyOf(runs, 'separable', width), accuracyOf(runs, 'dense', even.width)];
  const weightsOf = (kind: BlockKind, at: number): number =>
    runs.find((run) => run.kind === kind && run.width === at)?.weights ?? 0;
  return {
    id: 'equal',
    verdict: dense - separable <= noise(dense, separable, asked) ? 'holds' : 'does-not-hold',
    figures: {
      ...{ separable: percent(separable), dense: percent(dense) },
      ...{ weights: weightsOf('separable', width), denseWeights: weightsOf('dense', even.width) },
      ...{ width, denseWidth: even.width },
    },
  };
}

function faster(blocks: readonly TimedBlock[]): Finding {
  const pairs = againstDense(blocks);
  const separable = pairs
    .filter(({ block }) => block.kind === 'separable')
    .sort((a, b) => a.block.width - b.block.width);
  const [narrow, wide] = [separable[0], separable.at(-1)];
  return {
    id: 'faster',
    verdict: verdictOfCount(pairs.filter(({ quicker }) => quicker).length, Math.max(1, pairs.length)),
    figures: {
      ...{ pairs: pairs.length, quicker: pairs.filter(({ quicker }) => quicker).length },
      ...{ narrow: narrow?.block.width ?? 0, narrowWork: percent(narrow?.work ?? 0) },
      ...{ narrowTime: percent(narrow?.time ?? 0), wide: wide?.block.width ?? 0 },
      ...{ wideWork: percent(wide?.work ?? 0), wideTime: percent(wide?.time ?? 0) },
    },
  };
}

export const tasks = { check, train, time };
