import { type OwnedScores, ownedScores, weightedAuroc } from '../metrics/auroc.ts';
import { allRuns, bootstrapOverRuns, type DrawnRun, meanOfRuns } from '../metrics/bootstrap-runs.ts';
import { thresholdForRate } from '../metrics/error-rates.ts';
import { ERRORS_NEEDED, isMeasurable } from '../metrics/measurable.ts';
import { sortedScores } from '../metrics/scores.ts';
import { type KnownAnswers, weightedFnirAtFpir } from '../metrics/weighted-identification.ts';
import { answerCounts } from './answer-counts.ts';
import { type ComparisonChoice, RECOGNISERS, type RecogniserId } from './choice.ts';
import type { Estimate, ProbeRecord, RecogniserFigures, SeedRecord } from './results.ts';
import { scoreHistogram } from './score-histogram.ts';
import { withoutErrors } from './way-figures.ts';

/** What one recogniser said in one seed, as the metrics take it; people numbered from 0, enrolled ones and strangers apart. */
export interface Said {
  readonly known: KnownAnswers;
  readonly knownPeople: number;
  readonly strangers: OwnedScores;
  readonly strangerPeople: number;
}

/** Everything that a recogniser said, seed by seed; null where it was not there. */
export function saidBy(records: readonly SeedRecord[], id: RecogniserId): Said[] | null {
  const all = records.map(({ probes }) => saidIn(probes, id));
  return all.some((said) => said === null) ? null : (all as Said[]);
}

function saidIn(probes: readonly ProbeRecord[], id: RecogniserId): Said | null {
  const answered = (role: ProbeRecord['role']) =>
    probes
      .filter((probe) => probe.role === role)
      .flatMap(({ label, answers }) => {
        const answer = answers.find(({ recogniser }) => recogniser === id);
        return answer === undefined ? [] : [{ label, score: answer.score, right: answer.person === label }];
      });
  const [known, strangers] = [answered('enrolled'), answered('stranger')];
  if (known.length === 0) return null;
  const people = numbered(known);
  const others = numbered(strangers);
  return {
    known: knownAnswers(
      known.map(({ score }) => score),
      known.map(({ label }) => people.get(label)!),
      known.map(({ right }) => right),
    ),
    knownPeople: people.size,
    strangers: ownedScores(
      strangers.map(({ score }) => score),
      strangers.map(({ label }) => others.get(label)!),
    ),
    strangerPeople: others.size,
  };
}

/** As `ownedScores` orders them. */
function knownAnswers(scores: readonly number[], owner: readonly number[], right: readonly boolean[]): KnownAnswers {
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b);
  return { ...ownedScores(scores, owner), right: Uint8Array.from(order, (i) => (right[i] ? 1 : 0)) };
}

const numbered = (all: readonly { readonly label: number }[]): Map<number, number> =>
  new Map([...new Set(all.map(({ label }) => label))].map((label, i) => [label, i]));

type Statistic = (said: Said, known: ArrayLike<number>, strangers: ArrayLike<number>) => number | null;

/** Of enrolled people alone, so that it has an interval without strangers too. */
function accuracyOver(all: readonly Said[]): Pick<Estimate, 'value' | 'interval'> {
  const clusters = all.map(({ knownPeople }) => [knownPeople]);
  const over = (runs: readonly DrawnRun[]) => meanOfRuns(runs, (run, [known]) => accuracy(all[run]!, known!));
  const interval = bootstrapOverRuns(clusters, over);
  return { value: over(allRuns(clusters)), interval: interval && [interval.low, interval.high] };
}

const accuracy = ({ known }: Said, drawn: ArrayLike<number>): number | null => {
  let [right, trials] = [0, 0];
  for (const [i, owner] of known.owner.entries()) {
    trials += drawn[owner]!;
    right += known.right[i]! * drawn[owner]!;
  }
  return trials === 0 ? null : right / trials;
};

export const auroc: Statistic = ({ known, strangers }, knownDrawn, strangersDrawn) =>
  weightedAuroc(known, strangers, knownDrawn, strangersDrawn);

export const fnirAt =
  (target: number): Statistic =>
  ({ known, strangers }, knownDrawn, strangersDrawn) =>
    weightedFnirAtFpir(known, strangers, target, knownDrawn, strangersDrawn);

/** A figure over seeds with its interval. */
export function estimated(all: readonly Said[], statistic: Statistic): Pick<Estimate, 'value' | 'interval'> {
  const over = (runs: readonly DrawnRun[]) =>
    meanOfRuns(runs, (run, [known, strangers]) => statistic(all[run]!, known!, strangers!));
  const clusters = all.map((said) => [said.knownPeople, said.strangerPeople]);
  const value = over(allRuns(clusters));
  if (value === null) return { value, interval: null };
  const interval = bootstrapOverRuns(clusters, over);
  return { value, interval: interval && [interval.low, interval.high] };
}

