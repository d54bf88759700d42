/**
 * Do the 95 % intervals hold what they say? Simulated scores whose error rates are known exactly, many times over: the share of
 * intervals that contain the true rate. Every figure goes through the functions that the reports use.
 *
 * A score is a normal variate with an effect of each person in it, since comparisons of one person are not independent (Doddington et al., "Sheep,
 * Goats, Lambs and Wolves", ICSLP 1998): a mated one is M + aₚ + e, a non-mated one bₚ + b_q + e.
 *
 *   node tests/bench/coverage.ts [repeats] [design]
 */
import { bootstrapByPerson, type Interval } from '../../models/metrics/bootstrap.ts';
import { equalErrorRate } from '../../models/metrics/eer.ts';
import {
  crossedNonMated,
  listedNonMated,
  type MatedComparisons,
  matedComparisons,
  type NonMatedTail,
} from '../../models/metrics/person-comparisons.ts';
import { sortedScores } from '../../models/metrics/scores.ts';
import { type Random, seededRandom } from '../../models/metrics/seeded-random.ts';
import { weightedEer, weightedFnmrAtFmr } from '../../models/metrics/weighted-rates.ts';

interface Design {
  readonly name: string;
  readonly people: number;
  readonly images: number;
  /** Of the mated scores above the non-mated ones. */
  readonly shift: number;
  /** Standard deviations: of a person's mated scores, of their non-mated ones, of what is left. */
  readonly mated: number;
  readonly nonMated: number;
  readonly rest: number;
  /** All pairs of different people, or one for each mated pair. */
  readonly crossed: boolean;
  readonly fmr: number;
}

const common = { shift: 3.2, mated: 0.5, nonMated: 0.3, rest: 0.8 };
const designs: readonly Design[] = [
  { name: '100 people × 4, all pairs', people: 100, images: 4, crossed: true, fmr: 0.01, ...common },
  { name: '60 people × 5, all pairs', people: 60, images: 5, crossed: true, fmr: 0.01, ...common },
  { name: '200 people × 3, all pairs', people: 200, images: 3, crossed: true, fmr: 0.001, ...common },
  { name: '400 people × 3, listed pairs', people: 400, images: 3, crossed: false, fmr: 0.1, ...common },
];

const repeats = Number(process.argv[2] ?? 200);
const replicates = 1000;
console.log(`${repeats} repeats, ${replicates} replicates`);
for (const design of process.argv[3] === undefined ? designs : [designs[Number(process.argv[3])]!]) {
  const truth = trueRates(design);
  const hits = { eer: 0, fnmr: 0 };
  const widths = { eer: 0, fnmr: 0 };
  const random = seededRandom(7);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const { mated, nonMated } = simulate(design, random);
    const options = { replicates, seed: repeat + 1 };
    const eer = bootstrapByPerson(design.people, (drawn) => weightedEer(mated, nonMated, drawn), options);
    const statistic = (drawn: Float64Array): number | null => weightedFnmrAtFmr(mated, nonMated, design.fmr, drawn);
    const fnmr = bootstrapByPerson(design.people, statistic, options);
    for (const [name, interval, rate] of [
      ['eer', eer, truth.eer],
      ['fnmr', fnmr, truth.fnmr],
    ] as const) {
      if (holds(interval, rate)) hits[name]++;
      widths[name] += interval === null ? 0 : interval.high - interval.low;
    }
  }
  const share = (count: number): string => `${((count / repeats) * 100).toFixed(1)} %`;
  const percent = (rate: number): string => `${(rate * 100).toFixed(2)} %`;
  console.log(
    `${design.name}: EER ${percent(truth.eer)} in ${share(hits.eer)} of intervals (mean width ${percent(widths.eer / repeats)}); ` +
      `FNMR at FMR ${design.fmr} ${percent(truth.fnmr)} in ${share(hits.fnmr)} (${percent(widths.fnmr / repeats)})`,
  );
}

function holds(interval: Interval | null, rate: number): boolean {
  return interval !== null && interval.low <= rate && rate <= interval.high;
}

/** Both kinds of scores are normal: the rates meet where the threshold is as many deviations from one mean as from the other. */
function trueRates({ shift, mated, nonMated, rest, fmr }: Design): { eer: number; fnmr: number } {
  const ofMated = Math.hypot(mated, rest);
  const ofNonMated = Math.hypot(nonMated, nonMated, rest);
  const threshold = ofNonMated * -quantileOfNormal(fmr);
  return { eer: normal(-shift / (ofMated + ofNonMated)), fnmr: normal((threshold - shift) / ofMated) };
}

function simulate(design: Design, random: Random): { mated: MatedComparisons; nonMated: NonMatedTail } {
  const { people, images, shift, crossed } = design;
  const gauss = (deviation: number): number =>
    deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const own = Float64Array.from({ length: people }, () => gauss(design.mated));
  const others = Float64Array.from({ length: people }, () => gauss(design.nonMated));
  const matedScores: number[] = [];
  const matedPeople: number[] = [];
  const scores: number[] = [];
  const first: number[] = [];
  const second: number[] = [];
  const nonMatedScore = (p: number, q: number): void => {
    scores.push(others[p]! + others[q]! + gauss(design.rest));
    first.push(p);
    second.push(q);
  };
  for (let p = 0; p < people; p++) {
    for (let pair = 0; pair < (images * (images - 1)) / 2; pair++) {
      matedScores.push(shift + own[p]! + gauss(design.rest));
      matedPeople.push(p);
      if (!crossed) nonMatedScore(p, (p + 1 + Math.floor(random() * (people - 1))) % people);
    }
    if (crossed) for (let q = p + 1; q < people; q++) for (let k = 0; k < images * images; k++) nonMatedScore(p, q);
  }
  const mated = matedComparisons(matedScores, matedPeople);
  if (!crossed) return { mated, nonMated: listedNonMated(scores, first) };
  // As the reports do: the closest alone, three times as far as the highest rate asked for.
  const highest = equalErrorRate(mated.scores, sortedScores(scores))!.high;
  const order = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  const kept = order.slice(0, Math.ceil(3 * Math.max(highest, design.fmr) * order.length));
  const tail = {
    scores: Float64Array.from(kept, (i) => scores[i]!),
    first: Int32Array.from(kept, (i) => first[i]!),
    second: Int32Array.from(kept, (i) => second[i]!),
  };
  return { mated, nonMated: crossedNonMated(tail, new Float64Array(people).fill(images)) };
}

/** Φ, as a sum of rectangles: exact to more figures than a simulation can show. */
function normal(x: number): number {
  const steps = 20_000;
  const from = -12;
  const width = (x - from) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const at = from + (i + 0.5) * width;
    sum += Math.exp(-at * at * 0.5) * width;
  }
  return sum / Math.sqrt(2 * Math.PI);
}

/** Its inverse, by bisection. */
function quantileOfNormal(p: number): number {
  let [low, high] = [-10, 10];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normal(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
