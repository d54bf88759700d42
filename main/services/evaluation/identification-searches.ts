import type { KnownSearch } from '../../../models/metrics/identification.ts';
import {
  type EnrolmentSample,
  ExactGallery,
  enrolledPeople,
  type Fusion,
  type SearchAnswer,
  type SearchableGallery,
} from './galleries.ts';

/** A probe; `personId` is null for a stranger, `template` null where it could not be acquired. */
export interface Probe {
  readonly personId: string | null;
  /** Whose image it is, stranger or not: the unit of the bootstrap. */
  readonly identity: string;
  readonly path: string;
  readonly template: Float32Array | null;
  /**
   * For probes that are themselves enrolled: the search is made as if of this person only `rest` were (leave-one-out; without any rest
   * the person is a stranger to the gallery). ISO/IEC 19795-1 allows it where enrolment and probes cannot be kept apart.
   */
  readonly without?: { readonly personId: string; readonly rest: readonly EnrolmentSample[] };
}

/** The score of each person for an acquired probe, by the gallery as the probe is to see it. */
export function probeScores(gallery: ExactGallery, fusion: Fusion, { template, without }: Probe): Float32Array {
  const scores = gallery.scores(template!);
  if (without === undefined) return scores;
  const own = gallery.people.findIndex(({ personId }) => personId === without.personId);
  const rest = new ExactGallery(enrolledPeople(without.rest, fusion), template!.length);
  if (own >= 0) scores[own] = rest.people.length === 0 ? Number.NEGATIVE_INFINITY : rest.scores(template!)[0]!;
  return scores;
}

export interface Searches {
  readonly answers: readonly (SearchAnswer | null)[];
  /** Milliseconds of each search made, ascending. */
  readonly ms: Float64Array;
}

/** Looks every acquired probe up, one after the other as at a desk. `onSearch` answering false stops and gives null. */
export async function searchAll(
  gallery: SearchableGallery,
  probes: readonly Probe[],
  onSearch: (done: number) => boolean,
): Promise<Searches | null> {
  const answers: (SearchAnswer | null)[] = [];
  const ms: number[] = [];
  for (const [done, probe] of probes.entries()) {
    if (probe.template === null) {
      answers.push(null);
      continue;
    }
    const begin = performance.now();
    const answer = gallery.search(probe.template);
    // An await costs a turn of the event loop; a gallery that answers at once is not charged for it.
    answers.push(answer instanceof Promise ? await answer : answer);
    ms.push(performance.now() - begin);
    if (done % 64 === 63) {
      await new Promise(setImmediate);
      if (!onSearch(done + 1)) return null;
    }
  }
  return { answers, ms: Float64Array.from(ms).sort() };
}

/** The mate's rank and score by the exact gallery: rank 1 + the number of other people with a score at least as high. */
export async function rankMates(
  gallery: ExactGallery,
  fusion: Fusion,
  known: readonly Probe[],
): Promise<KnownSearch[]> {
  const number = new Map(gallery.people.map((person, p) => [person.personId, p]));
  return inTurns(known, (probe) => {
    const mate = probe.personId === null ? undefined : number.get(probe.personId);
    if (probe.template === null || mate === undefined) return missed;
    const scores = probeScores(gallery, fusion, probe);
    const mateScore = scores[mate]!;
    let mateRank = 1;
    // Who ties with the mate is put before it: a tie is no recognition.
    for (let p = 0; p < scores.length; p++) if (p !== mate && scores[p]! >= mateScore) mateRank++;
    return { mateRank, mateScore };
  });
}

/** The best score that each acquired stranger gets. */
export const strangerTops = (gallery: ExactGallery, fusion: Fusion, strangers: readonly Probe[]): Promise<number[]> =>
  inTurns(strangers, (probe) => gallery.bestTwo(probeScores(gallery, fusion, probe)).score);

/** Work on one after the other; whatever else waits gets its turn in between. */
export async function inTurns<A, B>(items: readonly A[], work: (item: A, index: number) => B): Promise<B[]> {
  const results: B[] = [];
  for (const [i, item] of items.entries()) {
    results.push(work(item, i));
    if (i % 64 === 63) await new Promise(setImmediate);
  }
  return results;
}

/** The same from answers that name only the first two people; a mate found second has rank 2. */
export function matesOf(known: readonly Probe[], answers: readonly (SearchAnswer | null)[]): KnownSearch[] {
  return known.map(({ personId }, k) => {
    const answer = answers[k] ?? null;
    if (answer === null || personId === null) return missed;
    if (answer.personId === personId) return { mateRank: 1, mateScore: answer.score };
    return answer.second?.personId === personId ? { mateRank: 2, mateScore: answer.second.score } : missed;
  });
}

const missed: KnownSearch = { mateRank: Number.POSITIVE_INFINITY, mateScore: Number.NEGATIVE_INFINITY };
