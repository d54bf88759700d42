import { countPaired, mcNemar } from '../../../models/metrics/mcnemar.ts';
import { pairedDifference } from '../../../models/metrics/paired.ts';
import { listedNonMated, matedComparisons } from '../../../models/metrics/person-comparisons.ts';
import { weightedEer, weightedFnmrAtFmr } from '../../../models/metrics/weighted-rates.ts';
import type { PairedDecisions, PairedFigure } from '../../contract/evaluation.ts';
import type { EvaluationReport, ReportedFigureAt } from '../../contract/evaluation-report.ts';
import { firstMateScores } from './identification-result.ts';
import { matedOf, nonMatedOf, type ScoreArchive, searchesOf } from './score-archive.ts';
import { type ComputeOptions, definite } from './verification-result.ts';

export interface Run {
  readonly report: EvaluationReport;
  readonly scores: ScoreArchive;
}

export interface RunComparison {
  readonly figures: PairedFigure[];
  readonly decisions: PairedDecisions[];
  readonly notes: string[];
}

/** Why two runs cannot be compared trial by trial, or null. */
export function whyNotComparable(first: EvaluationReport, second: EvaluationReport): string | null {
  if (first.protocol !== second.protocol)
    return `The first is of the protocol ${first.protocol}, the second of ${second.protocol}: a paired test needs the same trials.`;
  if (first.data.list !== second.data.list)
    return 'The two runs compare other pictures: a paired test needs the same list, unchanged. Evaluate both models on one.';
  return null;
}

/**
 * Two runs of the same trials: each figure's difference with an interval, people drawn alike for both, and McNemar's test of the decisions. The
 * figures themselves are those of the reports.
 */
export function compareRuns(first: Run, second: Run, options: ComputeOptions): RunComparison {
  const runs = [first, second] as const;
  return {
    figures: [...verificationFigures(runs, options), ...identificationFigures(runs, options)],
    decisions: [...matedDecisions(runs), ...knownDecisions(runs)],
    notes: [
      ...(first.report.model.sha256 === second.report.model.sha256 ? ['both runs are of the same network'] : []),
      ...(first.report.failuresToAcquire === second.report.failuresToAcquire
        ? []
        : [
            `failures to acquire differ (${first.report.failuresToAcquire} and ${second.report.failuresToAcquire}): they count as missed`,
          ]),
    ],
  };
}

type Two<T> = readonly [T, T];
type Statistic = (drawn: Float64Array) => number | null;

/** Of a figure that both runs have. */
function paired(
  { name, target }: Pick<PairedFigure, 'name' | 'target'>,
  values: Two<number | null | undefined>,
  people: number,
  statistics: Two<Statistic>,
  options: ComputeOptions,
): PairedFigure[] {
  const [first, second] = values;
  if (first == null || second == null) return [];
  const difference = pairedDifference(people, ...statistics, definite(options));
  const { interval = null, p = null } = difference ?? {};
  return [
    {
      ...{ name, target, first, second, difference: second - first, p },
      interval: interval === null ? null : [interval.low, interval.high],
    },
  ];
}

function verificationFigures([a, b]: Two<Run>, options: ComputeOptions): PairedFigure[] {
  const [scoresA, scoresB] = [a.scores.verification, b.scores.verification];
  const [partA, partB] = [a.report.verification, b.report.verification];
  if (scoresA === null || scoresB === null || partA === null || partB === null) return [];
  const sides = [scoresA, scoresB].map((scores) => ({ mated: matedOf(scores), nonMated: nonMatedOf(scores) }));
  const both = (of: (side: (typeof sides)[number], drawn: Float64Array) => number | null): Two<Statistic> => [
    (drawn) => of(sides[0]!, drawn),
    (drawn) => of(sides[1]!, drawn),
  ];
  const { people } = scoresA;
  const eer = both(({ mated, nonMated }, drawn) => weightedEer(mated, nonMated, drawn));
  return [
    ...paired({ name: 'eer', target: null }, [partA.eer.value, partB.eer.value], people, eer, options),
    ...partA.fnmrAtFmr.flatMap(({ target, value }, i) => {
      const statistic = both(({ mated, nonMated }, drawn) => weightedFnmrAtFmr(mated, nonMated, target, drawn));
      return paired({ name: 'fnmrAtFmr', target }, [value, partB.fnmrAtFmr[i]?.value], people, statistic, options);
    }),
  ];
}

function identificationFigures([a, b]: Two<Run>, options: ComputeOptions): PairedFigure[] {
  const [scoresA, scoresB] = [a.scores.identification, b.scores.identification];
  const [partA, partB] = [a.report.identification, b.report.identification];
  if (scoresA === null || scoresB === null || partA === null || partB === null) return [];
  const sides = [scoresA, scoresB].map((scores) => {
    const searches = searchesOf(scores);
    return {
      mated: matedComparisons(firstMateScores(searches), searches.knownPerson),
      nonMated: listedNonMated(searches.strangerTopScores, searches.strangerPerson),
    };
  });
  return partA.fnirAtFpir.flatMap(({ target, value }, i) => {
    const of = (k: 0 | 1): Statistic => {
      const { mated, nonMated } = sides[k]!;
      return (drawn) => weightedFnmrAtFmr(mated, nonMated, target, drawn);
    };
    const values = [value, partB.fnirAtFpir[i]?.value] as const;
    return paired({ name: 'fnirAtFpir', target }, values, scoresA.people, [of(0), of(1)], options);
  });
}

/** Each run decides at its own threshold for the target. */
function decisionsAt(
  kind: PairedDecisions['kind'],
  figures: Two<readonly ReportedFigureAt[]>,
  right: (run: 0 | 1, threshold: number) => boolean[],
): PairedDecisions[] {
  return figures[0].flatMap(({ target, threshold: first }, i) => {
    const second = figures[1][i]?.threshold ?? null;
    if (first === null || second === null) return [];
    const counts = countPaired(right(0, first), right(1, second));
    const trials = counts.bothRight + counts.onlyFirst + counts.onlySecond + counts.bothWrong;
    return [{ kind, target, trials, ...counts, p: mcNemar(counts) }];
  });
}

function matedDecisions([a, b]: Two<Run>): PairedDecisions[] {
  const scores = [a.scores.verification?.mated, b.scores.verification?.mated];
  const figures = [a.report.verification?.fnmrAtFmr ?? [], b.report.verification?.fnmrAtFmr ?? []] as const;
  return decisionsAt('mated', figures, (run, threshold) =>
    Array.from(scores[run] ?? [], (score) => score >= threshold),
  );
}

function knownDecisions([a, b]: Two<Run>): PairedDecisions[] {
  const scores = [a.scores.identification, b.scores.identification].map((one) =>
    one === null ? new Float64Array() : firstMateScores(searchesOf(one)),
  );
  const figures = [a.report.identification?.fnirAtFpir ?? [], b.report.identification?.fnirAtFpir ?? []] as const;
  return decisionsAt('known', figures, (run, threshold) => Array.from(scores[run]!, (score) => score >= threshold));
}
