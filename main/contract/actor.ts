import type { Role } from './operators.ts';

/** On whose behalf a call is made. */
export type Actor =
  /** There are no operators: whoever sits at the machine may do everything. */
  | { readonly kind: 'anybody' }
  /** A process that opened the store with its key: the owner by possession. */
  | { readonly kind: 'key-holder' }
  | { readonly kind: 'operator'; readonly id: string; readonly name: string; readonly role: Role }
  | { readonly kind: 'api-key'; readonly id: string; readonly name: string; readonly scopes: readonly string[] }
  /** There are operators, and nobody is signed in here. */
  | { readonly kind: 'nobody' };

export const nobody: Actor = { kind: 'nobody' };

/** The name that is noted with what somebody did; null where there is none to note. */
export const nameOf = (actor: Actor): string | null =>
  actor.kind === 'operator' || actor.kind === 'api-key' ? actor.name : null;
