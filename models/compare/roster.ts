import type { DealtPerson } from './deal.ts';

/** The people that a recogniser knows, in the order of its head's rows, and the pictures that it learns them from. */
export interface Roster {
  /** Labels by row. */
  readonly labels: readonly number[];
  readonly pictures: Int32Array;
  /** The row of each picture's person. */
  readonly rows: Int32Array;
}

export function rosterOf(people: readonly DealtPerson[]): Roster {
  return {
    labels: people.map(({ label }) => label),
    pictures: Int32Array.from(people.flatMap(({ enrol }) => [...enrol])),
    rows: Int32Array.from(people.flatMap(({ enrol }, row) => Array.from(enrol, () => row))),
  };
}

/** All probes of people, one after the other. */
export const probesOf = (people: readonly DealtPerson[]): Int32Array =>
  Int32Array.from(people.flatMap(({ probes }) => [...probes]));
