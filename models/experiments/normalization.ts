import { seededRandom } from '../metrics/seeded-random.ts';
import { shuffled } from '../samplers/shuffle.ts';
import { type CheckResult, conclude, type Finding, type Progress, verdictOfCount } from './check.ts';
import type { EngineTools } from './in-engine.ts';
import { restyle } from './normalization/restyle.ts';
import { lessonFaces, type Plan, type Run, type RunSettings, trainAll } from './normalization/runs.ts';
import { SHIFTS } from './normalization/shifts.ts';
import { type Statistics, statisticsOf, type Widening, wideningOf } from './normalization/statistics.ts';
import { NORM_LAYERS, type SmallNorm } from './small/network.ts';

/** Batches of the notes' comparison. */
export const BATCHES = [32, 16, 8, 4, 2, 1] as const;

interface People {
  readonly people: number;
  /** Of each to learn, and of each to be asked about. */
  readonly pictures: number;
  readonly asked: number;
}

export interface TrainInput extends RunSettings, People {
  readonly seed: number;
  /** How many networks of each kind: what their spread is taken from. */
  readonly repeats: number;
  readonly norms: readonly SmallNorm[];
  readonly batches: readonly number[];
}

const LIMITS = {
  ...{ people: [2, 40], pictures: [1, 200], asked: [1, 200], repeats: [1, 20], groups: [1, 8], epochs: [1, 10_000] },
  ...{ rate: [0, 100], seed: [0, 0xffffffff] },
} as const;

/** @throws RangeError where a page asks for what nobody would wait for */
function checkInput(input: CheckInput): void {
  for (const [name, [low, high]] of Object.entries(LIMITS)) {
    const value = input[name as keyof typeof LIMITS];
    if (!(value >= low && value <= high && (name === 'rate' || Number.isInteger(value))))
      throw new RangeError(`normalization: ${name} is a number from ${low} to ${high}`);
  }
}

const seedsFrom = (seed: number, count: number): number[] => Array.from({ length: count }, (_, i) => seed + i);

export interface TrainStep extends Progress {
  /** All that have ended; only where there is another one. */
  readonly runs?: readonly Run[];
}

/** Accuracy of each norm at each batch size, on a few people's small pictures; a run is told as soon as it ends. */
async function* train(
  input: TrainInput,
  tools: EngineTools,
  layers = NORM_LAYERS,
): AsyncGenerator<TrainStep, { runs: readonly Run[] }> {
  checkInput(input);
  yield { done: 0, total: 1, runs: [] };
  const { norms, batches, head } = input;
  const seeds = seedsFrom(input.seed, input.repeats);
  // From large batches to small: the first points are there at once.
  const plans = batches
    .toSorted((a, b) => b - a)
    .flatMap((batch) => norms.map((norm): Plan => ({ norm, batch, head, seeds })));
  const training = trainAll(plans, input, lessonFaces(input), tools, layers);
  let runs: readonly Run[] = [];
  for await (const { done, total, run } of training) {
    if (run !== undefined) runs = [...runs, run];
    yield run === undefined ? { done, total } : { done, total, runs };
  }
  return { runs };
}

export interface CheckInput extends Omit<RunSettings, 'head'>, People {
  readonly seed: number;
  readonly repeats: number;
}

/** Rounding in single precision over maps of a few hundred values; a wrong axis is off by tenths. */
const TOLERANCE = 1e-3;
const UNMOVED = 1e-5;

/**
 * The notes' statements on seven layers: those about what is averaged on random maps, the others by networks trained here and now.
 * @param trainer how it comes by its runs; a test puts in others to see a verdict change
 */
async function* check(
  input: CheckInput,
  tools: EngineTools,
  layers = NORM_LAYERS,
  trainer = trainAll,
): AsyncGenerator<Progress, CheckResult> {
  checkInput(input);
  yield { done: 0, total: 1 };
  const seeds = seedsFrom(input.seed, input.repeats);
  const random = seededRandom(input.seed);
  const statistics = await statisticsOf(random, tools, layers);
  const faces = lessonFaces(input);
  const partners = shuffled([...faces.train.labels.keys()], random);
  const widening = await wideningOf(faces.train, partners, tools, layers);
  const plan = (norm: SmallNorm, batch: number, head: RunSettings['head'] = 'mean'): Plan => ({
    norm,
    batch,
    head,
    seeds,
  });
  const runs: Run[] = yield* trainer(
    [
      ...[32, 8, 2, 1].map((batch) => plan('batch', batch)),
      ...[32, 2, 1].map((batch) => plan('group', batch)),
      ...[32, 2].map((batch) => plan('switchable', batch)),
      ...(['layer', 'cross', 'self'] as const).map((norm) => plan(norm, 8)),
      ...(['none', 'instance'] as const).flatMap((norm) => [plan(norm, 8), plan(norm, 8, 'quarters')]),
    ],
    input,
    faces,
    tools,
    layers,
  );
  return conclude(findingsOf({ statistics, widening, runs, asked: faces.test.labels.length }));
}

