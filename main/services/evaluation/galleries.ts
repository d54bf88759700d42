import { fuseTemplates } from '../../../models/metrics/template-fusion.ts';

/** A person as a gallery gets them: one fused template, or several of which the best counts. */
export interface EnrolledPerson {
  readonly personId: string;
  readonly templates: readonly Float32Array[];
}

/** One search's answer; `personId` is null (and the score −∞) when nobody is enrolled. */
export interface SearchAnswer {
  readonly personId: string | null;
  readonly score: number;
  readonly second: { readonly personId: string; readonly score: number } | null;
}

/** A gallery under evaluation, whatever is behind it. */
export interface SearchableGallery {
  search(template: Float32Array): SearchAnswer | Promise<SearchAnswer>;
  close?(): void | Promise<void>;
}

/** Builds a gallery of these people: the app's own (HNSW) where it is to be compared with the exact one. */
export type GalleryFactory = (
  people: readonly EnrolledPerson[],
  dimension: number,
) => SearchableGallery | Promise<SearchableGallery>;

/** How several enrolment images of one person answer as one: by the best of their templates, or by their quality-weighted mean. */
export const fusions = ['best', 'mean'] as const;
export type Fusion = (typeof fusions)[number];

export interface EnrolmentSample {
  readonly personId: string;
  readonly template: Float32Array;
  readonly quality: number;
}

/** People in the order of their first sample. */
export function enrolledPeople(samples: readonly EnrolmentSample[], fusion: Fusion): EnrolledPerson[] {
  const byPerson = Map.groupBy(samples, (sample) => sample.personId);
  return Array.from(byPerson, ([personId, own]) => {
    const templates = own.map((sample) => sample.template);
    const qualities = own.map((sample) => sample.quality);
    return { personId, templates: fusion === 'best' ? templates : [fuseTemplates(templates, qualities)] };
  });
}

/** The reference: every template is compared. Besides the answer it gives every person's score, from which ranks follow. */
export class ExactGallery implements SearchableGallery {
  readonly people: readonly EnrolledPerson[];
  readonly #rows: Float32Array;
  readonly #owner: Int32Array;
  readonly #dimension: number;

  constructor(people: readonly EnrolledPerson[], dimension: number) {
    this.people = people;
    this.#dimension = dimension;
    this.#owner = Int32Array.from(people.flatMap((person, p) => person.templates.map(() => p)));
    this.#rows = new Float32Array(this.#owner.length * dimension);
    for (const [row, template] of people.flatMap((person) => person.templates).entries())
      this.#rows.set(template, row * dimension);
  }

  /** The score of each person (their best template's), in single precision; ordered as `people`. */
  scores(probe: Float32Array): Float32Array {
    const scores = new Float32Array(this.people.length).fill(Number.NEGATIVE_INFINITY);
    const rows = this.#rows;
    const dimension = this.#dimension;
    for (let row = 0; row < this.#owner.length; row++) {
      let sum = 0;
      for (let d = 0, at = row * dimension; d < dimension; d++, at++) sum += rows[at]! * probe[d]!;
      const person = this.#owner[row]!;
      if (sum > scores[person]!) scores[person] = sum;
    }
    return scores;
  }

  search(probe: Float32Array): SearchAnswer {
    return this.bestTwo(this.scores(probe));
  }

  /** The answer that people's scores amount to; of equal ones the first enrolled comes first. */
  bestTwo(scores: Float32Array): SearchAnswer {
    let first = -1;
    let second = -1;
    for (let p = 0; p < scores.length; p++) {
      if (first < 0 || scores[p]! > scores[first]!) {
        second = first;
        first = p;
      } else if (second < 0 || scores[p]! > scores[second]!) second = p;
    }
    if (first < 0) return { personId: null, score: Number.NEGATIVE_INFINITY, second: null };
    const named = (p: number): { personId: string; score: number } => ({
      personId: this.people[p]!.personId,
      score: scores[p]!,
    });
    return { ...named(first), second: second < 0 ? null : named(second) };
  }
}
