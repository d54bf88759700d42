import type { RowTable } from './row-table.ts';

export interface PersonHit {
  readonly personId: string;
  /** Cosine similarity, full precision. */
  readonly score: number;
  /** The template that gave the score; null where a person is searched as the mean of all. */
  readonly templateId: string | null;
}

/** The nearest person and the next other one: the margin between them says how sure the answer is. */
export interface GalleryAnswer {
  readonly best: PersonHit | null;
  readonly second: PersonHit | null;
}

interface Held extends PersonHit {
  readonly label: number;
}

/**
 * Keeps the two nearest people of all rows offered, in any order. Of equal scores the older row wins, so that the answer does
 * not hang on where a row happens to lie or on which index found it.
 */
export class BestTwo {
  readonly #table: RowTable;
  readonly #exclude: ReadonlySet<string> | undefined;
  #best: Held | null = null;
  #second: Held | null = null;
  /** A row below this score changes nothing: the scan compares with it before it calls `offer`. */
  floor = Number.NEGATIVE_INFINITY;

  constructor(table: RowTable, exclude?: ReadonlySet<string>) {
    this.#table = table;
    this.#exclude = exclude;
  }

  /** Whether two different people are known. */
  get full(): boolean {
    return this.#second !== null;
  }

  offer(row: number, score: number): void {
    const personId = this.#table.personAt(row);
    if (this.#exclude?.has(personId)) return;
    const hit = { personId, score, templateId: this.#table.templateAt(row), label: this.#table.labelAt(row) };
    if (beats(hit, this.#best)) {
      if (this.#best !== null && this.#best.personId !== personId) this.#second = this.#best;
      this.#best = hit;
    } else if (this.#best?.personId !== personId && beats(hit, this.#second)) {
      this.#second = hit;
    }
    if (this.#second !== null) this.floor = this.#second.score;
  }

  answer(): GalleryAnswer {
    return { best: strip(this.#best), second: strip(this.#second) };
  }
}

function beats(hit: Held, other: Held | null): boolean {
  return other === null || hit.score > other.score || (hit.score === other.score && hit.label < other.label);
}

function strip(held: Held | null): PersonHit | null {
  return held === null ? null : { personId: held.personId, score: held.score, templateId: held.templateId };
}