interface Seen {
  readonly statistics: Statistics;
  readonly widening: Widening;
  readonly runs: readonly Run[];
  /** Pictures that each network was asked about. */
  readonly asked: number;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const percent = (share: number): number => Math.round(1000 * share) / 10;

function findingsOf({ statistics: { off, moves }, widening, runs, asked }: Seen): Finding[] {
  const of = (norm: SmallNorm, batch: number, head = 'mean'): Run[] =>
    runs.filter((run) => run.norm === norm && run.batch === batch && run.head === head);
  const accuracy = (...which: Parameters<typeof of>): number => mean(of(...which).map((run) => run.accuracy));
  // Twice the standard error of a difference of two shares, of all pictures that the networks of a kind were asked about.
  const noise = (a: number, b: number): number =>
    2 * Math.sqrt((a * (1 - a) + b * (1 - b) + 1 / asked) / (asked * Math.max(1, of('batch', 8).length)));
  const below = (a: number, b: number): boolean => b - a > noise(a, b);

  const [bn32, bn8, bn2, bn1] = [32, 8, 2, 1].map((batch) => accuracy('batch', batch)) as [
    number,
    number,
    number,
    number,
  ];
  const [gn32, gn2, gn1] = [32, 2, 1].map((batch) => accuracy('group', batch)) as [number, number, number];
  const ln = accuracy('layer', 8);
  const worstOff = Math.max(...Object.values(off));
  const smallFails = [bn1, bn2].filter((small) => below(small, bn32)).length;
  const groupDrop = Math.max(gn32, gn2, gn1) - Math.min(gn32, gn2, gn1);
  const groupSteady = groupDrop <= noise(Math.max(gn32, gn2, gn1), Math.min(gn32, gn2, gn1));
  const fewer = (['mean', 'quarters'] as const).filter(
    (head) => halfway(of('instance', 8, head)) < halfway(of('none', 8, head)),
  ).length;
  const moved = Math.max(...of('switchable', 2).concat(of('switchable', 32)).flatMap(farFromEqual));
  const wider = widening.after / widening.before;
  const gap = (norm: SmallNorm, shift: number): number =>
    mean(of(norm, 8).map((run) => run.accuracy - run.shifted[shift]!));
  const under = (norm: SmallNorm, shift: number): number => mean(of(norm, 8).map((run) => run.shifted[shift]!));
  const narrower = (norm: SmallNorm): number =>
    SHIFTS.filter((_, i) => gap('batch', i) - gap(norm, i) > noise(under(norm, i), under('batch', i))).length;
  const gaps = (norm: SmallNorm): number => percent(mean(SHIFTS.map((_, i) => gap(norm, i))));
  return [
    {
      id: 'axes',
      verdict: worstOff <= TOLERANCE ? 'holds' : 'does-not-hold',
      figures: { batch: off.batch, layer: off.layer, instance: off.instance, group: off.group },
    },
    {
      id: 'alone',
      verdict: moves.instance <= UNMOVED && moves.batch > UNMOVED ? 'holds' : 'does-not-hold',
      figures: { instance: moves.instance, layer: moves.layer, batch: moves.batch },
    },
    {
      id: 'small',
      verdict: verdictOfCount(smallFails, 2),
      figures: { one: percent(bn1), two: percent(bn2), many: percent(bn32) },
    },
    {
      // What it computes is independent of the batch or it is not; how well it then learns is another matter.
      id: 'group',
      verdict: moves.group > UNMOVED ? 'does-not-hold' : groupSteady ? 'holds' : 'holds-when',
      figures: { moves: moves.group, one: percent(gn1), two: percent(gn2), many: percent(gn32) },
    },
    {
      id: 'recurrent',
      verdict: below(ln, bn8) ? 'holds' : 'does-not-hold',
      figures: { layer: percent(ln), batch: percent(bn8), noise: percent(noise(ln, bn8)) },
    },
    {
      id: 'fast',
      verdict: verdictOfCount(fewer, 2),
      figures: {
        instanceMean: halfway(of('instance', 8)),
        noneMean: halfway(of('none', 8)),
        instance: halfway(of('instance', 8, 'quarters')),
        none: halfway(of('none', 8, 'quarters')),
      },
    },
    {
      id: 'switch',
      verdict: moved > 0.02 ? 'holds' : 'does-not-hold',
      figures: {
        moved: percent(moved),
        ...sharesAt('Two', of('switchable', 2)),
        ...sharesAt('Many', of('switchable', 32)),
      },
    },
    {
      id: 'widens',
      verdict: widening.content > 0.999 && wider > 1.05 ? 'holds' : 'does-not-hold',
      figures: { times: wider, content: widening.content, cross: gaps('cross'), batch: gaps('batch') },
    },
    {
      id: 'narrows',
      verdict: verdictOfCount(narrower('self'), SHIFTS.length),
      figures: { held: narrower('self'), of: SHIFTS.length, self: gaps('self'), batch: gaps('batch') },
    },
  ];
}

/** After how many quarters of an epoch the mean loss has fallen below half of what guessing costs; all of them and one where it never did. */
function halfway(runs: readonly Run[]): number {
  const length = runs[0]?.losses.length ?? 0;
  const curve = Array.from({ length }, (_, i) => mean(runs.map(({ losses }) => losses[i]!)));
  const start = curve[0] ?? 0;
  const at = curve.findIndex((loss) => loss < start / 2);
  return at === -1 ? length + 1 : at + 1;
}

const farFromEqual = ({ switched }: Run): number[] =>
  (switched ?? []).flatMap(({ means, variances }) => [...means, ...variances].map((share) => Math.abs(share - 1 / 3)));

/** Mean shares of batch statistics over blocks, of means and variances together. */
function sharesAt(name: string, runs: readonly Run[]): Record<string, number> {
  const all = runs.flatMap(({ switched }) => (switched ?? []).flatMap(({ means, variances }) => [means, variances]));
  return Object.fromEntries(
    ['instance', 'layer', 'batch'].map((of, i) => [of + name, percent(mean(all.map((shares) => shares[i]!)))]),
  );
}

export const tasks = { check, train, restyle };
