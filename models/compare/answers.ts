import { logitsOf, softmaxAnswer } from '../classify/answer.ts';
import type { DealtPerson } from './deal.ts';
import { type ComparedGallery, type OpenGallery, rowsOf } from './gallery.ts';
import type { Tally } from './results.ts';
import { type Classifier, type Space, unitFeatures } from './space.ts';

/** Best answers by picture, with the scores that may reject them. */
export interface SoftmaxAnswers {
  /** Labels. */
  readonly person: Int32Array;
  readonly probability: Float64Array;
  readonly energy: Float64Array;
  /** Milliseconds a picture, after its features. */
  readonly ms: number;
}

export interface GalleryAnswers {
  readonly person: Int32Array;
  readonly score: Float64Array;
  readonly ms: number;
}

/** @param labels of the head's rows */
export async function softmaxAnswers(
  { space, head }: Classifier,
  labels: readonly number[],
  pictures: Int32Array,
  now: () => number,
): Promise<SoftmaxAnswers> {
  const features = await space.features(pictures);
  const { dimension } = space;
  const person = new Int32Array(pictures.length);
  const probability = new Float64Array(pictures.length);
  const energy = new Float64Array(pictures.length);
  const begun = now();
  for (let k = 0; k < pictures.length; k++) {
    const answer = softmaxAnswer(logitsOf(head, features.subarray(k * dimension, (k + 1) * dimension)));
    person[k] = labels[answer.best]!;
    probability[k] = answer.probability;
    energy[k] = answer.energy;
  }
  return { person, probability, energy, ms: (now() - begun) / Math.max(1, pictures.length) };
}

/** A gallery of people by their enrolment pictures. */
export async function enrolled(
  space: Space,
  people: readonly DealtPerson[],
  openGallery: OpenGallery,
): Promise<ComparedGallery> {
  const gallery = openGallery(space.dimension);
  for (const { label, enrol } of people) gallery.add(label, rowsOf(await unitFeatures(space, enrol), space.dimension));
  return gallery;
}

export async function galleryAnswers(
  space: Space,
  gallery: ComparedGallery,
  pictures: Int32Array,
  now: () => number,
): Promise<GalleryAnswers> {
  const rows = rowsOf(await unitFeatures(space, pictures), space.dimension);
  const person = new Int32Array(pictures.length);
  const score = new Float64Array(pictures.length);
  const begun = now();
  for (const [k, row] of rows.entries()) {
    const best = await gallery.search(row);
    person[k] = best?.person ?? -1;
    score[k] = best?.score ?? Number.NEGATIVE_INFINITY;
  }
  return { person, score, ms: (now() - begun) / Math.max(1, pictures.length) };
}

/** How many of each person's probes were answered with them. @param answered people by picture, in the order of `probesOf(people)` */
export function tallies(people: readonly DealtPerson[], answered: Int32Array): Tally[] {
  let at = 0;
  return people.map(({ label, probes }) => {
    let right = 0;
    for (let k = 0; k < probes.length; k++) if (answered[at++] === label) right++;
    return { label, right, trials: probes.length };
  });
}

/** The share of probes that were answered rightly; 0 without any. */
export function accuracyOf(all: readonly Tally[]): number {
  const trials = all.reduce((sum, tally) => sum + tally.trials, 0);
  return trials === 0 ? 0 : all.reduce((sum, { right }) => sum + right, 0) / trials;
}

/**
 * Whether a person's probes are recognised well enough: at `share` of the accuracy before, rounded down to whole pictures, since
 * of four pictures none can be nine tenths right; one at least.
 */
export const goodEnough = ({ right, trials }: Tally, share: number, before: number): boolean =>
  right >= Math.max(1, Math.floor(share * before * trials + 1e-9));
