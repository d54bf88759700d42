import { randomBytes } from 'node:crypto';
import type { Store } from '../../../data/store.ts';
import type { StoredOperator } from '../../../data/tables/operators.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import { forgetMs, freeFailures, lockedForMs, namesRemembered } from './lock-out.ts';
import { checkPassword, hashPassword, type PasswordCost } from './password-hash.ts';
import { type TokenBucket, tokenBucket } from './token-bucket.ts';

/** Passwords waiting to be looked at: each costs 128 MiB for a moment, so they are looked at one by one, and no more wait. */
const mostWaiting = 8;

/** From one client: so many at once, and one in ten seconds after that, whatever names are tried. */
const attempts = { size: 10, perSecond: 0.1 };

export interface SignIn {
  /**
   * The operator whose name and password these are. WRONG_PASSWORD alike for both, after the same time; RATE_LIMITED with
   * `details.waitMs`.
   */
  attempt(name: string, password: string, client: object | undefined): Promise<Outcome<StoredOperator>>;
}

/** @param failed told of a wrong password: whose (null: there is no such name) and whether it locks the name from now on */
export function createSignIn(
  store: Store,
  cost: PasswordCost,
  failed: (operatorId: string | null, locks: boolean) => void,
): SignIn {
  const buckets = new WeakMap<object, TokenBucket>();
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  // Checked where there is no such name, so that it takes as long.
  let nobodys: Promise<string> | null = null;

  const tooSoon = (waitMs: number): Outcome<never> =>
    fail('RATE_LIMITED', `Too many wrong passwords. Wait ${Math.ceil(waitMs / 1000)} s.`, { waitMs });

  const look = async (name: string, password: string): Promise<Outcome<StoredOperator>> => {
    const waitMs = lockedForMs(store.signInFailures.of(name), Date.now());
    if (waitMs > 0) return tooSoon(waitMs);
    nobodys ??= hashPassword(randomBytes(16).toString('hex'), cost);
    const nobodysHash = await nobodys;
    const operator = store.operators.findByName(name);
    const { right, outdated } = await checkPassword(password, operator?.password ?? nobodysHash, cost);
    if (operator === null || !right) {
      const now = new Date();
      store.signInFailures.prune(new Date(now.getTime() - forgetMs).toISOString(), namesRemembered);
      const failures = store.signInFailures.add(name, now.toISOString());
      failed(operator?.id ?? null, failures.failures > freeFailures);
      const next = lockedForMs(failures, now.getTime());
      return fail('WRONG_PASSWORD', 'Name or password is not right.', next > 0 ? { waitMs: next } : undefined);
    }
    store.signInFailures.clear(name);
    if (outdated) store.operators.rehash(operator.id, await hashPassword(password, cost));
    return ok(operator);
  };

  return {
    async attempt(name, password, client) {
      if (client !== undefined) {
        const bucket = buckets.get(client) ?? tokenBucket(attempts.size, attempts.perSecond);
        buckets.set(client, bucket);
        const waitMs = bucket.take();
        if (waitMs > 0) return tooSoon(waitMs);
      }
      if (waiting >= mostWaiting) return tooSoon(1000);
      waiting++;
      const turn = last.then(() => look(name, password));
      last = turn.catch(() => {});
      try {
        return await turn;
      } finally {
        waiting--;
      }
    },
  };
}
