import { bootstrapByPerson, type Interval } from '../../../models/metrics/bootstrap.ts';
import { crossTail } from '../../../models/metrics/cross-tail.ts';
import { nearestOthers } from '../../../models/metrics/nearest.ts';
import { crossedNonMated, matedComparisons } from '../../../models/metrics/person-comparisons.ts';
import { neighboursNeeded, type ProbeRetrieval, probeRetrievals } from '../../../models/metrics/retrieval.ts';
import { weightedEer, weightedFnmrAtFmr } from '../../../models/metrics/weighted-rates.ts';
import type { EagerExecutor, Executor } from '../../../models/runtime/types.ts';
import { figuresOf } from '../../../models/train/figures.ts';
import { similarities } from '../../../models/train/similarities.ts';
import type { Intervals } from '../../contract/training-reports.ts';
import type { MeasuredFigures } from './protocol.ts';

/** Comparisons weighed for all replicates together: some seconds. */
const work = 3e8;

/**
 * Figures of a part with 95 % intervals bootstrapped by person (metrics/bootstrap.ts), and the non-mated scores.
 * @param vectors [n, dimension], rows of length 1
 * @param labels who each row shows
 */
export async function measuredFigures(
  vectors: Float32Array,
  dimension: number,
  labels: ArrayLike<number>,
  executor: Executor | EagerExecutor,
): Promise<MeasuredFigures & { readonly nonMated: Float32Array }> {
  const people = numbered(labels);
  const scores = await similarities(vectors, dimension, executor);
  const figures = figuresOf(scores, people);
  const { mated, owners, nonMated } = compared(scores, people);
  const count = new Set(people).size;
  const images = new Float64Array(count);
  for (const person of people) images[person]!++;
  // Deep enough for the EER of a resampled set, too.
  const share = Math.min(1, Math.max(0.02, figures.eer * 1.5));
  const from = Float32Array.from(nonMated).sort()[Math.floor(nonMated.length * (1 - share))] ?? 1;
  const tail = crossTail({ scores: nonMated, identities: people }, from);
  const matedBy = matedComparisons(mated, owners);
  const nonMatedBy = crossedNonMated(
    { ...tail, first: tail.first.map((i) => people[i]!), second: tail.second.map((i) => people[i]!) },
    images,
  );
  const replicates = Math.round(Math.max(100, Math.min(1000, work / (tail.scores.length + mated.length + 1))));
  const interval = (statistic: (drawn: Float64Array) => number | null) =>
    pair(bootstrapByPerson(count, statistic, { replicates }));
  const probes = probeRetrievals(nearestOthers(vectors, dimension, neighboursNeeded(people)), people, people, true);
  const meanOf = (figure: keyof ProbeRetrieval) =>
    interval((drawn) => {
      let [sum, weight] = [0, 0];
      for (const [i, probe] of probes.entries()) {
        if (probe === null) continue;
        sum += drawn[people[i]!]! * probe[figure];
        weight += drawn[people[i]!]!;
      }
      return weight === 0 ? null : sum / weight;
    });
  const intervals: Intervals = {
    pAt1: meanOf('pAt1'),
    rPrecision: meanOf('rPrecision'),
    mapAtR: meanOf('mapAtR'),
    eer: interval((drawn) => weightedEer(matedBy, nonMatedBy, drawn)),
    fnmrAtFmr: figures.fnmrAtFmr.map(({ fmr, fnmr }) =>
      fnmr === null ? null : interval((drawn) => weightedFnmrAtFmr(matedBy, nonMatedBy, fmr, drawn)),
    ),
  };
  return { figures, intervals, nonMated };
}

const pair = (interval: Interval | null): [number, number] | null =>
  interval === null ? null : [interval.low, interval.high];

/** Labels as numbers from 0. */
function numbered(labels: ArrayLike<number>): Int32Array {
  const numbers = new Map<number, number>();
  return Int32Array.from(labels, (label) => {
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  });
}

/** Scores of all pairs i < j, ordered by i and then j, as metrics/cross-tail.ts wants them. */
function compared(scores: Float32Array, people: Int32Array) {
  const n = people.length;
  const mated: number[] = [];
  const owners: number[] = [];
  const nonMated = new Float32Array((n * (n - 1)) / 2);
  let other = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const score = scores[i * n + j]!;
      if (people[i] !== people[j]) nonMated[other++] = score;
      else {
        mated.push(score);
        owners.push(people[i]!);
      }
    }
  return { mated, owners, nonMated: nonMated.slice(0, other) };
}
