import { bootstrapByPerson, type Interval } from '../../../models/metrics/bootstrap.ts';
import { errorsAllowed } from '../../../models/metrics/error-rates.ts';
import { intervalFor, isMeasurable, type Measurement, measured } from '../../../models/metrics/measurable.ts';
import {
  listedNonMated,
  type MatedComparisons,
  matedComparisons,
  type NonMatedTail,
} from '../../../models/metrics/person-comparisons.ts';
import { nextUp } from '../../../models/metrics/scores.ts';
import { weightedFnmrAtFmr, weightedRefusals } from '../../../models/metrics/weighted-rates.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { ReportedFigure } from '../../contract/evaluation-report.ts';
import type { CallInput, CallOutput } from '../../contract/index.ts';
import { figureOf } from './evaluation-report.ts';
import { firstMateScores } from './identification-result.ts';
import {
  type IdentificationScores,
  matedOf,
  nonMatedOf,
  type ScoreArchive,
  searchesOf,
  type VerificationScores,
} from './score-archive.ts';
import { type ComputeOptions, definite } from './verification-result.ts';

export type OperatingPoint = CallOutput<'evaluation.operatingPoint'>;
export type PointAsked = CallInput<'evaluation.operatingPoint'>['at'];

/** Both kinds of trials in one shape: scores that should be accepted, and scores that should not. */
interface Side {
  readonly people: number;
  readonly mated: MatedComparisons;
  readonly nonMated: NonMatedTail;
  /** All of the latter, of which the tail may hold the closest alone. */
  readonly trials: number;
}

/**
 * The threshold for a target rate, or what a threshold gives, with intervals bootstrapped by person. Where a rate was asked for, the other one's
 * interval holds what the choice of the threshold adds. BAD_INPUT where the run has no trials of the kind asked for.
 */
export function operatingPoint(
  archive: ScoreArchive,
  at: PointAsked,
  options: ComputeOptions,
): Outcome<OperatingPoint> {
  const verification = archive.verification === null ? null : verificationSide(archive.verification);
  const identification = archive.identification === null ? null : identificationSide(archive.identification);
  const chosenBy = 'fmr' in at ? verification : 'fpir' in at ? identification : null;
  if (!('threshold' in at) && chosenBy === null)
    return fail(
      'BAD_INPUT',
      'fmr' in at
        ? 'This evaluation has no 1:1 comparisons to choose a threshold by FMR from.'
        : 'This evaluation has no searches to choose a threshold by FPIR from.',
    );
  const chosen =
    'threshold' in at
      ? { threshold: at.threshold, interval: null, note: null }
      : choose(chosenBy!, 'fmr' in at ? at.fmr : at.fpir, 'fmr' in at ? 'FMR' : 'FPIR', options);
  const { threshold } = chosen;
  const target = 'threshold' in at || threshold === null ? null : 'fmr' in at ? at.fmr : at.fpir;
  const rates = (side: Side | null, byTarget: boolean): readonly [ReportedFigure | null, ReportedFigure | null] =>
    side === null || threshold === null
      ? [null, null]
      : [falselyAccepted(side, threshold, options), falselyRefused(side, threshold, byTarget ? target : null, options)];
  const [fmr, fnmr] = rates(verification, 'fmr' in at);
  const [fpir, fnir] = rates(identification, 'fpir' in at);
  return ok({
    threshold,
    thresholdInterval: chosen.interval === null ? null : [chosen.interval.low, chosen.interval.high],
    ...{ fmr, fnmr, fpir, fnir, note: chosen.note },
  });
}

const verificationSide = (scores: VerificationScores): Side => ({
  people: scores.people,
  mated: matedOf(scores),
  nonMated: nonMatedOf(scores),
  trials: scores.nonMated,
});

function identificationSide(scores: IdentificationScores): Side {
  const searches = searchesOf(scores);
  return {
    people: scores.people,
    // At rank 1, FNIR and FPIR are FNMR and FMR of these.
    mated: matedComparisons(firstMateScores(searches), searches.knownPerson),
    nonMated: listedNonMated(searches.strangerTopScores, searches.strangerPerson),
    trials: searches.strangerTopScores.length,
  };
}

interface Chosen {
  readonly threshold: number | null;
  readonly interval: Interval | null;
  readonly note: string | null;
}

function choose({ nonMated, trials, people }: Side, target: number, name: string, options: ComputeOptions): Chosen {
  const none = (note: string): Chosen => ({ threshold: null, interval: null, note });
  if (!isMeasurable(target, trials))
    return none(`not measurable: n < 30/${name} (${trials} trials, ${Math.ceil(30 / target)} needed)`);
  const allowed = errorsAllowed(target, trials);
  const highestRefused = nonMated.scores[allowed];
  if (highestRefused === undefined)
    return none(`the scores for ${name} ${target} were not kept: ask for at most ${nonMated.scores.length / trials}`);
  if (highestRefused === Number.POSITIVE_INFINITY) return none('not measurable: too many scores are +∞');
  const interval = bootstrapByPerson(
    people,
    (drawn) => {
      const refused = weightedRefusals(nonMated, [target], drawn)[0]!;
      return refused === null ? null : nextUp(refused);
    },
    definite(options),
  );
  return { threshold: nextUp(highestRefused), interval, note: null };
}

/** FMR or FPIR at a threshold; not told where the threshold lies below all scores that were kept. */
function falselyAccepted(
  { nonMated, trials, people }: Side,
  threshold: number,
  options: ComputeOptions,
): ReportedFigure {
  let errors = 0;
  while (errors < nonMated.scores.length && nonMated.scores[errors]! >= threshold) errors++;
  if (errors === nonMated.scores.length && errors < trials)
    return figureOf({
      measurement: { ...measured(errors, trials, threshold), value: null, note: `more than ${errors} of ${trials}` },
      interval: null,
    });
  const measurement = measured(errors, trials, threshold);
  const interval = intervalFor(measurement, () =>
    bootstrapByPerson(
      people,
      (drawn) => {
        const total = nonMated.totalWeight(drawn);
        let weight = 0;
        for (let i = 0; i < errors; i++) weight += nonMated.weight(i, drawn);
        return total === 0 ? null : weight / total;
      },
      definite(options),
    ),
  );
  return figureOf({ measurement, interval });
}

function falselyRefused(
  { mated, nonMated, people }: Side,
  threshold: number,
  target: number | null,
  options: ComputeOptions,
): ReportedFigure {
  const refused = mated.scores.filter((score) => score < threshold).length;
  const measurement: Measurement = measured(refused, mated.scores.length, threshold);
  const atThreshold = (drawn: Float64Array): number | null => {
    let trials = 0;
    let errors = 0;
    for (let i = 0; i < mated.scores.length; i++) {
      const weight = drawn[mated.person[i]!]!;
      trials += weight;
      if (i < refused) errors += weight;
    }
    return trials === 0 ? null : errors / trials;
  };
  const statistic =
    target === null ? atThreshold : (drawn: Float64Array) => weightedFnmrAtFmr(mated, nonMated, target, drawn);
  const interval = intervalFor(measurement, () => bootstrapByPerson(people, statistic, definite(options)));
  return figureOf({ measurement, interval });
}
