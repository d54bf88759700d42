import { thresholdForRate } from '../metrics/error-rates.ts';
import { sortedScores } from '../metrics/scores.ts';
import { galleryAnswers, softmaxAnswers } from './answers.ts';
import type { RecogniserId } from './choice.ts';
import type { DealtPerson } from './deal.ts';
import type { ComparedGallery } from './gallery.ts';
import type { ProbeAnswer, ProbeRecord, ProbeRole } from './results.ts';
import { probesOf } from './roster.ts';
import type { Classifier, Space } from './space.ts';

/** A best answer and one score, for each picture. */
export interface Scored {
  readonly person: Int32Array;
  readonly score: Float64Array;
}

export type Thresholds = Partial<Record<RecogniserId, number | null>>;
export type ScoredBy = Partial<Record<RecogniserId, Scored>>;

/** What softmax says, by both of its scores. */
export async function bySoftmax(
  classifier: Classifier,
  labels: readonly number[],
  pictures: Int32Array,
  now: () => number,
): Promise<{ readonly scored: ScoredBy; readonly ms: number }> {
  const { person, probability, energy, ms } = await softmaxAnswers(classifier, labels, pictures, now);
  return {
    scored: { 'softmax-max-probability': { person, score: probability }, 'softmax-energy': { person, score: energy } },
    ms,
  };
}

export async function byGallery(
  id: 'metric' | 'features',
  space: Space,
  gallery: ComparedGallery,
  pictures: Int32Array,
  now: () => number,
): Promise<{ readonly scored: ScoredBy; readonly ms: number }> {
  const { ms, ...scored } = await galleryAnswers(space, gallery, pictures, now);
  return { scored: { [id]: scored }, ms };
}

/** For each recogniser the smallest threshold that lets at most `target` of these strangers' pictures in; null: there are none. */
export function thresholdsFor(strangers: ScoredBy, target: number): Thresholds {
  return Object.fromEntries(
    Object.entries(strangers).map(([id, { score }]) => [id, thresholdForRate(sortedScores(score), target)]),
  );
}

/** Without strangers nobody is rejected: there is nothing to choose a threshold by. */
export const isAccepted = (score: number, threshold: number | null | undefined): boolean =>
  threshold === null || threshold === undefined || score >= threshold;

/** The verdicts on people's probes, with who is really shown. @param scored in the order of `probesOf(people)` */
export function verdicts(
  people: readonly DealtPerson[],
  role: ProbeRole,
  scored: ScoredBy,
  thresholds: Thresholds,
): ProbeRecord[] {
  const known = role === 'enrolled' || role === 'newcomer';
  let at = 0;
  return people.flatMap(({ label, probes }) =>
    Array.from(probes, (picture): ProbeRecord => {
      const index = at++;
      const answers = Object.entries(scored).map(([id, { person, score }]): ProbeAnswer => {
        const accepted = isAccepted(score[index]!, thresholds[id as RecogniserId]);
        const right = known ? accepted && person[index] === label : !accepted;
        return { recogniser: id as RecogniserId, person: person[index]!, score: score[index]!, accepted, right };
      });
      return { picture, label, role, answers };
    }),
  );
}

export const merged = (...all: readonly ScoredBy[]): ScoredBy => Object.assign({}, ...all) as ScoredBy;

/** What all recognisers of a pair say to people's probes. */
export async function scoredByAll(
  parts: Readonly<{
    classifier: Classifier;
    labels: readonly number[];
    metricSpace: Space;
    metric: ComparedGallery;
    features: ComparedGallery;
  }>,
  people: readonly DealtPerson[],
  now: () => number,
): Promise<{ readonly scored: ScoredBy; readonly ms: Readonly<Partial<Record<RecogniserId, number>>> }> {
  const { classifier, labels, metricSpace, metric, features } = parts;
  const pictures = probesOf(people);
  const softmax = await bySoftmax(classifier, labels, pictures, now);
  const nearest = await byGallery('metric', metricSpace, metric, pictures, now);
  const headless = await byGallery('features', classifier.space, features, pictures, now);
  return {
    scored: merged(softmax.scored, headless.scored, nearest.scored),
    ms: {
      'softmax-max-probability': softmax.ms,
      'softmax-energy': softmax.ms,
      features: headless.ms,
      metric: nearest.ms,
    },
  };
}