/** The same for the difference of two recognisers on the same pictures: people are drawn for both at once. */
export function estimatedDifference(
  a: readonly Said[],
  b: readonly Said[],
  statistic: Statistic,
): readonly [number, number] | null {
  const over = (runs: readonly DrawnRun[]) =>
    meanOfRuns(runs, (run, [known, strangers]) => {
      const [first, second] = [statistic(a[run]!, known!, strangers!), statistic(b[run]!, known!, strangers!)];
      return first === null || second === null ? null : first - second;
    });
  const interval = bootstrapOverRuns(
    a.map((said) => [said.knownPeople, said.strangerPeople]),
    over,
  );
  return interval && [interval.low, interval.high];
}

/** Figures of every recogniser that answered. */
export function recogniserFigures(choice: ComparisonChoice, records: readonly SeedRecord[]): RecogniserFigures[] {
  return RECOGNISERS.flatMap((id) => {
    const all = saidBy(records, id);
    return all === null ? [] : [figuresOf(choice, records, id, all)];
  });
}

function figuresOf(
  { targetFpir }: ComparisonChoice,
  records: readonly SeedRecord[],
  id: RecogniserId,
  all: readonly Said[],
): RecogniserFigures {
  const knownTrials = sum(all, ({ known }) => known.scores.length);
  const strangerTrials = sum(all, ({ strangers }) => strangers.scores.length);
  const correct = accuracyOver(all);
  const area = estimated(all, auroc);
  const fnir = estimated(all, fnirAt(targetFpir));
  const accepted = sum(records, ({ probes }) => countAccepted(probes, id));
  const errors = (rate: number | null): number => Math.round((rate ?? 0) * knownTrials);
  return {
    id,
    closedSetAccuracy: {
      value: correct.value,
      interval: withoutErrors(correct, knownTrials),
      trials: knownTrials,
      indicative: errors(1 - (correct.value ?? 0)) < ERRORS_NEEDED,
    },
    strangerAuroc: {
      ...area,
      trials: strangerTrials,
      indicative: Math.min(knownTrials, strangerTrials) < ERRORS_NEEDED,
    },
    fnirAtFpir: {
      value: fnir.value,
      interval: withoutErrors(fnir, knownTrials),
      trials: knownTrials,
      indicative: !isMeasurable(targetFpir, strangerTrials) || errors(fnir.value) < ERRORS_NEEDED,
    },
    threshold: records[0]?.thresholds[id] ?? null,
    fpir: {
      value: strangerTrials === 0 ? null : accepted / strangerTrials,
      interval: null,
      trials: strangerTrials,
      indicative: accepted < ERRORS_NEEDED,
    },
    scores: scoreHistogram(all[0]?.known.scores ?? [], all[0]?.strangers.scores ?? []),
    answers: answerCounts(
      records.flatMap(({ probes }) => probes),
      id,
    ),
    rates: strangerTrials === 0 ? [] : ratesOf(all),
    answerMs: sum(records, ({ answerMs }) => answerMs[id] ?? 0) / records.length,
  };
}

const countAccepted = (probes: readonly ProbeRecord[], id: RecogniserId): number =>
  probes.filter(
    ({ role, answers }) =>
      role === 'stranger' && answers.some(({ recogniser, accepted }) => recogniser === id && accepted),
  ).length;

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);

/** Points of a curve at most. */
const POINTS = 60;

/** FPIR and FNIR, means over seeds, at targets evenly spread by their logarithm; the threshold is the first seed's. */
function ratesOf(all: readonly Said[]): RecogniserFigures['rates'] {
  const fewest = Math.min(...all.map(({ strangers }) => strangers.scores.length));
  if (fewest === 0) return [];
  const lowest = 1 / fewest;
  const targets = Array.from({ length: POINTS }, (_, i) => lowest ** (i / (POINTS - 1)));
  const sorted = all.map(({ strangers }) => sortedScores(strangers.scores));
  const points = targets.flatMap((target) => {
    const thresholds = sorted.map((scores) => thresholdForRate(scores, target));
    if (thresholds.some((threshold) => threshold === null)) return [];
    const rate = (of: (said: Said, threshold: number) => number): number =>
      sum([...all.keys()], (i) => of(all[i]!, thresholds[i]!)) / all.length;
    return [
      {
        // Where all are accepted, the lowest score that there is.
        threshold: Math.max(thresholds[0]!, Math.min(sorted[0]![0]!, all[0]!.known.scores.at(-1)!)),
        fpir: rate(({ strangers }, t) => strangers.scores.filter((s) => s >= t).length / strangers.scores.length),
        fnir: rate(
          ({ known }, t) =>
            1 - known.scores.filter((s, i) => s >= t && known.right[i] === 1).length / known.scores.length,
        ),
      },
    ];
  });
  return points.filter(({ fpir, fnir }, i) => i === 0 || fpir !== points[i - 1]!.fpir || fnir !== points[i - 1]!.fnir);
}
