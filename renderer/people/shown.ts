import type { CallOutput } from '../../main/contract/index.ts';

/** A person as their page shows them. */
export type ShownPerson = CallOutput<'people.show'>;
