import type { GalleryEntry } from './entry.ts';
import type { RowTable } from './row-table.ts';

/** How a person's templates become rows of the table: a row each, or one row for all. */
export interface PeopleRows {
  readonly templates: number;
  readonly people: number;
  /** A template id that is there already is replaced. */
  add(entries: readonly GalleryEntry[]): void;
  removePerson(personId: string): void;
  removeTemplate(templateId: string): void;
  clear(): void;
}

/** Who has which template; both strategies need to know. `T` is what they remember of one. */
export class TemplateRegister<T> {
  readonly #byPerson = new Map<string, Map<string, T>>();
  readonly #personOf = new Map<string, string>();

  get templates(): number {
    return this.#personOf.size;
  }

  get people(): number {
    return this.#byPerson.size;
  }

  set(personId: string, templateId: string, value: T): void {
    let own = this.#byPerson.get(personId);
    if (own === undefined) {
      own = new Map();
      this.#byPerson.set(personId, own);
    }
    own.set(templateId, value);
    this.#personOf.set(templateId, personId);
  }

  personOf(templateId: string): string | undefined {
    return this.#personOf.get(templateId);
  }

  of(personId: string): readonly T[] {
    return [...(this.#byPerson.get(personId)?.values() ?? [])];
  }

  /** @returns what was remembered, or undefined where the template is not known. */
  remove(templateId: string): T | undefined {
    const personId = this.#personOf.get(templateId);
    const own = personId === undefined ? undefined : this.#byPerson.get(personId);
    if (personId === undefined || own === undefined) return undefined;
    const value = own.get(templateId);
    own.delete(templateId);
    this.#personOf.delete(templateId);
    if (own.size === 0) this.#byPerson.delete(personId);
    return value;
  }

  removePerson(personId: string): readonly T[] {
    const own = this.#byPerson.get(personId);
    if (own === undefined) return [];
    for (const templateId of own.keys()) this.#personOf.delete(templateId);
    this.#byPerson.delete(personId);
    return [...own.values()];
  }

  values(): readonly T[] {
    return [...this.#byPerson.values()].flatMap((own) => [...own.values()]);
  }

  clear(): void {
    this.#byPerson.clear();
    this.#personOf.clear();
  }
}

/** Best template: each is a row, and a person is as near as the nearest of theirs. */
export class RowPerTemplate implements PeopleRows {
  readonly #table: RowTable;
  readonly #labels = new TemplateRegister<number>();

  constructor(table: RowTable) {
    this.#table = table;
  }

  get templates(): number {
    return this.#labels.templates;
  }

  get people(): number {
    return this.#labels.people;
  }

  add(entries: readonly GalleryEntry[]): void {
    for (const { personId, templateId, vector } of entries) {
      this.removeTemplate(templateId);
      this.#labels.set(personId, templateId, this.#table.add(personId, templateId, vector));
    }
  }

  removePerson(personId: string): void {
    for (const label of this.#labels.removePerson(personId)) this.#table.remove(label);
  }

  removeTemplate(templateId: string): void {
    const label = this.#labels.remove(templateId);
    if (label !== undefined) this.#table.remove(label);
  }

  clear(): void {
    this.#labels.clear();
    this.#table.clear();
  }
}
