import type { GalleryEntry } from './entry.ts';
import { type PeopleRows, TemplateRegister } from './people-rows.ts';
import type { RowTable } from './row-table.ts';

interface Weighted {
  readonly vector: Float32Array;
  readonly quality: number;
}

/** Shorter than this the mean has no direction worth the name: the templates cancel each other out. */
const SHORTEST_MEAN = 1e-6;

/**
 * The mean of the vectors weighted by quality, brought back to unit length. Where no template has any quality all weigh the
 * same; where they cancel out the best one stands for the person.
 */
export function weightedMean(templates: readonly Weighted[], dimension: number): Float32Array {
  const blind = templates.every(({ quality }) => quality === 0);
  const sum = new Float64Array(dimension);
  let weights = 0;
  for (const { vector, quality } of templates) {
    const weight = blind ? 1 : quality;
    weights += weight;
    for (let i = 0; i < dimension; i++) sum[i]! += weight * vector[i]!;
  }
  const length = Math.hypot(...sum);
  if (length / weights < SHORTEST_MEAN) {
    return templates.reduce((best, next) => (next.quality > best.quality ? next : best)).vector;
  }
  return Float32Array.from(sum, (value) => value / length);
}

/**
 * Weighted mean: one row a person. The templates are kept beside the table and the mean is made anew from them, since taking
 * one out of a running sum would leave rounding, and so a trace of the removed face, behind.
 */
export class RowPerPerson implements PeopleRows {
  readonly #table: RowTable;
  readonly #register = new TemplateRegister<Weighted>();
  readonly #rowLabel = new Map<string, number>();

  constructor(table: RowTable) {
    this.#table = table;
  }

  get templates(): number {
    return this.#register.templates;
  }

  get people(): number {
    return this.#register.people;
  }

  add(entries: readonly GalleryEntry[]): void {
    const touched = new Set<string>();
    for (const { personId, templateId, vector, quality } of entries) {
      const former = this.#register.personOf(templateId);
      if (former !== undefined) touched.add(former);
      this.#register.remove(templateId)?.vector.fill(0);
      this.#register.set(personId, templateId, { vector: vector.slice(), quality });
      touched.add(personId);
    }
    for (const personId of touched) this.#fuse(personId);
  }

  removePerson(personId: string): void {
    for (const { vector } of this.#register.removePerson(personId)) vector.fill(0);
    this.#fuse(personId);
  }

  removeTemplate(templateId: string): void {
    const personId = this.#register.personOf(templateId);
    if (personId === undefined) return;
    this.#register.remove(templateId)?.vector.fill(0);
    this.#fuse(personId);
  }

  clear(): void {
    for (const { vector } of this.#register.values()) vector.fill(0);
    this.#register.clear();
    this.#rowLabel.clear();
    this.#table.clear();
  }

  /** The changed mean gets a new label: an index that holds the old one sees it as removed, the new one as added. */
  #fuse(personId: string): void {
    const old = this.#rowLabel.get(personId);
    if (old !== undefined) this.#table.remove(old);
    this.#rowLabel.delete(personId);
    const templates = this.#register.of(personId);
    if (templates.length === 0) return;
    const mean = weightedMean(templates, this.#table.dimension);
    this.#rowLabel.set(personId, this.#table.add(personId, null, mean));
  }
}
