import type { PersonSummary } from '../../main/contract/people.ts';

export type Column = 'name' | 'templates' | 'createdAt';

export interface Order {
  readonly by: Column;
  readonly down: boolean;
}

interface View {
  readonly query: string;
  readonly onlyMissing: boolean;
  /** Only these; null: everybody. */
  readonly only?: ReadonlySet<string> | null;
  readonly order: Order;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const compare: Readonly<Record<Column, (a: PersonSummary, b: PersonSummary) => number>> = {
  name: (a, b) => collator.compare(a.name, b.name),
  templates: (a, b) => a.templates - b.templates,
  createdAt: (a, b) => a.createdAt.localeCompare(b.createdAt),
};

/** Letters without their marks, in one case: "emilie" finds "Émilie". */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** The people that fit what is asked for, in order; equals by name. */
export function shownPeople(
  people: readonly PersonSummary[],
  { query, onlyMissing, only = null, order }: View,
): PersonSummary[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const sign = order.down ? -1 : 1;
  return people
    .filter(({ id, name, templates }) => {
      const own = plain(name);
      return (
        (!onlyMissing || templates === 0) &&
        (only === null || only.has(id)) &&
        words.every((word) => own.includes(word))
      );
    })
    .sort((a, b) => sign * compare[order.by](a, b) || compare.name(a, b));
}
