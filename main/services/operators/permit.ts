import { type Actor, nobody } from '../../contract/actor.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import { keyHolder } from '../../contract/handler.ts';
import type { CallName } from '../../contract/index.ts';
import { isAtLeast, neededFor, neededScope, openTopics, topicScope } from '../../contract/roles.ts';

/** What is known of clients and operators. */
export interface Guests {
  /** Whether there are operators; without, everybody at the machine may do everything. */
  guarded(): boolean;
  lockedDesk(): boolean;
  /** The operator who is signed in there. */
  operatorOf(client: object | undefined): Extract<Actor, { kind: 'operator' }> | null;
  /** The API key whose client this is, while it may be used; `revoked` when it was one. */
  apiKeyOf(client: object | undefined): Extract<Actor, { kind: 'api-key' }> | 'revoked' | null;
}

/** May this client make this call? Asked in one place, `dispatch.ts`, by the one table, `contract/roles.ts`. */
export type Permit = (name: CallName, input: unknown, client: object | undefined) => Outcome<Actor>;

const signInFirst = (): Outcome<never> => fail('SIGN_IN_NEEDED', 'Threshold is locked. Sign in first.');

export function createPermit(guests: Guests): { permit: Permit; mayHear(topic: string, client?: object): boolean } {
  const actorOf = (client: object | undefined): Actor => {
    if (client === keyHolder) return { kind: 'key-holder' };
    return guests.guarded() ? (guests.operatorOf(client) ?? nobody) : { kind: 'anybody' };
  };
  return {
    permit(name, input, client) {
      const apiKey = guests.apiKeyOf(client);
      if (apiKey !== null) {
        const scope = neededScope[name];
        if (apiKey === 'revoked') return fail('FORBIDDEN', 'This API key was revoked.');
        return scope !== undefined && apiKey.scopes.includes(scope)
          ? ok(apiKey)
          : fail('FORBIDDEN', `This API key has no scope for ${name}.`);
      }
      const actor = actorOf(client);
      if (actor.kind === 'anybody' || actor.kind === 'key-holder') return ok(actor);
      const needed = neededFor(name, input);
      if (needed === 'anyone' || (needed === 'desk' && guests.lockedDesk())) return ok(actor);
      if (actor.kind !== 'operator') return signInFirst();
      const role = needed === 'desk' ? 'viewer' : needed;
      return isAtLeast(actor.role, role)
        ? ok(actor)
        : fail('FORBIDDEN', `${name} needs the role ${role}; ${actor.name} is ${actor.role}.`);
    },
    mayHear(topic, client) {
      const apiKey = guests.apiKeyOf(client);
      if (apiKey !== null) {
        const scope = topicScope[topic];
        return apiKey !== 'revoked' && scope !== undefined && apiKey.scopes.includes(scope);
      }
      return openTopics.has(topic) || actorOf(client).kind !== 'nobody';
    },
  };
}
