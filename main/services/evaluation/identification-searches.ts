import type { KnownSearch } from '../../../models/metrics/identification.ts';
import type { ExactGallery, SearchAnswer, SearchableGallery } from './galleries.ts';

/** A probe; `personId` is null for a stranger, `template` null where it could not be acquired. */
export interface Probe {
  readonly personId: string | null;
  /** Whose image it is, stranger or not: the unit of the bootstrap. */
  readonly identity: string;
  readonly path: string;
  readonly template: Float32Array | null;
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
export function rankMates(gallery: ExactGallery, known: readonly Probe[]): KnownSearch[] {
  const number = new Map(gallery.people.map((person, p) => [person.personId, p]));
  return known.map(({ personId, template }) => {
    const mate = personId === null ? undefined : number.get(personId);
    if (template === null || mate === undefined) return missed;
    const scores = gallery.scores(template);
    const mateScore = scores[mate]!;
    let mateRank = 1;
    // Who ties with the mate is put before it: a tie is no recognition.
    for (let p = 0; p < scores.length; p++) if (p !== mate && scores[p]! >= mateScore) mateRank++;
    return { mateRank, mateScore };
  });
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
